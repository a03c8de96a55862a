// A button beside what is to be copied. Without this script people select it by hand.
(() => {
  "use strict";
  for (const field of document.querySelectorAll("input[data-copy]")) {
    field.addEventListener("focus", () => field.select());
    field.focus();
  }
})();
