// Two minutes before sign-out the page asks; afterwards nothing stays readable. All tabs of this browser count together.
import { flushDrafts } from "./drafts.js";
import { token } from "./say.js";

const limit = Number(document.body.dataset.idleSeconds) * 1000;
const { stayUrl, signInUrl } = document.body.dataset;
const dialog = document.getElementById("idle"); // a page outside the frame, such as "confirm it is you", has none

if (limit && dialog) {
  const warn = Math.min(120000, limit / 2);
  const tabs = new BroadcastChannel("ligzda-activity");
  let active = Date.now();
  let told = Date.now(); // when the server last heard of us

  const note = (when) => {
    active = Math.max(active, when);
    if (dialog.open && Date.now() - active < 1000) dialog.close();
  };
  const hear = (when) => (told = Math.max(told, when));
  tabs.onmessage = ({ data }) => {
    if (data.leave) leave(false);
    note(data.active ?? 0);
    hear(data.told ?? 0);
  };
  tabs.postMessage({ active, told });

  const ping = () => {
    told = Date.now();
    tabs.postMessage({ active, told });
    fetch(stayUrl, { method: "POST", redirect: "manual", headers: { "X-CSRFToken": token() } })
      .then((answer) => (answer.ok ? null : leave(true)))
      .catch(() => (told = 0));
  };

  function leave(tell) {
    if (tell) tabs.postMessage({ leave: true });
    flushDrafts();
    document.body.replaceChildren();
    document.title = "Ligzda";
    location.replace(`${signInUrl}?away=1&next=${encodeURIComponent(location.pathname + location.search)}`);
  }

  let noted = 0;
  for (const kind of ["keydown", "pointerdown", "scroll"]) {
    addEventListener(
      kind,
      () => {
        if (dialog.open || Date.now() - noted < 1000) return;
        noted = active = Date.now();
        tabs.postMessage({ active });
        if (active - told > limit / 4) ping();
      },
      { passive: true, capture: true },
    );
  }
  dialog.addEventListener("close", () => {
    active = Date.now();
    ping();
  });
  dialog.querySelector("[data-stay]").addEventListener("click", () => dialog.close());

  const look = () => {
    const rest = active + limit - Date.now();
    if (rest <= 0) leave(true);
    else if (rest <= warn && !dialog.open) {
      flushDrafts();
      dialog.showModal();
    }
  };
  setInterval(look, 2000);
  document.addEventListener("visibilitychange", look);
}
