// "Near me": the device is asked only when the button is pressed. What it says is rounded to
// about a kilometre before it leaves the device, and goes along with the search only.

const ROUGHLY = 100; // hundredths of a degree

function nearestFirst(form) {
  let order = form.elements.sorteer;
  if (!order) {
    order = document.createElement("input");
    order.type = "hidden";
    order.name = "sorteer";
    form.append(order);
  }
  order.value = "afstand";
}

function ask(button) {
  const field = document.getElementById(button.dataset.near);
  const words = document.getElementById(button.dataset.nearSays);
  words.textContent = button.dataset.nearBusy;
  navigator.geolocation.getCurrentPosition(
    ({ coords }) => {
      const rounded = [coords.latitude, coords.longitude].map((degrees) =>
        (Math.round(degrees * ROUGHLY) / ROUGHLY).toFixed(2),
      );
      field.value = rounded.join(",");
      nearestFirst(field.form);
      words.textContent = "";
      field.form.requestSubmit();
    },
    () => {
      words.textContent = button.dataset.nearNo;
    },
    { maximumAge: 600000, timeout: 10000 },
  );
}

function show() {
  if (!("geolocation" in navigator)) return;
  for (const button of document.querySelectorAll("[data-near]")) button.hidden = false;
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-near]");
  if (button) ask(button);
});
document.addEventListener("htmx:afterSwap", show);
show();
