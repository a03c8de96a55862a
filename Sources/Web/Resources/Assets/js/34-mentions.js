// Suggests colleagues behind an @ in a comment. Without it a whole name is typed.
(() => {
  "use strict";
  const wait = 150;
  const area = document.querySelector("textarea[data-mentions]");
  if (!area) return;
  const list = Object.assign(document.createElement("ul"), { id: "mentions", className: "mentions", hidden: true });
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", area.dataset.mentionsLabel);
  area.closest("label").after(list);
  area.setAttribute("aria-autocomplete", "list");
  area.setAttribute("aria-controls", list.id);
  let timer = 0, asked = 0;

  const typed = () => /(?:^|[^\p{L}\p{N}])@([\p{L}\p{N}._'’-]{1,40})$/u.exec(area.value.slice(0, area.selectionStart))?.[1];

  function close() {
    asked++;
    list.hidden = true;
    list.replaceChildren();
    area.removeAttribute("aria-activedescendant");
  }

  function point(place) {
    const all = [...list.children], at = (place + all.length) % all.length;
    all.forEach((item, index) => item.setAttribute("aria-selected", String(index === at)));
    area.setAttribute("aria-activedescendant", all[at].id);
    all[at].scrollIntoView({ block: "nearest" });
  }

  function take(item) {
    const end = area.selectionStart;
    area.setRangeText(`${item.dataset.name} `, end - (typed()?.length ?? 0), end, "end");
    area.focus();
    area.dispatchEvent(new Event("input", { bubbles: true }));
  }

  async function suggest() {
    const turn = ++asked, word = typed();
    if (!word) return close();
    const answer = await fetch(`${area.dataset.mentions}?q=${encodeURIComponent(word)}`, { headers: { Accept: "application/json" } });
    if (!answer.ok || turn !== asked) return;
    const { items } = await answer.json();
    if (!items.length) return close();
    list.replaceChildren(...items.map(({ label }, index) => {
      const item = Object.assign(document.createElement("li"), { id: `mention-${index}`, textContent: label });
      item.setAttribute("role", "option");
      item.dataset.name = label.replace(/ <[^<]*>$/, "");
      return item;
    }));
    list.hidden = false;
    point(0);
  }

  area.addEventListener("input", () => {
    clearTimeout(timer);
    if (typed()) timer = setTimeout(suggest, wait);
    else close();
  });
  area.addEventListener("blur", close);
  // The field keeps its focus.
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const item = event.target.closest("li");
    if (item) take(item);
  });
  area.addEventListener("keydown", (event) => {
    if (list.hidden || event.ctrlKey || event.metaKey || event.altKey) return;
    const at = [...list.children].findIndex((item) => item.ariaSelected === "true");
    if (event.key === "ArrowDown") point(at + 1);
    else if (event.key === "ArrowUp") point(at - 1);
    else if (event.key === "Enter" || event.key === "Tab") take(list.children[at]);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
})();
