"use strict";
// htmx puts fragments of our own server into the page: text may become HTML, never script or the address of one.
if (window.trustedTypes) {
  window.trustedTypes.createPolicy("default", { createHTML: (text) => text });
}
// One menu at a time; Escape closes it and gives the focus back.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
  if (event.target.closest("[data-print]")) window.print();
});
document.addEventListener("htmx:configRequest", (event) => {
  const token = document.querySelector("input[name=csrfmiddlewaretoken]");
  if (token) event.detail.headers["X-CSRFToken"] = token.value;
});
// A refusal of the server (4xx) says what to mend: it is shown like any other answer.
document.addEventListener("htmx:beforeSwap", (event) => {
  const status = event.detail.xhr.status;
  if (status >= 400 && status < 500) event.detail.shouldSwap = true;
});
