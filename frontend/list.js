// Lists: rows are reached by keyboard, and the next ones come without leaving the page.

// Only while a row has the focus: arrows or j and k go to its neighbours, Home and End to the ends; Enter is the link's own.
const STEPS = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1, Home: -Infinity, End: Infinity };
document.addEventListener("keydown", (event) => {
  const link = event.target.closest?.("[data-keys] .list-link");
  const step = STEPS[event.key];
  if (!link || step === undefined || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
  const links = [...link.closest("[data-keys]").querySelectorAll(".list-link")];
  const place = Math.min(links.length - 1, Math.max(0, links.indexOf(link) + step));
  event.preventDefault();
  links[place].focus();
});

// "Show 25 more" inside [data-list]: the new rows are added below, and focus goes to the first of them.
document.addEventListener("click", async (event) => {
  const link = event.target.closest?.("a[data-more]");
  const list = link?.closest("[data-list][id]");
  if (!list || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  const answer = await fetch(link.href, { headers: { "HX-Request": "true" } }).catch(() => null);
  if (!answer?.ok || answer.redirected) return location.assign(link.href);
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById(list.id);
  const rows = [...(fresh?.querySelector("[data-rows]")?.children ?? [])];
  if (!rows.length) return location.assign(link.href);
  list.querySelector("[data-rows]").append(...rows);
  const more = fresh.querySelector(".more");
  if (more) list.querySelector(".more").replaceWith(more);
  else list.querySelector(".more").remove();
  const first = rows[0].querySelector("a, button") ?? rows[0];
  first.tabIndex = first.tabIndex < 0 ? -1 : first.tabIndex;
  first.focus();
});
