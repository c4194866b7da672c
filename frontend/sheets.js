// A link with data-sheet opens its address in a dialog: "sheet" slides from the edge, "dialog" stands in the middle.
// Without script it stays a plain link to the same page.
import { flushDrafts } from "./drafts.js";
import { release } from "./forms.js";
import { announce, text } from "./say.js";

let ready = () => {};
export const whenReady = (prepare) => (ready = prepare);

const parse = (html) => new DOMParser().parseFromString(html, "text/html");
const partOf = (page) => page.querySelector("main") ?? page.body;

const ask = (url, options = {}) => fetch(url, { ...options, headers: { "HX-Request": "true", ...(options.headers ?? {}) } });

function shell(kind, title) {
  const dialog = document.createElement("dialog");
  dialog.className = kind === "dialog" ? "dialog" : "sheet";
  dialog.innerHTML = '<div class="sheet-head"><h2 id="sheet-title"></h2><button type="button" class="icon-button" data-close><span aria-hidden="true">✕</span></button></div><div class="sheet-body"></div>';
  dialog.setAttribute("aria-labelledby", "sheet-title");
  dialog.querySelector("h2").textContent = title;
  dialog.querySelector("[data-close]").setAttribute("aria-label", text("close"));
  return dialog;
}

function fill(dialog, page) {
  const part = partOf(page);
  const heading = part.querySelector("h1");
  if (heading) dialog.querySelector("#sheet-title").textContent = heading.textContent.trim();
  dialog.querySelector(".sheet-body").replaceChildren(...part.childNodes);
  for (const form of dialog.querySelectorAll("form:not([action])")) form.action = dialog.dataset.address;
  globalThis.htmx?.process(dialog);
  ready(dialog);
}

/** Focus lands on the first thing that is not known yet. */
function firstUnknown(dialog) {
  const told = dialog.querySelector("[data-focus], [autofocus]");
  if (told) return told;
  const controls = [...dialog.querySelectorAll(".sheet-body :is(input, textarea, select):not([type=hidden], [tabindex='-1'])")];
  const known = (control) =>
    /^(radio|checkbox)$/.test(control.type) ? controls.some((other) => other.name === control.name && other.checked) : control.value !== "" || control.closest(".minutes-other");
  return controls.find((control) => !known(control)) ?? controls[0] ?? dialog.querySelector(".sheet-body :is(a, button)");
}

async function open(link) {
  const answer = await ask(link.href).catch(() => null);
  if (!answer?.ok || answer.redirected) return location.assign(link.href);
  const dialog = shell(link.dataset.sheet, link.textContent.trim());
  dialog.dataset.address = link.href;
  document.body.append(dialog);
  fill(dialog, parse(await answer.text()));
  dialog.addEventListener("close", () => {
    flushDrafts(dialog);
    dialog.remove();
    openerOf(link)?.focus();
  });
  dialog.showModal();
  firstUnknown(dialog)?.focus();
}

/** After a swap the link may be a new element with the same address. */
const openerOf = (link) => (link.isConnected ? link : [...document.querySelectorAll("a[data-sheet]")].find((other) => other.href === link.href));

/** Take over a page that an answer already carried, so that its message is not lost in a second request. */
function adopt(page, url, dialog) {
  for (const part of ["#main", ".top", ".bottom-bar"]) {
    const [old, fresh] = [document.querySelector(part), page.querySelector(part)];
    if (!old || !fresh) return location.assign(url);
    old.replaceWith(fresh);
  }
  document.title = page.title;
  if (url !== location.href) history.pushState({}, "", url);
  dialog.close();
  const main = document.querySelector("#main");
  globalThis.htmx?.process(main);
  ready(document);
  if (document.activeElement === document.body) main.focus();
  announce(main.querySelector("[data-toast]")?.textContent.trim());
}
addEventListener("popstate", () => location.reload());

document.addEventListener("submit", async (event) => {
  const form = event.target;
  const dialog = form.closest("dialog.sheet, dialog.dialog");
  if (!dialog?.dataset.address || event.defaultPrevented || form.method !== "post") return;
  event.preventDefault();
  const body = new FormData(form, event.submitter);
  try {
    const answer = await ask(form.action, { method: "POST", body });
    const page = parse(await answer.text());
    if (answer.redirected && answer.ok) return adopt(page, answer.url, dialog);
    if (answer.ok || answer.status === 422) {
      fill(dialog, page);
      firstUnknown(dialog)?.focus();
      return;
    }
    release(form);
    problem(form, text("failed"));
  } catch {
    release(form);
    problem(form, text("offline"));
  }
});

function problem(form, sentence) {
  let place = form.querySelector(".form-problem");
  if (!place) {
    place = document.createElement("p");
    place.className = "form-problem alert alert-danger";
    place.setAttribute("role", "alert");
    form.append(place);
  }
  place.textContent = sentence;
}

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[data-sheet]");
  if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.defaultPrevented && HTMLDialogElement) {
    event.preventDefault();
    open(link);
    return;
  }
  const close = event.target.closest?.("[data-close]");
  const dialog = close?.closest("dialog");
  if (dialog) {
    event.preventDefault();
    dialog.close();
  }
});
