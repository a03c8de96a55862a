// Keys for those who work through a list: j and k along the rows, / to the search, ? for this help. Filters are sent as soon
// as they are chosen, and empty ones stay out of the address.
(() => {
  "use strict";
  const isTyping = (element) => element.closest("input, textarea, select, [contenteditable]") !== null;
  const links = () => [...document.querySelectorAll(".list tbody .main a")];

  function move(step) {
    const all = links();
    if (!all.length) return;
    const now = all.findIndex((link) => link.closest("tr").contains(document.activeElement));
    const next = all[now < 0 ? (step > 0 ? 0 : all.length - 1) : Math.min(Math.max(now + step, 0), all.length - 1)];
    next.focus();
    next.closest("tr").scrollIntoView({ block: "nearest" });
  }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
    if (isTyping(event.target)) {
      if (event.key === "Escape") event.target.blur();
      return;
    }
    const inList = event.target.closest(".list tbody") !== null;
    if (event.key === "j" || (inList && event.key === "ArrowDown")) move(1);
    else if (event.key === "k" || (inList && event.key === "ArrowUp")) move(-1);
    else if (event.key === "/") (document.querySelector("[data-search]") ?? document.getElementById("search"))?.focus();
    else if (event.key === "?") document.getElementById("keys")?.showModal();
    else return;
    event.preventDefault();
  });

  const filters = document.querySelector("form[data-filters]");
  filters?.addEventListener("change", (event) => { if (event.target.tagName === "SELECT") filters.requestSubmit(); });
  filters?.addEventListener("submit", () => {
    for (const field of filters.elements) if (field.name && !field.value) field.disabled = true;
  });
  addEventListener("pageshow", () => { for (const field of filters?.elements ?? []) field.disabled = false; });
})();
