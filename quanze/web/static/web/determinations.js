"use strict";
// 万元 beside every amount in yuan, as it is typed; without script it stands there after the next step.
function inTenThousands(text) {
  const plain = text.normalize("NFKC").replace(/[,\s元¥]/g, "");
  const found = /^(\d{1,13}(?:\.\d+)?)(万?)$/.exec(plain);
  if (!found) return "";
  const yuan = Number(found[1]) * (found[2] ? 10000 : 1);
  return yuan >= 10000 ? String(Math.round(yuan) / 10000) : "";
}
function sayMoney(field) {
  const said = field.parentElement.querySelector("[data-money-said]");
  const found = inTenThousands(field.value);
  if (said) said.textContent = found ? found + " " + said.dataset.unit : "";
}
for (const field of document.querySelectorAll("[data-money]")) {
  field.addEventListener("input", () => sayMoney(field));
  sayMoney(field);
}
// The first place to mend gets the focus, so that nobody has to look for it.
const wrong = document.querySelector("[aria-invalid=true]");
if (wrong) wrong.focus();
