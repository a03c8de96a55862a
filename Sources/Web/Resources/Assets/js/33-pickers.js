// Suggests names while somebody types in a field of one of very many. Without it a whole name or an address is typed.
(() => {
  "use strict";
  const wait = 150;
  let timer = 0, asked = 0;
  document.addEventListener("input", (event) => {
    const field = event.target;
    const list = field.dataset?.suggest && document.getElementById(field.getAttribute("list"));
    if (!list) return;
    clearTimeout(timer);
    timer = setTimeout(async () => {
      const turn = ++asked, words = field.value.trim();
      if (!words) return;
      const answer = await fetch(`${field.dataset.suggest}?q=${encodeURIComponent(words)}`, { headers: { Accept: "application/json" } });
      if (!answer.ok || turn !== asked) return;
      const found = await answer.json();
      for (const old of [...list.options]) if (!("keep" in old.dataset)) old.remove();
      for (const item of found.items) list.append(Object.assign(document.createElement("option"), { value: item.value, label: item.label }));
    }, wait);
  });
})();
