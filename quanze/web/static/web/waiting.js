"use strict";
// A form that takes long says so once it is sent, and is not sent twice.
document.addEventListener("submit", (event) => {
  const form = event.target.closest("form[data-waits]");
  if (!form) return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "yes";
  const told = form.querySelector(".wait");
  if (told) told.hidden = false;
});
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-waits]")) delete form.dataset.sent;
});
