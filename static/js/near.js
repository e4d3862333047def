// Remembers the chosen place in this browser only and shows what happens there without choosing again.
const key = "razem-place";
const form = document.querySelector("form.near");
const shown = document.querySelector("#okolica");
const remember = (value) => { try { value ? localStorage.setItem(key, value) : localStorage.removeItem(key); } catch { /* private mode */ } };
const remembered = () => { try { return localStorage.getItem(key) || ""; } catch { return ""; } };

if (form && shown) {
  const select = form.elements.gdzie;
  if (select.value) remember(select.value);
  form.addEventListener("submit", () => remember(select.value));
  document.addEventListener("click", (event) => { if (event.target.closest("[data-forget]")) remember(""); });
  const value = remembered();
  if (!select.value && value && [...select.options].some((option) => option.value === value)) {
    select.value = value;
    const answer = await fetch(`${form.getAttribute("action").split("#")[0]}?gdzie=${encodeURIComponent(value)}`);
    if (answer.ok) {
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const found = page.querySelector("#okolica");
      if (found && !found.hidden) shown.replaceWith(found);
    }
  }
}
