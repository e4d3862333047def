import { diffNodes } from "./diff.js";

// Keeps a draft of the comment in this browser only, and clears it once the receipt is shown.
const form = document.querySelector("form[data-draft-key]");
const prefix = "razem-draft-";
const store = {
  get: (key) => { try { return JSON.parse(localStorage.getItem(key) || "null"); } catch { return null; } },
  set: (key, value) => { try { localStorage.setItem(key, JSON.stringify(value)); } catch { /* private mode: no draft */ } },
};

if (form) {
  const key = prefix + form.dataset.draftKey;
  const fields = [...form.querySelectorAll("textarea[data-draft]")];
  const fresh = !document.querySelector(".error-summary");
  const saved = store.get(key);
  if (saved && fresh) fields.forEach((field) => { if (saved[field.name]) field.value = saved[field.name]; });
  form.addEventListener("input", () => {
    store.set(key, Object.fromEntries(fields.map((field) => [field.name, field.value])));
  });
}

// Which draft is being sent is noted with the click on “send”; its receipt, and no other page, clears that one.
const sending = document.querySelector("form[data-sends]");
sending?.addEventListener("submit", (event) => {
  if (event.submitter?.value !== "send") return;
  try { sessionStorage.setItem("razem-sent", prefix + sending.dataset.sends); } catch { /* nothing to clear later */ }
});
if (document.querySelector(".receipt[data-own]")) {
  try {
    localStorage.removeItem(sessionStorage.getItem("razem-sent") || "");
    sessionStorage.removeItem("razem-sent");
  } catch { /* nothing was kept */ }
}

const print = document.querySelector("[data-print]");
if (print) {
  print.hidden = false;
  print.addEventListener("click", () => window.print());
}

document.querySelector(".error-summary")?.focus();

// Fields that only one kind of comment or submitter needs are folded away; without JavaScript all of them show.
const kinds = [...document.querySelectorAll("input[name=kind]")];
const show = (name, visible) => {
  const field = document.querySelector(`#div_id_${name}`);
  if (field) field.hidden = !visible && !(name === "opinion" && field.querySelector("textarea").value.trim());
};
const followKind = () => {
  const change = kinds.find((input) => input.checked)?.value === "change";
  show("current_text", change);
  show("proposed_text", change);
  show("opinion", !change);
};
if (kinds.some((input) => input.value === "change")) {
  kinds.forEach((input) => input.addEventListener("change", followKind));
  followKind();
}
const who = document.querySelector("select[name=who]");
if (who) {
  const followWho = () => show("public_name", who.value !== "person");
  who.addEventListener("change", followWho);
  followWho();
}

// The change, shown while it is typed; the server shows the same on the second screen.
const [current, proposed] = ["current_text", "proposed_text"].map((name) => document.querySelector(`textarea[name=${name}]`));
const template = document.querySelector("#live-diff");
if (current && proposed && template) {
  const shown = template.content.firstElementChild.cloneNode(true);
  proposed.closest(".field").append(shown);
  const follow = () => {
    const nodes = current.value === proposed.value ? null : diffNodes(current.value, proposed.value);
    shown.hidden = !nodes;
    shown.querySelector(".diff").replaceChildren(...(nodes ?? []));
  };
  [current, proposed].forEach((field) => field.addEventListener("input", follow));
  follow();
}
