// Words that are being written are kept in this browser alone, for a day, under the key of their form. Whoever comes
// back is told that they were restored, and may start anew or forbid it. The receipt of what was sent clears its draft.
const PREFIX = "razem-draft-";
const SENT = "razem-sent"; // which draft the last click on “send” was about
const SHARED = "razem-shared"; // this tab is told to keep nothing
const DAY = 24 * 60 * 60 * 1000;

const safely = (act) => { try { return act(); } catch { return null; } }; // private mode, a full disk: no draft
const keys = () => safely(() => Object.keys(localStorage).filter((key) => key.startsWith(PREFIX))) ?? [];
const forget = (key) => safely(() => localStorage.removeItem(key));
const read = (key) => {
  const kept = safely(() => JSON.parse(localStorage.getItem(key)));
  return kept && Math.abs(Date.now() - kept.at) < DAY ? kept.words : null;
};
const forgetAll = () => {
  keys().forEach(forget);
  safely(() => sessionStorage.removeItem(SENT));
};

keys().filter((key) => !read(key)).forEach(forget);

const form = document.querySelector("form[data-draft-key]");
if (form) {
  const key = PREFIX + form.dataset.draftKey;
  const fields = [...form.querySelectorAll("[data-draft]")];
  const isBound = form.hasAttribute("data-bound"); // it comes back from the server with the newest words
  const begun = Object.fromEntries(fields.map((field) => [field.name, isBound ? "" : field.value]));
  const restored = form.querySelector("[data-draft-restored]");
  const kept = form.querySelector("[data-draft-kept]");
  const show = (element, visible) => { if (element) element.hidden = !visible; };
  const isShared = () => safely(() => sessionStorage.getItem(SHARED)) === "1";

  const keep = () => {
    if (isShared()) return;
    const words = Object.fromEntries(fields.map((field) => [field.name, field.value]));
    const changed = fields.some((field) => field.value !== begun[field.name]);
    if (changed) safely(() => localStorage.setItem(key, JSON.stringify({ at: Date.now(), words })));
    else forget(key);
    show(kept, changed);
  };
  const restore = (words) => {
    const changed = fields.filter((field) => field.name in words && words[field.name] !== field.value);
    changed.forEach((field) => { field.value = words[field.name]; });
    show(restored, changed.length > 0);
  };

  const draft = read(key);
  if (draft && !isBound) restore(draft);
  form.addEventListener("input", keep);
  form.addEventListener("click", (event) => {
    const act = event.target.closest("[data-draft-act]")?.dataset.draftAct;
    if (!act) return;
    forget(key);
    show(restored, false);
    show(kept, false);
    if (act === "anew") form.reset();
    if (act === "shared") {
      forgetAll();
      safely(() => sessionStorage.setItem(SHARED, "1"));
      show(form.querySelector("[data-draft-off]"), true);
    }
    (fields.find((field) => field.offsetParent) ?? form).focus?.();
  });
}

const sending = document.querySelector("form[data-sends]");
if (form || sending) safely(() => sessionStorage.removeItem(SENT)); // the form is here again: it has not been sent
sending?.addEventListener("submit", (event) => {
  if (event.submitter?.value === "back") return;
  safely(() => sessionStorage.setItem(SENT, PREFIX + sending.dataset.sends));
});
const receipt = document.querySelector("[data-clears]");
if (receipt && safely(() => sessionStorage.getItem(SENT)) === PREFIX + receipt.dataset.clears) {
  forget(PREFIX + receipt.dataset.clears);
  safely(() => sessionStorage.removeItem(SENT));
}

if (document.querySelector("[data-forgotten]")) forgetAll();
document.querySelector("form[data-forget]")?.addEventListener("submit", forgetAll);

const print = document.querySelector("[data-print]");
if (print) {
  print.hidden = false;
  print.addEventListener("click", () => window.print());
}

document.querySelector(".error-summary")?.focus();
