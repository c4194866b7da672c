// Runs before the first paint: "as on the device" follows the device, also when it changes at dusk.
const root = document.documentElement;
if (root.dataset.themeChoice === "system") {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const follow = () => root.setAttribute("data-bs-theme", dark.matches ? "dark" : "light");
  follow();
  dark.addEventListener("change", follow);
}
root.classList.add("has-script");
