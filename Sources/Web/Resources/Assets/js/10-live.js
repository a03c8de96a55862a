// Live pages: when the desk tells of a change, the page is fetched again and its parts ([data-part]) are put in place of the
// old ones. What somebody is typing into is left alone. Without this script every page works as it is.
(() => {
  "use strict";
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (zone && !document.cookie.includes("__Host-zone=")) {
    document.cookie = `__Host-zone=${encodeURIComponent(zone)}; Path=/; Secure; SameSite=Lax; Max-Age=31536000`;
  }

  // A page that shows what another desk hears names the stream that tells of both.
  const address = document.querySelector("[data-listen]")?.dataset.listen || document.body.dataset.live;
  const pause = Number(document.body.dataset.pause);
  if (!pause && (!address || !window.EventSource)) return;
  let fetching = false, again = false;

  const isTyped = (field) => field.type === "checkbox" || field.type === "radio"
    ? field.checked !== field.defaultChecked
    : field.tagName === "SELECT"
      ? [...field.options].some((option) => option.selected !== option.defaultSelected)
      : field.type !== "hidden" && field.value !== field.defaultValue;
  // Who stands on a link stays on it: the part may be replaced under it.
  const heldLink = (part) => part.contains(document.activeElement) ? document.activeElement.getAttribute("href") : null;
  const isBusy = (part) =>
    (part.contains(document.activeElement) && !heldLink(part)) || part.querySelector("details[open] form") !== null ||
    [...part.querySelectorAll("input, textarea, select")].some(isTyped);

  async function look() {
    if (fetching) { again = true; return; }
    fetching = true;
    try {
      const answer = await fetch(location.href, { headers: { Accept: "text/html" }, credentials: "same-origin" });
      if (answer.redirected || !answer.ok) return;
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
      for (const part of document.querySelectorAll("[data-part]")) {
        const next = fresh.querySelector(`[data-part="${part.dataset.part}"]`);
        if (!next || next.innerHTML === part.innerHTML || isBusy(part)) continue;
        const held = heldLink(part);
        part.replaceWith(next);
        if (held) next.querySelector(`a[href="${CSS.escape(held)}"]`)?.focus({ preventScroll: true });
      }
      document.dispatchEvent(new CustomEvent("baton:looked"));
    } finally {
      fetching = false;
      if (again) { again = false; look(); }
    }
  }

  // The operator's pages hear of no desk's changes: they look again after a while.
  if (pause) {
    setInterval(() => { if (!document.hidden) look(); }, pause * 1000);
    return;
  }
  const own = document.querySelector("[data-ticket]")?.dataset.ticket;
  const shortest = 30000, longest = 600000;
  let stream = null, wait = shortest, timer = 0;
  function listen() {
    clearTimeout(timer);
    stream = new EventSource(address);
    stream.addEventListener("ticket", (event) => { if (!own || own === event.data) look(); });
    stream.addEventListener("desk", () => look());
    // What happened between the page's answer and this moment, nobody else tells.
    stream.addEventListener("open", () => { wait = shortest; look(); });
    // What breaks, the browser opens again. What the hub refuses, as where too many are open, is asked for later and later.
    stream.addEventListener("error", () => {
      if (stream?.readyState !== EventSource.CLOSED) return;
      leave();
      timer = setTimeout(() => { if (!document.hidden && !stream) listen(); }, wait);
      wait = Math.min(wait * 2, longest);
    });
  }
  function leave() { clearTimeout(timer); stream?.close(); stream = null; }
  // A browser keeps six connections to a hub: a tab that nobody sees holds none, and looks again when it is seen.
  document.addEventListener("visibilitychange", () => { if (document.hidden) leave(); else if (!stream) listen(); });
  if (!document.hidden) listen();
  addEventListener("pagehide", leave);
  addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
})();
