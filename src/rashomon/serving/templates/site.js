/* What a page does while it is open: it follows the library, and a job until it is done. */
(() => {
  "use strict";
  const live = document.getElementById("live");
  const body = document.body;

  /* A job: how far it is, every moment; the page is loaded anew when it is done. */
  const progress = document.querySelector("[data-job]");
  const STAGES = { waiting: "waiting for its turn", failed: "failed", done: "done" };
  const look = async () => {
    const answer = await fetch(`/api/v1/jobs/${progress.dataset.job}`, { headers: { accept: "application/json" } });
    if (!answer.ok) return;
    const job = await answer.json();
    const stage = progress.querySelector(".stage");
    const told = STAGES[job.state] || job.stage;
    stage.textContent = job.total && job.state === "running" ? `${told}: ${job.done} of ${job.total}` : told;
    const bar = progress.querySelector("progress");
    if (bar && job.total) { bar.max = job.total; bar.value = job.done; }
    if (job.state === "done" || job.state === "failed") location.reload();
    else setTimeout(look, 500);
  };
  if (progress) look();

  if (!("follows" in body.dataset) || !window.EventSource) return;

  /* The front page is brought up to date; a story's page says that it has changed. */
  const page = document.querySelector("[data-live]");
  let waiting = 0;
  const fresh = async () => {
    const answer = await fetch(location.href, { headers: { accept: "text/html" } });
    if (!answer.ok) return;
    const found = new DOMParser().parseFromString(await answer.text(), "text/html");
    const rung = found.getElementById("rung");
    if (rung) document.getElementById("rung").replaceWith(rung);
    const now = found.querySelector("[data-live=front]");
    const table = page && page.dataset.live === "front" && now;
    if (!table) return;
    const focused = page.contains(document.activeElement) && document.activeElement.closest("form");
    if (focused) return;
    page.replaceChildren(...now.childNodes);
    live.textContent = "The list is up to date.";
    setTimeout(() => { live.textContent = ""; }, 4000);
  };
  const soon = () => { clearTimeout(waiting); waiting = setTimeout(fresh, 400); };
  const told = (event) => {
    const change = JSON.parse(event.data);
    soon();
    if (!page || page.dataset.live !== "story") return;
    if (![change.story, change.other].includes(page.dataset.story)) return;
    const again = document.createElement("a");
    again.href = "";
    again.textContent = "Show it as it is now";
    again.addEventListener("click", (click) => { click.preventDefault(); location.reload(); });
    live.replaceChildren("This story has changed. ", again);
  };
  const source = new EventSource(`/api/v1/changes/stream?after=${body.dataset.change}`);
  for (const kind of ["opened", "grown", "merged", "split", "disputed", "judged"]) {
    source.addEventListener(kind, told);
  }
  addEventListener("pagehide", () => source.close());
})();
