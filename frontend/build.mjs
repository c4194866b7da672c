// Builds everything the browser loads into src/ligzda/web/static/web/build/ (never committed).
// Run by `make assets`; needs node_modules from `npm ci`.
import { build, transform } from "esbuild";
import { mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { prune } from "./prune.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const root = dirname(here);
const modules = join(root, "node_modules");
const out = join(root, "src/ligzda/web/static/web/build");
mkdirSync(out, { recursive: true });

// Hashed file names come from Django; a source map reference to a missing file would stop it.
const settled = (text) => text.replace(/\n?\/[/*]# sourceMappingURL=.*$/gm, "");

const common = { minify: true, target: ["es2020", "chrome94", "firefox93", "safari15"], legalComments: "none", logLevel: "warning" };
await build({ ...common, entryPoints: [join(here, "app.js"), join(here, "theme.js")], bundle: true, format: "iife", outdir: out });
writeFileSync(join(out, "htmx.js"), settled(readFileSync(join(modules, "htmx.org/dist/htmx.min.js"), "utf8")));

// Tabler first, without the parts nobody here uses; our own rules after it.
const tabler = settled(readFileSync(join(modules, "@tabler/core/dist/css/tabler.css"), "utf8"));
const words = wordsOf([join(root, "src/ligzda"), here]);
const own = ["app", "page", "parts", "list", "forms", "over", "wide"].map((name) => readFileSync(join(here, `${name}.css`), "utf8")).join("");
const css = await transform(prune(tabler, words) + own, { ...common, loader: "css", target: ["chrome94", "firefox93", "safari15"] });
writeFileSync(join(out, "app.css"), css.code);

// Icons: name → inner markup of every outline icon, read once by the server and never sent whole.
const nodes = JSON.parse(readFileSync(join(modules, "@tabler/icons/tabler-nodes-outline.json"), "utf8"));
const drawn = (parts) => parts.map(([tag, attrs]) => `<${tag}${Object.entries(attrs).map(([k, v]) => ` ${k}="${v}"`).join("")}/>`).join("");
writeFileSync(join(out, "icons.json"), JSON.stringify(Object.fromEntries(Object.entries(nodes).map(([name, parts]) => [name, drawn(parts)]))));

/** Every word that could be a class name in templates, Python and our own script. */
function wordsOf(folders) {
  const found = new Set();
  const visit = (path) => {
    if (statSync(path).isDirectory()) {
      if (!/static|locale|__pycache__|migrations/.test(path.slice(root.length))) readdirSync(path).forEach((name) => visit(join(path, name)));
    } else if (/\.(html|py|js)$/.test(path)) {
      for (const word of readFileSync(path, "utf8").match(/[A-Za-z][A-Za-z0-9_-]*/g) ?? []) found.add(word);
    }
  };
  folders.forEach(visit);
  return found;
}
