// The word-level diff of two wordings, as site/shared/diffing.py makes it on the server: same tokens, same crumbs.
const TOKENS = /\s+|[\p{L}\p{N}_]+|[^\p{L}\p{N}_\s]/gu;
const MAX_TOKENS = 1200;
const SHORTEST_SAME = 4;

// Longest common subsequence by the usual table; both texts are short enough for it while somebody types.
function runs(a, b) {
  const width = b.length + 1;
  const table = new Uint16Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      table[i * width + j] = a[i] === b[j]
        ? table[(i + 1) * width + j + 1] + 1
        : Math.max(table[(i + 1) * width + j], table[i * width + j + 1]);
    }
  }
  const found = [];
  const add = (same, before, after) => {
    const last = found.at(-1);
    if (last && last.same === same) { last.before += before; last.after += after; } else found.push({ same, before, after });
  };
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) { add(true, a[i], b[j]); i += 1; j += 1; }
    else if (j >= b.length || (i < a.length && table[(i + 1) * width + j] >= table[i * width + j + 1])) { add(false, a[i], ""); i += 1; }
    else { add(false, "", b[j]); j += 1; }
  }
  return found;
}

function joined(found) {
  const made = [];
  for (const run of found) {
    const crumb = made.at(-1);
    if (!run.same && made.length > 1 && crumb.same && crumb.before.trim().length < SHORTEST_SAME) {
      made.pop();
      const before = made.pop();
      made.push({ same: false, before: before.before + crumb.before + run.before, after: before.after + crumb.after + run.after });
    } else made.push(run);
  }
  return made;
}

const piece = (name, text) => {
  const element = name ? document.createElement(name) : document.createTextNode(text);
  if (name) element.textContent = text;
  return element;
};

// The nodes that show the change, or null when the texts are too long to compare while typing.
export function diffNodes(before, after) {
  const [a, b] = [before.match(TOKENS) ?? [], after.match(TOKENS) ?? []];
  if (a.length + b.length > MAX_TOKENS) return null;
  return joined(runs(a, b)).flatMap((run) => (run.same
    ? [piece("", run.before)]
    : [run.before && piece("del", run.before), run.after && piece("ins", run.after)].filter(Boolean)));
}
