// Keys for the queue (j k p h x) and for the answering desk (j k e). Every key does what a visible control does.
const typing = (target) => target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]");
const items = [...document.querySelectorAll(".office-item")];
const links = [...document.querySelectorAll(".desk-list li a")];

const step = (list, current, by) => list[Math.min(Math.max(list.indexOf(current) + by, 0), list.length - 1)];

document.addEventListener("keydown", (event) => {
  if (typing(event.target) || event.ctrlKey || event.metaKey || event.altKey) return;
  if (items.length) queueKey(event);
  else if (links.length) deskKey(event);
});

function queueKey(event) {
  const item = event.target.closest(".office-item");
  if (event.key === "j") (item ? step(items, item, 1) : items[0]).focus();
  else if (event.key === "k" && item) step(items, item, -1).focus();
  else if (event.key === "x" && item) item.querySelector("[name=pick]").click();
  else if (event.key === "p" && item) item.querySelector("[data-key=p]")?.click();
  else if (event.key === "h" && item) item.querySelector("[data-key=h]")?.focus();
  else return;
  event.preventDefault();
}

function deskKey(event) {
  const current = document.querySelector(".desk-list [aria-current]");
  if (event.key === "j") step(links, current, 1)?.click();
  else if (event.key === "k") step(links, current, -1)?.click();
  else if (event.key === "e") document.querySelector("[data-desk] textarea")?.focus();
  else return;
  event.preventDefault();
}

document.querySelector(".desk-list [aria-current]")?.scrollIntoView({ block: "nearest" });

// Half-written answers are not thrown away without a question.
const desk = document.querySelector("[data-desk]");
let dirty = false;
desk?.addEventListener("input", () => { dirty = true; });
desk?.addEventListener("submit", () => { dirty = false; });
window.addEventListener("beforeunload", (event) => { if (dirty) event.preventDefault(); });
