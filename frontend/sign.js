// A signature drawn with a finger: kept as the path of an SVG in a hidden field. Without script one signs on paper.
const WIDE = 600;
const HIGH = 200;

export function prepareSignatures(root) {
  root.querySelectorAll("[data-sign]").forEach((box) => {
    const field = box.closest("form")?.querySelector('input[name="drawing"]');
    if (!field || box.dataset.ready) return;
    box.dataset.ready = "1";
    box.hidden = false;
    const line = box.querySelector("path");
    const pad = box.querySelector("svg");
    let drawn = field.value;
    let down = false;
    const show = () => line.setAttribute("d", (field.value = drawn));
    const at = (event) => {
      const edge = pad.getBoundingClientRect();
      const place = (value, most) => Math.max(0, Math.min(most, Math.round(value)));
      return `${place(((event.clientX - edge.left) / edge.width) * WIDE, WIDE)} ${place(((event.clientY - edge.top) / edge.height) * HIGH, HIGH)}`;
    };
    pad.addEventListener("pointerdown", (event) => {
      down = true;
      pad.setPointerCapture(event.pointerId);
      drawn += `M${at(event)}`;
      show();
    });
    pad.addEventListener("pointermove", (event) => {
      if (!down || drawn.length > 19000) return;
      drawn += `L${at(event)}`;
      show();
    });
    for (const kind of ["pointerup", "pointercancel"]) pad.addEventListener(kind, () => (down = false));
    box.querySelector("[data-sign-clear]").addEventListener("click", () => {
      drawn = "";
      show();
    });
    show();
  });
}
