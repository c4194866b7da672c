// What makes forms quicker. Every one of them also works as a plain POST without this file.
import { keeperOf } from "./drafts.js";
import { announce, text } from "./say.js";

const waiting = new WeakMap();

function hold(form, button) {
  form.dataset.sent = "1";
  keeperOf(form)?.stop();
  const label = button?.classList.contains("btn") ? [...button.childNodes] : null;
  if (label) {
    button.setAttribute("aria-disabled", "true");
    button.replaceChildren(button.dataset.textSaving ?? text("saving"));
  }
  waiting.set(form, { button, label, timer: setTimeout(() => release(form), 20000) });
}

/** The button comes back after a failure; the idempotency key keeps a second press harmless. */
export function release(form) {
  const held = waiting.get(form);
  delete form.dataset.sent;
  keeperOf(form)?.go();
  if (!held) return;
  clearTimeout(held.timer);
  waiting.delete(form);
  if (held.label) {
    held.button.removeAttribute("aria-disabled");
    held.button.replaceChildren(...held.label);
  }
}

/** Far more than any field takes is said here and not sent: a refused page would bring it back shortened. */
const MOST = 100000;

function refuseOversized(form) {
  form.querySelectorAll(".field-error.is-oversized").forEach((note) => note.remove());
  const found = [...form.querySelectorAll("textarea, input")].filter((one) => !/^(hidden|file)$/.test(one.type) && one.value.length > MOST);
  for (const control of found) {
    const note = document.createElement("p");
    note.className = "field-error is-oversized";
    note.setAttribute("role", "alert");
    note.textContent = text("too-long", { letters: control.value.length });
    control.before(note);
  }
  found[0]?.focus();
  return found.length > 0;
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post") return;
  if (refuseOversized(form)) {
    event.preventDefault();
    event.stopImmediatePropagation();
    return;
  }
  if (form.dataset.sent) {
    event.preventDefault();
    event.stopImmediatePropagation();
    return;
  }
  const button = event.submitter ?? form.querySelector(".btn-primary[type=submit], .btn-primary:not([type])");
  hold(form, button);
});
addEventListener("pageshow", (event) => event.persisted && document.querySelectorAll("form[data-sent]").forEach(release));
document.addEventListener("htmx:afterRequest", (event) => {
  const form = event.target.closest?.("form");
  if (form) release(form);
});

// Greyed is not gone: it can be reached, and pressed it says why.
document.addEventListener(
  "click",
  (event) => {
    const control = event.target.closest?.("[aria-disabled=true]");
    if (!control) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    announce(
      (control.getAttribute("aria-describedby") ?? "")
        .split(" ")
        .map((id) => document.getElementById(id)?.textContent.trim() ?? "")
        .join(" "),
    );
  },
  true,
);

document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
  const form = event.target.closest?.("form[method=post]");
  if (!form) return;
  event.preventDefault();
  const button = form.querySelector("button.btn-primary, button[type=submit].btn");
  if (button?.getAttribute("aria-disabled") === "true") button.click();
  else form.requestSubmit(button ?? undefined);
});

const changed = (control) => {
  control.dispatchEvent(new Event("input", { bubbles: true }));
  control.dispatchEvent(new Event("change", { bubbles: true }));
};

function writtenDay(iso, pattern) {
  const [year, month, day] = iso.split("-");
  if (pattern === "lv") return `${day}.${month}.${year}.`;
  if (pattern === "lt") return iso;
  const name = new Date(Date.UTC(+year, +month - 1, +day)).toLocaleString("en-US", { month: "short", timeZone: "UTC" });
  return `${+day} ${name} ${year}`;
}

function allPresent(button) {
  const form = button.closest("form");
  const value = button.dataset.allPresent;
  if (button.marked) {
    for (const radio of button.marked) {
      if (radio.checked) {
        radio.checked = false;
        changed(radio);
      }
    }
    button.marked = null;
    announce(text("all-undone"));
  } else {
    button.marked = [];
    for (const row of form.querySelectorAll(".attendance-row")) {
      const radio = row.querySelector(`input[type=radio][value="${CSS.escape(value)}"]`);
      if (!radio || row.querySelector("input[type=radio]:checked")) continue;
      radio.checked = true;
      button.marked.push(radio);
      changed(radio);
    }
    announce(text("all-present"));
  }
  button.setAttribute("aria-pressed", String(Boolean(button.marked)));
}

/** Running counts above an attendance sheet: data-tally="<value>", empty for rows without a choice. */
function tally(form) {
  for (const place of form.querySelectorAll("[data-tally]")) {
    const rows = [...form.querySelectorAll(".attendance-row")];
    place.textContent = rows.filter((row) => (row.querySelector("input[type=radio]:checked")?.value ?? "") === place.dataset.tally).length;
  }
}

/** data-show-when="outcome=held|late": shown only while that answer is chosen. */
function showWhen(form) {
  for (const part of form.querySelectorAll("[data-show-when]")) {
    const [name, values] = part.dataset.showWhen.split("=");
    const chosen = new FormData(form).getAll(name);
    part.hidden = !values.split("|").some((value) => chosen.includes(value));
  }
}

export function prepareForms(root) {
  for (const form of root.querySelectorAll("form")) {
    tally(form);
    showWhen(form);
  }
}

document.addEventListener("change", (event) => {
  const form = event.target.form;
  if (form) {
    tally(form);
    showWhen(form);
  }
  if (event.target.matches(".day-native") && event.target.value) {
    const box = event.target.closest(".day");
    const input = box.querySelector("input");
    input.value = writtenDay(event.target.value, box.dataset.dayPattern);
    changed(input);
    input.focus();
  }
});

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("button");
  if (!button) return;
  const { day, dayPicker, allPresent: all, showPassword, check, print } = button.dataset;
  if (day !== undefined) {
    const input = button.closest(".day").querySelector("input");
    input.value = day;
    changed(input);
    announce(day);
  } else if (dayPicker !== undefined) button.parentElement.querySelector(".day-native").showPicker?.();
  else if (all !== undefined) allPresent(button);
  else if (showPassword !== undefined) {
    const input = document.getElementById(showPassword);
    const show = input.type === "password";
    input.type = show ? "text" : "password";
    button.dataset.textShow ??= button.textContent;
    button.textContent = show ? button.dataset.textHide : button.dataset.textShow;
    button.setAttribute("aria-pressed", String(show));
  } else if (check !== undefined) {
    const [name, values] = check.split("=");
    for (const box of button.form.querySelectorAll(`input[name="${CSS.escape(name)}"]`)) {
      box.checked = values.split(",").includes(box.value);
      changed(box);
    }
  } else if (print !== undefined) window.print();
});
