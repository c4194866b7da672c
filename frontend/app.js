// Ligzda in the browser. Every page works without it; with it, it is quicker and forgets nothing.
import { keepDrafts } from "./drafts.js";
import { prepareForms } from "./forms.js";
import { announce, text } from "./say.js";
import { whenReady } from "./sheets.js";
import { prepareSignatures } from "./sign.js";
import "./idle.js";
import "./list.js";

function prepare(root) {
  keepDrafts(root);
  prepareForms(root);
  prepareSignatures(root);
  root.querySelector("[data-focus]")?.focus();
  root.querySelectorAll("[data-toast]").forEach(showToast);
  const said = root.querySelector("[data-announce]");
  if (said) announce(said.dataset.announce || said.textContent.trim());
}

/** A success may leave after eight seconds; an error never does. */
function showToast(note) {
  note.classList.add("is-floating");
  setTimeout(() => note.remove(), 8000);
}

whenReady(prepare);
prepare(document);
document.addEventListener("htmx:afterSwap", (event) => prepare(event.detail.elt));
for (const kind of ["htmx:sendError", "htmx:responseError"]) {
  document.addEventListener(kind, () => announce(text(kind === "htmx:sendError" ? "offline" : "failed")));
}

// Menus: one at a time, closed by Escape, a click elsewhere or leaving with Tab.
const openMenus = () => document.querySelectorAll("details.menu[open]");
document.addEventListener("click", (event) => openMenus().forEach((menu) => menu.contains(event.target) || (menu.open = false)));
document.addEventListener("focusin", (event) => openMenus().forEach((menu) => menu.contains(event.target) || (menu.open = false)));
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  openMenus().forEach((menu) => {
    menu.open = false;
    menu.querySelector("summary").focus();
  });
});

// The error summary leads to the field itself, not only near it.
document.addEventListener("click", (event) => {
  const link = event.target.closest?.(".error-summary a");
  const field = link && document.getElementById(link.hash.slice(1));
  if (!field) return;
  event.preventDefault();
  const control = field.matches("input, textarea, select") ? field : field.querySelector("input, textarea, select");
  (control ?? field).focus();
});
