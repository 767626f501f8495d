// Add or remove a person without loading the whole page; without this, the buttons post the form.
// Show a question only after the answer that it belongs to; without this, a line says so.

const form = document.querySelector("[data-signup]");

const answersTo = (name) =>
  [...form.elements]
    .filter((field) => field.name === name)
    .filter((field) => !["checkbox", "radio"].includes(field.type) || field.checked)
    .map((field) => (field.type === "checkbox" && field.value === "on" ? "ja" : field.value))
    .map((value) => value.trim().toLowerCase());

const ask = () => {
  for (const row of form?.querySelectorAll("[data-only-if]") ?? []) {
    row.hidden = !answersTo(row.dataset.onlyIf).includes(row.dataset.onlyAnswer.toLowerCase());
    row.querySelector("[data-only-note]")?.setAttribute("hidden", "");
  }
};

form?.addEventListener("input", ask);
ask();

form?.addEventListener("submit", async (event) => {
  const button = event.submitter;
  if (button?.name !== "people") return;
  event.preventDefault();
  const data = new FormData(form);
  data.set("people", button.value);
  try {
    const answer = await fetch(form.action, { method: "POST", body: data });
    if (!answer.ok) throw new Error(answer.status);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.querySelector("#people");
    const before = form.querySelectorAll(".form-person").length;
    form.querySelector("#people").replaceWith(fresh);
    const rows = fresh.querySelectorAll(".form-person");
    const next = rows.length > before ? rows[rows.length - 1].querySelector("input:not([type=hidden])") : fresh;
    ask();
    next.focus();
  } catch {
    // Offline, or too slow: let the browser post the form itself.
    const kept = document.createElement("input");
    kept.type = "hidden";
    kept.name = "people";
    kept.value = button.value;
    form.append(kept);
    form.submit();
  }
});
