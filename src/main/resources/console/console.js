"use strict";
// Everything works without this file: it only shows times in the viewer's zone, keeps charts fresh, and adds keys.
(() => {
  const zoned = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "medium" });
  const local = (root) =>
    root.querySelectorAll("time").forEach((time) => {
      time.title = time.dateTime.replace("T", " ").replace(/(\.\d+)?Z$/, " UTC");
      time.textContent = zoned.format(new Date(time.dateTime));
    });
  local(document);

  const live = document.querySelector("[data-live]");
  if (live) {
    // Nobody there for an hour: a page that is left open does not keep its session alive.
    let touched = Date.now();
    ["keydown", "pointermove"].forEach((kind) => document.addEventListener(kind, () => (touched = Date.now())));
    setInterval(async () => {
      if (document.hidden || Date.now() - touched > 3600000) return;
      const answer = await fetch(live.dataset.live).catch(() => undefined);
      if (!answer || !answer.ok || answer.redirected) return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.querySelector("[data-live]");
      if (fresh) live.replaceChildren(...fresh.children);
    }, 15000);
  }

  const rows = () => [...document.querySelectorAll("table[data-keys] tbody tr")];
  const move = (by) => {
    const all = rows();
    if (all.length === 0) return;
    const at = all.findIndex((row) => row.classList.contains("here"));
    const next = Math.min(all.length - 1, Math.max(0, at + by));
    if (at >= 0) all[at].classList.remove("here");
    all[next].classList.add("here");
    (all[next].querySelector("a") || all[next]).focus();
  };
  const choose = () => document.querySelector("tr.here input[type=checkbox]")?.click();

  document.addEventListener("keydown", (event) => {
    const typing = event.target.matches("input:not([type=checkbox]), textarea, select");
    if (typing && event.key === "Escape") event.target.blur();
    if (event.ctrlKey || event.metaKey || event.altKey || typing) return;
    if (event.key === "j" || event.key === "k") {
      move(event.key === "j" ? 1 : -1);
    } else if (event.key === "x") {
      choose();
    } else {
      const target = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
      if (!target) return;
      if (target.matches("input")) {
        target.focus();
      } else {
        target.click();
      }
    }
    event.preventDefault();
  });
})();
