"use strict";
// Beside a field of several codes a picker adds one at a time; without script the codes are typed.
for (const box of document.querySelectorAll("[data-adds]")) {
  const codes = document.getElementById(box.dataset.adds);
  const picker = box.querySelector("input[role=combobox]");
  if (!codes || !picker) continue;
  box.hidden = false;
  picker.removeAttribute("name");
  picker.required = false;
  picker.addEventListener("change", () => {
    const code = picker.value.trim();
    const listed = codes.value.split(/[\s,，、;；]+/).filter(Boolean);
    if (code && box.querySelector(".pick-chosen").textContent && !listed.includes(code)) {
      codes.value = [...listed, code].join("、");
      picker.value = "";
    }
  });
}
