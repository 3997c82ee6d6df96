// "Dieses Gerät abmelden" asks first: to come back, the clerk has to let the device in again.

import { confirmed } from "./answers.js";

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!form.hasAttribute("data-sign-out") || form.dataset.sure) return;
  event.preventDefault();
  if (!(await confirmed(form.dataset.confirm, form))) return;
  form.dataset.sure = "yes";
  form.submit();
});
