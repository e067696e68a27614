/* What whole reports side by side can do beyond being read: panes that follow, and a map. */
(() => {
  "use strict";
  /* Panes: pointing at a passage lights its counterparts and brings them into view. */
  const byClaim = new Map();
  for (const segment of all(".body .seg[data-claims]")) {
    for (const claim of segment.dataset.claims.split(" ")) {
      if (!byClaim.has(claim)) byClaim.set(claim, []);
      byClaim.get(claim).push(segment);
    }
  }
  const texts = one(".texts");
  const twinsOf = (segment) =>
    (segment?.dataset.claims || "").split(" ").flatMap((claim) => byClaim.get(claim) || []);
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
    if (place > 0 && place < pane.clientHeight - 40) return;
    pane.scrollTo({ top: pane.scrollTop + place - pane.clientHeight / 3 });
  };
  const bring = (segment, link = null) => {
    const done = new Set([segment.closest(".text")]);
    if (link) done.add(link.closest(".text"));
    for (const twin of twinsOf(segment)) {
      const text = twin.closest(".text");
      if (!done.has(text)) { done.add(text); scrollInPane(twin); }
    }
  };
  const REST = 250;
  let lit = null;
  let resting = 0;
  const show = (segment) => {
    if (lit === segment) return;
    twinsOf(lit).forEach((twin) => twin.classList.remove("lit"));
    lit = segment;
    twinsOf(lit).forEach((twin) => twin.classList.add("lit"));
    map.light(lit);
    clearTimeout(resting);
    if (lit) resting = setTimeout(() => bring(lit), REST);
  };
  /* What scrolls under a pointer that rests is not pointed at. */
  let pointed = "";
  document.addEventListener("pointermove", (event) => {
    const place = `${event.screenX} ${event.screenY}`;
    if (place === pointed || !event.target.closest) return;
    pointed = place;
    show(texts.contains(event.target) ? segmentOf(event.target) : null);
  }, { passive: true });
  texts.addEventListener("focusin", (event) => show(segmentOf(event.target)));
  texts.addEventListener("click", (event) => {
    const segment = segmentOf(event.target);
    if (!segment) return;
    show(segment);
    const link = event.target.closest(".twin");
    const target = link && document.getElementById(link.hash.slice(1));
    if (link && !target) return; // its report is on another page
    if (target) {
      event.preventDefault();
      reveal(target);
      scrollInPane(target);
      history.replaceState(null, "", link.hash);
    }
    bring(segment, target);
  });

  /* The map between two panes: each report a bar, the passages that both have joined by lines. */
  const map = (() => {
    const space = "http://www.w3.org/2000/svg";
    const draw = (tag, fields) => {
      const element = document.createElementNS(space, tag);
      for (const [name, value] of Object.entries(fields)) element.setAttribute(name, value);
      return element;
    };
    const holder = make("div", { className: "map" });
    holder.setAttribute("aria-hidden", "true");
    const WIDTH = 64;
    const BAR = 12;
    let sides = [];
    let joins = [];
    let height = 0;
    const at = (pane, element) => {
      const top = element.getBoundingClientRect().top - pane.getBoundingClientRect().top + pane.scrollTop;
      return top / pane.scrollHeight * height;
    };
    const look = () => sides.forEach(({ pane, seen }) => {
      seen.setAttribute("y", pane.scrollTop / pane.scrollHeight * height);
      seen.setAttribute("height", Math.min(pane.clientHeight / pane.scrollHeight, 1) * height);
    });
    const redraw = () => {
      const panes = sides.map(({ pane }) => pane);
      height = Math.max(...panes.map((pane) => pane.clientHeight));
      if (!height || panes.length < 2) return;
      const picture = draw("svg", { viewBox: `0 0 ${WIDTH} ${height}`, height });
      const bars = [0, WIDTH - BAR];
      bars.forEach((x) => picture.append(draw("rect", { x, y: 0, width: BAR, height, class: "whole" })));
      joins = [];
      for (const [claim, segments] of byClaim) {
        const ends = panes.map((pane) => segments.filter((segment) => pane.contains(segment)));
        if (!ends.every((found) => found.length)) continue;
        const standing = ["disputed", "one-origin"].find((name) => ends[0][0].classList.contains(name)) || "agreed";
        ends.forEach((found, side) => found.forEach((segment) => {
          const tick = { x: bars[side], y: at(panes[side], segment), width: BAR, height: 3, class: "tick" };
          picture.append(draw("rect", tick));
        }));
        const [left, right] = ends.map((found, side) => at(panes[side], found[0]) + 1.5);
        const line = draw("path", { d: `M${BAR} ${left} L${WIDTH - BAR} ${right}`, class: `join ${standing}` });
        joins.push({ line, claim, left, first: ends[0][0] });
        picture.append(line);
      }
      sides.forEach((side, which) => {
        side.seen = draw("rect", { x: bars[which], y: 0, width: BAR, height, class: "seen" });
        picture.append(side.seen);
      });
      picture.addEventListener("click", (event) => {
        const y = event.offsetY;
        const nearest = joins.reduce((best, join) => (!best || Math.abs(join.left - y) < Math.abs(best.left - y) ? join : best), null);
        if (!nearest) return;
        scrollInPane(nearest.first);
        show(nearest.first);
        bring(nearest.first);
      });
      holder.replaceChildren(picture);
      look();
    };
    return {
      holder,
      between(left, right) {
        sides.forEach(({ pane }) => pane.removeEventListener("scroll", look));
        sides = [left, right].map((text) => ({ pane: one(".body", text), seen: null }));
        sides.forEach(({ pane }) => pane.addEventListener("scroll", look, { passive: true }));
        redraw();
      },
      redraw,
      light(segment) {
        const claims = new Set((segment?.dataset.claims || "").split(" "));
        for (const { line, claim } of joins) line.classList.toggle("lit", claims.has(claim));
      },
    };
  })();

  /* Two reports at a time: the base on the left, any other beside it. */
  const panes = all(".text");
  for (const pane of panes) {
    const scrolled = one(".body", pane);
    scrolled.tabIndex = 0;
    scrolled.setAttribute("role", "group");
    scrolled.setAttribute("aria-label", `Text of ${pane.dataset.name}`);
  }
  /* At first the two that share most. */
  const chosen = (() => {
    const shared = new Map();
    for (const segments of byClaim.values()) {
      const places = [...new Set(segments.map((segment) => panes.indexOf(segment.closest(".text"))))].sort((a, b) => a - b);
      places.forEach((left, from) => places.slice(from + 1).forEach((right) => {
        const pair = `${left} ${right}`;
        shared.set(pair, (shared.get(pair) || 0) + 1);
      }));
    }
    const best = [...shared].reduce((most, one) => (one[1] > most[1] ? one : most), ["0 1", shared.get("0 1") || 0]);
    return best[0].split(" ").map(Number);
  })();
  const selects = [];
  const arrange = () => {
    panes.forEach((pane, place) => pane.classList.toggle("hidden", !chosen.includes(place)));
    texts.prepend(panes[chosen[0]], map.holder, panes[chosen[1]]);
    selects.forEach((select, which) => { select.value = String(chosen[which]); });
    map.between(panes[chosen[0]], panes[chosen[1]]);
  };
  const reveal = (element) => {
    const place = panes.indexOf(element.closest(".text"));
    if (place < 0 || panes.length < 3 || chosen.includes(place)) return;
    chosen[1] = place;
    arrange();
  };
  const choose = (which, place) => {
    if (place === chosen[1 - which]) chosen[1 - which] = chosen[which];
    chosen[which] = place;
    arrange();
  };
  if (panes.length > 1) {
    const row = make("div", { className: "panes" });
    if (panes.length > 2) {
      ["Base", "Beside it"].forEach((side, which) => {
        const select = make("select", {}, ...panes.map((pane, place) =>
          make("option", { value: String(place), textContent: pane.dataset.name })));
        select.addEventListener("change", () => choose(which, Number(select.value)));
        selects.push(select);
        row.append(make("label", {}, `${side} `, select));
      });
    }
    const swap = make("button", { type: "button", textContent: "Switch the base" });
    swap.addEventListener("click", () => choose(0, chosen[1]));
    row.append(swap);
    texts.before(row);
    texts.classList.add("mapped");
    arrange();
    addEventListener("resize", () => map.redraw());
  }

  /* A link into a report opens its pane. */
  const land = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target || !target.closest(".text")) return;
    reveal(target);
    show(target.closest(".seg"));
    scrollInPane(target);
    target.scrollIntoView({ block: "center" });
  };
  addEventListener("hashchange", land);
  if (location.hash) land();
})();
