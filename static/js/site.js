// What is nice to have: every page works without it.

// Leave at once: no history entry of this page stays behind.
document.addEventListener("click", (event) => {
  const exit = event.target.closest("[data-quick-exit]");
  if (!exit) return;
  event.preventDefault();
  document.body.hidden = true;
  window.location.replace(exit.href);
});

// Share by the phone's own sheet, or copy the address; the buttons stay away where neither works.
for (const share of document.querySelectorAll("[data-share]")) {
  const button = share.querySelector("button");
  const done = share.querySelector("[role=status]");
  const url = document.querySelector("link[rel=canonical]")?.href || window.location.href;
  if (!navigator.share && !navigator.clipboard) continue;
  share.hidden = false;
  button.addEventListener("click", async () => {
    try {
      if (navigator.share && window.matchMedia("(pointer: coarse)").matches) {
        await navigator.share({ title: document.title, url });
        return;
      }
      await navigator.clipboard.writeText(url);
      done.textContent = share.dataset.done;
    } catch {
      done.textContent = "";
    }
  });
}

for (const print of document.querySelectorAll("[data-print]")) {
  print.hidden = false;
  print.addEventListener("click", () => window.print());
}

// The summary of what went wrong in a form takes the focus.
document.querySelector(".error-summary")?.focus();
