// Makes writing quicker: Ctrl+Enter sends, and files that are dropped or pasted go along. Without it the form's buttons do.
(() => {
  "use strict";
  const form = document.querySelector("form.composer");
  if (!form) return;
  const files = form.querySelector("input[type=file]");
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      form.requestSubmit(form.querySelector("button.primary"));
    }
  });
  const take = (event, list) => {
    if (!files || !list || list.length === 0) return;
    event.preventDefault();
    const all = new DataTransfer();
    for (const file of [...files.files, ...list]) all.items.add(file);
    files.files = all.files;
  };
  form.addEventListener("paste", (event) => take(event, event.clipboardData?.files));
  form.addEventListener("dragover", (event) => { if (files) event.preventDefault(); });
  form.addEventListener("drop", (event) => take(event, event.dataTransfer?.files));
})();
