// Keeps what is being typed into a form with data-draft, until it was sent. What the hub put into a field goes before.
(() => {
  "use strict";
  for (const form of document.querySelectorAll("form[data-draft]")) {
    const texts = [...form.elements].filter((field) => field.name && field.matches("textarea, input:not([type])"));
    const key = (field) => `draft ${form.dataset.draft} ${field.name}`;
    for (const field of texts) {
      if (!field.value) field.value = localStorage.getItem(key(field)) ?? "";
      field.addEventListener("input", () => {
        if (field.value) localStorage.setItem(key(field), field.value); else localStorage.removeItem(key(field));
      });
    }
    form.addEventListener("submit", () => { for (const field of texts) localStorage.removeItem(key(field)); });
  }
})();
