// Drops rules of Tabler whose class names appear nowhere in our templates, Python or script.
// A rule stays when at least one of its selectors uses only words we know; unknown syntax stays as it is.

/** Split a style sheet into {head, body} blocks at one level; text without a block is kept under head. */
function blocks(css) {
  const found = [];
  let start = 0;
  let i = 0;
  while (i < css.length) {
    if (css.startsWith("/*", i)) {
      i = css.indexOf("*/", i) + 2;
      continue;
    }
    const c = css[i];
    if (c === '"' || c === "'") {
      i = css.indexOf(c, i + 1) + 1;
      continue;
    }
    if (c === ";" ) {
      found.push({ head: css.slice(start, i + 1), body: null });
      start = ++i;
      continue;
    }
    if (c === "{") {
      const open = i;
      let depth = 0;
      for (; i < css.length; i++) {
        if (css.startsWith("/*", i)) i = css.indexOf("*/", i) + 1;
        else if (css[i] === '"' || css[i] === "'") i = css.indexOf(css[i], i + 1);
        else if (css[i] === "{") depth++;
        else if (css[i] === "}" && --depth === 0) break;
      }
      found.push({ head: css.slice(start, open), body: css.slice(open + 1, i) });
      start = ++i;
      continue;
    }
    i++;
  }
  return found;
}

const bare = (text) => text.replace(/\/\*[\s\S]*?\*\//g, "").trim();

/** Commas inside :is() or :not() do not part selectors. */
function selectors(head) {
  const parts = [];
  let depth = 0;
  let part = "";
  for (const c of head) {
    if (c === "(") depth++;
    if (c === ")") depth--;
    if (c === "," && depth === 0) {
      parts.push(part);
      part = "";
    } else part += c;
  }
  return [...parts, part];
}

function used(selector, words) {
  const outside = selector.replace(/:(not|is|where|has)\([^)]*\)/g, "");
  const names = [...outside.matchAll(/\.((?:\\.|[\w-])+)/g)].map((match) => match[1].replace(/\\/g, ""));
  return names.every((name) => words.has(name));
}

export function prune(css, words) {
  let kept = "";
  for (const { head, body } of blocks(css)) {
    const name = bare(head);
    if (body === null) kept += name;
    else if (/^@(media|supports|layer|container)/.test(name)) {
      const inner = prune(body, words);
      if (inner.trim()) kept += `${name}{${inner}}`;
    } else if (name.startsWith("@")) kept += `${name}{${body}}`;
    else {
      const left = selectors(name).filter((selector) => used(selector, words));
      if (left.length) kept += `${left.join(",")}{${body}}`;
    }
  }
  return kept;
}
