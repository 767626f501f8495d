// Add or remove a person without loading the whole page; without this, the buttons post the form.

const form = document.querySelector("[data-signup]");

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
