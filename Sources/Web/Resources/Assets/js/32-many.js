// Ticking in the list: the box at the head ticks all of the page, and the form below opens with the first one and says how
// many there are. Without it the box at the head stands for the whole page by itself.
(() => {
  "use strict";
  const form = document.querySelector("details.many");
  if (!form) return;
  const boxes = () => [...document.querySelectorAll("input[name=ticket][form=many]")];
  const head = () => document.querySelector("[data-tick-all]");
  const count = form.querySelector("[data-ticked]");
  function tell() {
    const all = boxes(), ticked = all.filter((box) => box.checked).length;
    const whole = head();
    if (whole) {
      whole.checked = ticked > 0 && ticked === all.length;
      whole.indeterminate = ticked > 0 && ticked < all.length;
    }
    count.hidden = ticked === 0;
    count.textContent = ticked;
  }
  document.addEventListener("change", (event) => {
    if (event.target === head()) for (const box of boxes()) box.checked = event.target.checked;
    else if (event.target.name !== "ticket") return;
    // On a phone it would hide the list.
    if (event.target.checked && matchMedia("(min-width: 48rem)").matches) form.open = true;
    tell();
  });
  addEventListener("pageshow", tell);
})();
