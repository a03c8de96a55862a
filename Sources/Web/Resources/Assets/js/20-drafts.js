// Keeps what is being typed into a form with data-draft until the hub has taken it. What the hub put into a field goes before.
(() => {
  "use strict";
  // A form that was taken leads on to a page of the desk. Where the hub was down, or wants a sign-in first, the draft stays.
  const [arrival] = performance.getEntriesByType("navigation");
  const sent = sessionStorage.getItem("sent");
  sessionStorage.removeItem("sent");
  if (sent && document.body.dataset.live && arrival?.type === "navigate" && arrival.redirectCount > 0) {
    for (const key of JSON.parse(sent)) localStorage.removeItem(key);
  }
  for (const form of document.querySelectorAll("form[data-draft]")) {
    const texts = [...form.elements].filter((field) => field.name && field.matches("textarea, input:not([type])"));
    const key = (field) => `draft ${form.dataset.draft} ${field.name}`;
    for (const field of texts) {
      if (!field.value) field.value = localStorage.getItem(key(field)) ?? "";
      field.addEventListener("input", () => {
        if (field.value) localStorage.setItem(key(field), field.value); else localStorage.removeItem(key(field));
      });
    }
    form.addEventListener("submit", () => sessionStorage.setItem("sent", JSON.stringify(texts.map(key))));
  }
})();
