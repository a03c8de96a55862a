// Keeps what is being typed into a form with data-draft, until it was sent.
(() => {
  "use strict";
  for (const form of document.querySelectorAll("form[data-draft]")) {
    const key = `draft ${form.dataset.draft}`;
    const area = form.querySelector("textarea");
    if (!area) continue;
    if (!area.value) area.value = localStorage.getItem(key) ?? "";
    area.addEventListener("input", () => {
      if (area.value) localStorage.setItem(key, area.value); else localStorage.removeItem(key);
    });
    form.addEventListener("submit", () => localStorage.removeItem(key));
  }
})();
