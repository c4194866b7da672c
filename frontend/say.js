// Sentences come translated from the page's body; script owns no words.
export const text = (key, values = {}) =>
  Object.entries(values).reduce((all, [name, value]) => all.replace(`{${name}}`, value), document.body.getAttribute(`data-text-${key}`) ?? "");

/** Said once by a screen reader, politely. */
export function announce(sentence) {
  const live = document.getElementById("live");
  if (!live || !sentence) return;
  live.textContent = "";
  setTimeout(() => (live.textContent = sentence), 60);
}

export const clock = (date = new Date()) => `${String(date.getHours()).padStart(2, "0")}:${String(date.getMinutes()).padStart(2, "0")}`;

export const token = (form) => (form ?? document).querySelector("[name=csrfmiddlewaretoken]")?.value ?? document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";
