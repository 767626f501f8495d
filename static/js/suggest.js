// Suggestions under a search box, by mouse, keyboard and screen reader (the ARIA combobox).
// Without this file the box is a plain form.

const WAIT = 120; // ms after the last key

function combobox(input, number) {
  const list = document.createElement("ul");
  list.id = `suggesties-${number}`;
  list.className = "suggestions";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", input.dataset.suggest);
  list.hidden = true;
  input.closest("form").append(list);
  for (const [name, value] of Object.entries({
    role: "combobox", autocomplete: "off", "aria-autocomplete": "list",
    "aria-expanded": "false", "aria-controls": list.id,
  })) input.setAttribute(name, value);

  let timer = 0;
  let running = null;
  let active = -1;

  const options = () => [...list.children];

  function close() {
    list.hidden = true;
    active = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function choose(index) {
    active = index;
    options().forEach((option, place) => option.setAttribute("aria-selected", String(place === index)));
    if (index < 0) return input.removeAttribute("aria-activedescendant");
    input.setAttribute("aria-activedescendant", options()[index].id);
    options()[index].scrollIntoView({ block: "nearest" });
  }

  function show(found) {
    list.replaceChildren(...found.map((one, place) => {
      const option = document.createElement("li");
      option.id = `${list.id}-${place}`;
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      option.dataset.url = one.url;
      const note = document.createElement("span");
      note.className = "suggestions__note";
      note.textContent = one.note;
      option.append(one.label, " ", note);
      return option;
    }));
    list.hidden = !found.length;
    input.setAttribute("aria-expanded", String(found.length > 0));
    choose(-1);
  }

  async function ask() {
    running?.abort();
    running = new AbortController();
    const text = input.value.trim();
    if (text.length < 2) return close();
    try {
      const address = `/api/v1/suggest?q=${encodeURIComponent(text)}`;
      const answer = await fetch(address, { signal: running.signal });
      show(answer.ok ? (await answer.json()).suggestions : []);
    } catch {
      // A newer question is on its way, or the network is gone: the form still works.
    }
  }

  input.addEventListener("input", () => {
    window.clearTimeout(timer);
    timer = window.setTimeout(ask, WAIT);
  });
  input.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    const last = options().length - 1;
    if (event.key === "ArrowDown") choose(active === last ? -1 : active + 1);
    else if (event.key === "ArrowUp") choose(active < 0 ? last : active - 1);
    else if (event.key === "Escape") close();
    else if (event.key === "Enter" && active >= 0) window.location.assign(options()[active].dataset.url);
    else return;
    event.preventDefault();
  });
  input.addEventListener("blur", close);
  // Before the box loses the focus.
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) window.location.assign(option.dataset.url);
  });
}

document.querySelectorAll("input[data-suggest]").forEach(combobox);
