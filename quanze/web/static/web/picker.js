"use strict";
// A field that lists matches while one types; arrows move, Enter takes, Escape closes. The field keeps the code.
const wait = 250;

function begin(box) {
  const field = box.querySelector("input[role=combobox]");
  const list = box.querySelector("[role=listbox]");
  const chosen = box.querySelector(".pick-chosen");
  let timer = 0;
  let asked = 0;

  const options = () => [...list.querySelectorAll("[role=option]:not([aria-disabled])")];
  const current = () => list.querySelector("[aria-selected=true]");

  function close() {
    list.hidden = true;
    field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
  }

  function mark(option) {
    for (const each of options()) each.removeAttribute("aria-selected");
    if (!option) return;
    option.setAttribute("aria-selected", "true");
    field.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  }

  function take(option) {
    field.value = option.dataset.code;
    chosen.textContent = option.dataset.name;
    close();
    field.dispatchEvent(new Event("change", { bubbles: true }));
  }

  async function ask() {
    const typed = field.value.trim();
    const mine = ++asked;
    if (!typed) {
      close();
      return;
    }
    const address = `${box.dataset.picker}&q=${encodeURIComponent(typed)}`;
    const answer = await fetch(address, { headers: { "HX-Request": "true" }, credentials: "same-origin" });
    if (mine !== asked || !answer.ok || answer.redirected) return;
    list.innerHTML = await answer.text();
    options().forEach((option, number) => { option.id = `${list.id}-${number}`; });
    list.hidden = !list.children.length;
    field.setAttribute("aria-expanded", String(!list.hidden));
    field.removeAttribute("aria-activedescendant");
  }

  field.addEventListener("input", () => {
    chosen.textContent = "";
    clearTimeout(timer);
    timer = setTimeout(ask, wait);
  });
  field.addEventListener("keydown", (event) => {
    const all = options();
    const place = all.indexOf(current());
    if (event.key === "Escape") close();
    if (list.hidden || !all.length) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      mark(all[place < 0 ? (step > 0 ? 0 : all.length - 1) : (place + step + all.length) % all.length]);
    }
    if (event.key === "Enter" && current()) {
      event.preventDefault();
      take(current());
    }
  });
  list.addEventListener("mousedown", (event) => {
    event.preventDefault();
    const option = event.target.closest("[role=option]:not([aria-disabled])");
    if (option) take(option);
  });
  field.addEventListener("blur", close);
}

function beginAll(root) {
  for (const box of root.querySelectorAll("[data-picker]:not([data-begun])")) {
    box.dataset.begun = "";
    begin(box);
  }
}
document.addEventListener("DOMContentLoaded", () => beginAll(document));
document.addEventListener("htmx:afterSwap", (event) => beginAll(event.target));
