import { diffNodes } from "./diff.js";

// Fields that only one kind of comment or submitter needs are folded away; without JavaScript all of them show.
const words = document.querySelector("form[data-draft-key]");
const again = []; // what follows the fields, once more when the form starts anew
words?.addEventListener("reset", () => setTimeout(() => again.forEach((follow) => follow())));
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
  again.push(followKind);
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
  again.push(follow);
}
