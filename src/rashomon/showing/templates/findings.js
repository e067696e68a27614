/* What a page of findings can do beyond being read: filters, keys and search. */
(() => {
  "use strict";
  const body = document.body;
  body.classList.add("scripted");

  /* Filters: by kind, by words. Everything else hides, and so does a section without a finding. */
  const state = { kind: null, words: "" };
  const bar = make("div", { className: "bar hidden" });
  const told = make("span", {});
  told.setAttribute("role", "status");
  const search = make("input", { type: "search", placeholder: "Words in the findings" });
  search.setAttribute("aria-label", "Search the findings");
  const clear = make("button", { type: "button", textContent: "Show everything (Esc)" });
  bar.append(told, search, clear);
  body.append(bar);

  const findings = all(".finding");
  const parts = all("main > section, main .group, main .speaker, main details.others");
  const filters = all(".filters [data-filter]");
  const unfolded = new Set();
  const hidden = (finding) => finding.classList.contains("hidden");
  const unfold = (element) => {
    for (let fold = element.closest("details"); fold; fold = fold.parentElement.closest("details")) {
      if (!fold.open) { fold.open = true; unfolded.add(fold); }
    }
  };
  const refold = () => {
    unfolded.forEach((fold) => { fold.open = false; });
    unfolded.clear();
  };
  const apply = () => {
    const wanted = state.words.toLowerCase();
    const active = Boolean(state.kind || wanted);
    refold();
    let number = 0;
    for (const finding of findings) {
      const fits = (!state.kind || finding.dataset.is.split(" ").includes(state.kind))
        && (!wanted || finding.textContent.toLowerCase().includes(wanted));
      finding.classList.toggle("hidden", !fits);
      if (fits) number += 1;
      if (fits && active) unfold(finding.parentElement);
    }
    for (const part of parts) {
      const own = all(".finding", part);
      const empty = part.id === "side-by-side" || part.id === "notes" ? false : own.every(hidden);
      part.classList.toggle("hidden", active && empty);
    }
    const standing = ["agreed", "disputed", "one-origin", "sole"].includes(state.kind) ? state.kind : "";
    for (const segment of all(".body .seg[data-claims]")) {
      segment.classList.toggle("unmarked", Boolean(standing) && !segment.classList.contains(standing));
    }
    body.dataset.showing = standing;
    for (const control of all("[data-filter]")) {
      control.setAttribute("aria-pressed", String(control.dataset.filter === state.kind));
    }
    const which = filters.find((control) => control.dataset.filter === state.kind);
    told.textContent = active
      ? `Showing ${number} ${number === 1 ? "finding" : "findings"}${which ? `: ${which.dataset.words}` : ""}`
      : "Search";
    bar.classList.toggle("hidden", !active);
  };
  const reset = () => {
    Object.assign(state, { kind: null, words: "" });
    search.value = "";
    apply();
  };
  const filter = (kind) => {
    state.kind = state.kind === kind ? null : kind;
    apply();
    const first = findings.find((finding) => !hidden(finding));
    if (state.kind && first) one("main").scrollIntoView({ block: "start" });
  };
  for (const control of filters) {
    control.dataset.words = [...control.childNodes].map((node) => node.nodeType === 3 ? node.data : "").join("").trim();
    control.addEventListener("click", () => filter(control.dataset.filter));
  }
  for (const link of all("a[data-filter]")) {
    link.setAttribute("role", "button");
    link.setAttribute("aria-pressed", "false");
    link.addEventListener("click", (event) => { event.preventDefault(); filter(link.dataset.filter); });
    link.addEventListener("keydown", (event) => {
      if (event.key === " ") { event.preventDefault(); filter(link.dataset.filter); }
    });
  }
  search.addEventListener("input", () => { state.words = search.value; apply(); bar.classList.remove("hidden"); });
  clear.addEventListener("click", reset);
  one(".filters").hidden = false;

  /* Keys: j and k go through what is shown, digits filter, slash searches, Escape ends it. */
  let current = -1;
  const reachable = (finding) => !hidden(finding) && finding.checkVisibility({ contentVisibilityAuto: true });
  const step = (way) => {
    const shown = findings.filter(reachable);
    if (!shown.length) return;
    const at = shown.indexOf(document.activeElement.closest(".finding"));
    current = Math.min(Math.max((at >= 0 ? at : current) + way, 0), shown.length - 1);
    shown[current].focus();
    shown[current].scrollIntoView({ block: "center" });
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") { reset(); search.blur(); return; }
    if (event.target.matches("input, select, textarea")) return;
    const asked = filters[Number(event.key) - 1];
    if (event.key === "j") step(1);
    else if (event.key === "k") step(-1);
    else if (event.key === "/") { event.preventDefault(); bar.classList.remove("hidden"); search.focus(); }
    else if (asked && !asked.disabled) filter(asked.dataset.filter);
  });
  one(".keys").hidden = false;

  /* A link into a folded list unfolds it. */
  const land = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    for (let fold = target.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
    if (!target.closest(".text")) target.scrollIntoView({ block: "center" });
  };
  addEventListener("hashchange", land);
  if (location.hash) land();
})();
