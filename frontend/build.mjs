// Builds what a browser loads into src/ligzda/web/static/web/build/: one script, one style sheet, the icons in use.
// Django's manifest adds the fingerprints. Nothing from node_modules is committed or loaded from elsewhere.
import { build } from "esbuild";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";

const out = "src/ligzda/web/static/web/build";
rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });

await build({
  entryPoints: ["frontend/app.js", "frontend/app.css"].filter((file) => existsSync(file)),
  outdir: out,
  bundle: true,
  minify: true,
  target: ["es2022", "chrome109", "firefox115", "safari16"],
  loader: { ".woff2": "file", ".woff": "file", ".svg": "dataurl" },
  external: ["/static/*"],
  legalComments: "inline", // the licences of what is bundled travel with it
  logLevel: "warning",
});

// frontend/icons.txt names the outline icons, one a line; templates put them inline, so that they follow light and dark.
const names = existsSync("frontend/icons.txt")
  ? readFileSync("frontend/icons.txt", "utf8").split("\n").map((line) => line.replace(/#.*/, "").trim()).filter(Boolean)
  : [];
const missing = names.filter((name) => !existsSync(`node_modules/@tabler/icons/icons/outline/${name}.svg`));
if (missing.length) {
  console.error(`frontend/icons.txt names icons that @tabler/icons does not have: ${missing.join(", ")}`);
  process.exit(1);
}
const inner = (name) =>
  readFileSync(`node_modules/@tabler/icons/icons/outline/${name}.svg`, "utf8")
    .replace(/<!--[\s\S]*?-->/g, "")
    .replace(/^[\s\S]*?<svg[^>]*>/, "")
    .replace(/<\/svg>\s*$/, "")
    .replace(/\s*\n\s*/g, "")
    .trim();
writeFileSync(`${out}/icons.json`, JSON.stringify(Object.fromEntries(names.map((name) => [name, inner(name)]))));
