// How many have voted, every few seconds; what they voted is not here.
const join = document.querySelector("[data-count-url]");
const PAUSE = 3000; // milliseconds

async function look() {
  try {
    const answer = await fetch(join.dataset.countUrl, { credentials: "same-origin" });
    const { votes, open } = await answer.json();
    if (!open) {
      join.hidden = true;
      document.querySelector("[data-over]").hidden = false;
      return;
    }
    document.querySelector("[data-count]").textContent = votes;
  } catch {
    // The network is away for a moment: the next look tells.
  }
  setTimeout(look, PAUSE);
}

if (join) setTimeout(look, PAUSE);
