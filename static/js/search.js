// Filters that answer at once. Without this file the button under the filters does the same.

const found = document.getElementById("gevonden");
const wide = window.matchMedia("(min-width: 60rem)");
let folds = new Map();

// Back or forward may come before htmx listens: then the address is ahead of what is shown.
const pathOf = (address) => address.pathname + address.search;
let shown = pathOf(new URL(performance.getEntriesByType("navigation")[0].name));

function catchUp() {
  if (pathOf(window.location) !== shown) window.location.reload();
}

window.addEventListener("popstate", catchUp);
document.addEventListener("htmx:pushedIntoHistory", () => {
  shown = pathOf(window.location);
});
catchUp();

const details = () => found.querySelectorAll("details[id]");

function openWhereWide() {
  for (const sheet of found.querySelectorAll("[data-open-wide]")) {
    if (wide.matches) sheet.open = true;
  }
}

// Fields left empty do not belong in the address.
document.addEventListener("htmx:configRequest", (event) => {
  const { formData } = event.detail;
  for (const [name, value] of [...formData]) if (value === "") formData.delete(name);
});

document.addEventListener("htmx:beforeSwap", () => {
  folds = new Map([...details()].map((fold) => [fold.id, fold.open]));
});

document.addEventListener("htmx:afterSwap", () => {
  for (const fold of details()) if (folds.has(fold.id)) fold.open = folds.get(fold.id);
  const count = found.querySelector("[data-count]");
  document.getElementById("aantal").textContent = count ? count.textContent : "";
});

// No answer (the network is gone): let the form do it the plain way.
for (const name of ["htmx:sendError", "htmx:responseError"]) {
  document.addEventListener(name, (event) => event.detail.elt.closest("form")?.submit());
}

wide.addEventListener("change", openWhereWide);
openWhereWide();

// Which place the opened result had, and nothing about who opened it.
found.addEventListener("click", (event) => {
  const row = event.target.closest(".rows > li");
  const text = document.querySelector("[data-tally]")?.dataset.tally;
  if (!row || !text || !event.target.closest("a")) return;
  const place = [...row.parentElement.children].indexOf(row) + Number(row.parentElement.start);
  navigator.sendBeacon("/zoeken/geopend/", new URLSearchParams({ q: text, plaats: place }));
});

// A question about danger leaves the address bar; what the device noted before may remain.
if (document.querySelector("[data-urgent-search]")) {
  window.history.replaceState(null, "", window.location.pathname);
  shown = pathOf(window.location);
}
