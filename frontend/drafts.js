// An unfinished text lies on the server within seconds, never in this browser: the phone may be shared.
import { announce, clock, text, token } from "./say.js";

const AFTER_KEY = 3000;
const AT_LATEST = 10000;
const RETRY = [5000, 10000, 30000];
const keepers = new WeakMap();

class Keeper {
  constructor(form) {
    this.form = form;
    this.line = form.querySelector("[data-draft-status]");
    this.savedAt = null;
    this.dirtySince = null;
    this.failures = 0;
    this.timer = null;
    this.sending = false;
    this.stopped = false;
    form.addEventListener("input", () => this.touched());
    form.addEventListener("change", () => this.touched());
  }

  touched() {
    if (this.stopped) return;
    this.changed = true;
    this.dirtySince ??= Date.now();
    if (this.failures) return; // the retry clock is running already
    this.plan(Math.max(0, Math.min(AFTER_KEY, this.dirtySince + AT_LATEST - Date.now())));
  }

  plan(wait) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), wait);
  }

  fields() {
    const body = new URLSearchParams();
    for (const [name, value] of new FormData(this.form)) {
      if (name !== "csrfmiddlewaretoken" && typeof value === "string") body.append(name, value);
    }
    const { draftForm, draftRecord } = this.form.dataset;
    if (draftForm) body.set("draft_form", draftForm);
    if (draftRecord) body.set("draft_record", draftRecord);
    if (!body.get("draft_page")) body.set("draft_page", location.pathname + location.search);
    return body;
  }

  async send() {
    clearTimeout(this.timer);
    if (this.stopped || !this.changed || this.sending) return;
    this.sending = true;
    this.changed = false;
    const body = this.fields();
    try {
      const answer = await fetch(this.form.dataset.draftUrl, {
        method: "POST",
        body,
        redirect: "manual",
        keepalive: body.toString().length < 60000,
        headers: { "X-CSRFToken": token(this.form), "X-Requested-With": "fetch" },
      });
      if (!answer.ok) throw new Error(String(answer.status));
      this.failures = 0;
      this.savedAt = new Date();
      this.dirtySince = this.changed ? Date.now() : null;
      this.tell(text("draft-saved", { time: clock(this.savedAt) }), false);
      if (this.changed) this.plan(AFTER_KEY);
    } catch (error) {
      this.changed = true;
      const late = this.savedAt ? text("draft-unsaved", { time: clock(this.savedAt) }) : text("draft-never");
      const reason = error instanceof TypeError ? ` ${text("offline")}` : "";
      if (!this.failures) announce(late + reason);
      this.tell(late + reason, true);
      this.plan(RETRY[Math.min(this.failures, RETRY.length - 1)]);
      this.failures += 1;
    } finally {
      this.sending = false;
    }
  }

  tell(sentence, late) {
    if (!this.line || this.stopped) return;
    this.line.textContent = sentence;
    this.line.classList.toggle("is-late", late);
  }

  stop() {
    this.stopped = true;
    clearTimeout(this.timer);
  }

  go() {
    this.stopped = false;
    if (this.changed) this.plan(AFTER_KEY);
  }
}

export const keeperOf = (form) => keepers.get(form);

export function keepDrafts(root) {
  for (const form of root.querySelectorAll("form[data-draft-url]")) {
    if (!keepers.has(form)) keepers.set(form, new Keeper(form));
  }
}

export const flushDrafts = (root = document) => root.querySelectorAll("form[data-draft-url]").forEach((form) => keepers.get(form)?.send());

document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && flushDrafts());
addEventListener("pagehide", () => flushDrafts());
addEventListener("online", () => flushDrafts());
