// Says in the form of a new ticket which priority follows from impact and urgency, and puts a known requester's name in.
(() => {
  "use strict";
  const form = document.querySelector("form.new-ticket");
  if (!form) return;
  const computed = form.elements.priority.options[0];
  const words = computed.textContent;
  function tell() {
    const wanted = `${form.elements.impact.value} ${form.elements.urgency.value}`;
    computed.textContent = words;
    for (const cell of form.querySelectorAll("[data-cell]")) {
      const isNow = cell.dataset.cell === wanted;
      cell.toggleAttribute("data-now", isNow);
      if (isNow) computed.textContent = `${words}: ${cell.textContent}`;
    }
  }
  form.addEventListener("change", tell);
  tell();
  form.elements.requester_email.addEventListener("change", (event) => {
    const known = [...document.querySelectorAll("#requesters option")].find((option) => option.value === event.target.value);
    if (known && !form.elements.requester_name.value) form.elements.requester_name.value = known.textContent;
  });
})();
