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
  try { sessionStorage.setItem("razem-last-draft", key); } catch { /* nothing to clear later */ }
}

if (document.querySelector(".receipt")) {
  try {
    localStorage.removeItem(sessionStorage.getItem("razem-last-draft") || "");
  } catch { /* nothing was kept */ }
}

document.querySelector(".error-summary")?.focus();

// Fields that only one kind of comment or submitter needs are folded away; without JavaScript all of them show.
const kinds = [...document.querySelectorAll("input[name=kind]")];
const show = (name, visible) => {
  const field = document.querySelector(`#div_id_${name}`);
  if (field) field.hidden = !visible;
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
