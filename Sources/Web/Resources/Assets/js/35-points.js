// Points at a sample's values as soon as they are chosen: what comes of it is shown without loading the page anew, and what
// was typed stays, secrets too. Without this script a button does the same.
(() => {
  "use strict";
  const form = document.getElementById("sample")?.closest("form");
  if (!form) return;
  let asked = 0;
  async function take() {
    const button = form.querySelector("#sample button[formaction]");
    const turn = ++asked;
    const answer = await fetch(button.formAction, {
      method: "POST", credentials: "same-origin", headers: { Accept: "text/html" },
      body: new URLSearchParams(new FormData(form)),
    });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.getElementById("sample");
    if (!fresh || turn !== asked) return;
    const list = form.querySelector(".points");
    const [top, focused] = [list ? list.scrollTop : 0, document.activeElement?.name];
    for (const field of page.querySelectorAll("[name^='setting.']")) {
      const own = form.elements[field.name];
      if (own && "value" in own && own.type !== "checkbox") own.value = field.value;
    }
    document.getElementById("sample").replaceWith(fresh);
    const renewed = form.querySelector(".points");
    if (renewed) renewed.scrollTop = top;
    if (focused && form.elements[focused]) form.elements[focused].focus({ preventScroll: true });
  }
  form.addEventListener("change", (event) => {
    if (event.target.matches("[data-points]")) take().catch(() => {});
  });
})();
