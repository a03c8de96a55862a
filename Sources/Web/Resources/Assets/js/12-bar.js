// On a phone the navigation scrolls sideways: where one is comes into sight.
(() => {
  "use strict";
  for (const here of document.querySelectorAll(":is(.bar nav, .places) [aria-current]")) {
    const row = here.closest("nav");
    row.scrollLeft = here.offsetLeft - (row.clientWidth - here.offsetWidth) / 2;
  }
})();
