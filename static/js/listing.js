// On a wide screen the filters always stand open: for the keyboard and for screen readers too, not only for the eye.
const wide = window.matchMedia("(min-width: 48rem)");
for (const folded of document.querySelectorAll("[data-open-when-wide]")) {
  const given = folded.open;
  const follow = () => { folded.open = wide.matches || given; };
  follow();
  wide.addEventListener("change", follow);
}
