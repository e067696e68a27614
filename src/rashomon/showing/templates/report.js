/* What the report can do beyond being read: filters, keys, search, and panes that follow. */
(() => {
  "use strict";
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const one = (selector, root = document) => root.querySelector(selector);
  const make = (tag, fields, ...children) => {
    const element = Object.assign(document.createElement(tag), fields);
    element.append(...children);
    return element;
  };
  const body = document.body;
  body.classList.add("scripted");

  /* Filters: by standing, by words. Everything else hides. */
  const state = { standing: null, words: "" };
  const bar = make("div", { className: "bar hidden" });
  const told = make("span", {});
  told.setAttribute("role", "status");
  const search = make("input", { type: "search", placeholder: "Words in the findings" });
  search.setAttribute("aria-label", "Search the findings");
  const clear = make("button", { type: "button", textContent: "Show everything (Esc)" });
  bar.append(told, search, clear);
  body.append(bar);

  const findings = all(".finding");
  const visible = (finding) => !finding.classList.contains("hidden") && finding.offsetParent !== null;
  const apply = () => {
    const wanted = state.words.toLowerCase();
    for (const finding of findings) {
      const standing = finding.dataset.standing;
      const fits = (!state.standing || standing === state.standing)
        && (!wanted || finding.textContent.toLowerCase().includes(wanted));
      finding.classList.toggle("hidden", !fits);
    }
    for (const segment of all(".body .seg[data-claims]")) {
      segment.classList.toggle("unmarked", Boolean(state.standing) && !segment.classList.contains(state.standing));
    }
    body.dataset.showing = state.standing || "";
    for (const link of all("[data-filter]")) {
      link.setAttribute("aria-pressed", String(link.dataset.filter === state.standing));
    }
    const active = Boolean(state.standing || state.words);
    if (wanted) all("main details").forEach((part) => { part.open = true; });
    const number = findings.filter((finding) => !finding.classList.contains("hidden")).length;
    told.textContent = active
      ? `Showing ${number} findings${state.standing ? `: ${one(`[data-filter="${state.standing}"]`).textContent}` : ""}`
      : "Search";
    if (active) bar.classList.remove("hidden");
  };
  const reset = () => {
    Object.assign(state, { standing: null, words: "" });
    search.value = "";
    apply();
    bar.classList.add("hidden");
  };
  const filter = (standing) => {
    state.standing = state.standing === standing ? null : standing;
    if (!state.standing && !state.words) reset();
    else apply();
  };
  for (const link of all("[data-filter]")) {
    link.setAttribute("role", "button");
    link.setAttribute("aria-pressed", "false");
    link.addEventListener("click", (event) => { event.preventDefault(); filter(link.dataset.filter); });
    link.addEventListener("keydown", (event) => {
      if (event.key === " ") { event.preventDefault(); filter(link.dataset.filter); }
    });
  }
  search.addEventListener("input", () => { state.words = search.value; apply(); });
  clear.addEventListener("click", reset);

  /* Keys: j and k go through what is shown, digits filter, slash searches, Escape ends it. */
  let current = -1;
  const step = (way) => {
    const shown = findings.filter(visible);
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
    const filters = all("[data-filter]");
    const digit = ["agreed", "disputed", "one-origin", "sole"][Number(event.key) - 1];
    if (event.key === "j") step(1);
    else if (event.key === "k") step(-1);
    else if (event.key === "/") { event.preventDefault(); bar.classList.remove("hidden"); apply(); search.focus(); }
    else if (digit && filters.some((link) => link.dataset.filter === digit)) filter(digit);
  });
  const keys = one(".keys");
  if (keys) keys.hidden = false;

  /* Panes: pointing at a passage lights its counterparts; following it scrolls only their pane. */
  const byClaim = new Map();
  for (const segment of all(".body .seg[data-claims]")) {
    for (const claim of segment.dataset.claims.split(" ")) {
      if (!byClaim.has(claim)) byClaim.set(claim, []);
      byClaim.get(claim).push(segment);
    }
  }
  const light = (segment, on) => {
    for (const claim of (segment?.dataset.claims || "").split(" ")) {
      for (const twin of byClaim.get(claim) || []) twin.classList.toggle("lit", on);
    }
  };
  const segmentOf = (element) => {
    if (element.closest(".twin")) {
      let before = element.closest(".twin").previousElementSibling;
      while (before && !before.matches(".seg")) before = before.previousElementSibling;
      return before;
    }
    return element.closest(".seg[data-claims]");
  };
  const scrollInPane = (element) => {
    const pane = element.closest(".body");
    if (!pane || pane.scrollHeight <= pane.clientHeight) return;
    const place = element.getBoundingClientRect().top - pane.getBoundingClientRect().top;
    pane.scrollTo({ top: pane.scrollTop + place - pane.clientHeight / 3 });
  };
  const texts = one(".texts");
  let lit = null;
  const show = (segment) => {
    if (lit === segment) return;
    light(lit, false);
    lit = segment;
    light(lit, true);
  };
  texts.addEventListener("pointerover", (event) => show(segmentOf(event.target)));
  texts.addEventListener("pointerleave", () => show(null));
  texts.addEventListener("focusin", (event) => show(segmentOf(event.target)));
  texts.addEventListener("click", (event) => {
    const segment = segmentOf(event.target);
    if (!segment) return;
    const link = event.target.closest(".twin");
    const own = segment.closest(".text");
    const done = new Set([own]);
    if (link) {
      event.preventDefault();
      const target = document.getElementById(link.hash.slice(1));
      if (target) {
        reveal(target);
        scrollInPane(target);
        done.add(target.closest(".text"));
        history.replaceState(null, "", link.hash);
      }
    }
    show(segment);
    for (const claim of segment.dataset.claims.split(" ")) {
      for (const twin of byClaim.get(claim) || []) {
        const text = twin.closest(".text");
        if (!done.has(text)) { done.add(text); scrollInPane(twin); }
      }
    }
  });

  /* Two reports at a time, where there are more. */
  const panes = all(".text");
  const chosen = [0, 1];
  const arrange = () => panes.forEach((pane, place) => pane.classList.toggle("hidden", !chosen.includes(place)));
  const selects = [];
  const reveal = (element) => {
    const place = panes.indexOf(element.closest(".text"));
    if (place < 0 || panes.length < 3 || chosen.includes(place)) return;
    chosen[1] = place;
    selects[1].value = String(place);
    arrange();
  };
  if (panes.length > 2) {
    const row = make("div", { className: "panes" });
    ["Left", "Right"].forEach((side, which) => {
      const select = make("select", {}, ...panes.map((pane, place) =>
        make("option", { value: String(place), textContent: pane.dataset.name })));
      select.value = String(chosen[which]);
      select.addEventListener("change", () => {
        const other = chosen[1 - which];
        const next = Number(select.value);
        if (next === other) { chosen[1 - which] = chosen[which]; selects[1 - which].value = String(chosen[which]); }
        chosen[which] = next;
        arrange();
      });
      selects.push(select);
      row.append(make("label", {}, `${side} `, select));
    });
    texts.before(row);
    arrange();
  }

  /* A link into a report opens its pane; a link into a folded list unfolds it. */
  const land = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    for (let fold = target.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
    if (target.closest(".text")) {
      reveal(target);
      show(target.closest(".seg"));
      scrollInPane(target);
    }
    target.scrollIntoView({ block: "center" });
  };
  addEventListener("hashchange", land);
  if (location.hash) land();
})();
