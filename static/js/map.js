// The drawing as a map to move and to zoom, fetched only after a tap. It has streets only where
// a tile server of one's own is set; otherwise it shows the places alone.

const CLOSEST = 17;

function load(tag, attributes) {
  return new Promise((resolve, reject) => {
    const node = Object.assign(document.createElement(tag), attributes);
    node.addEventListener("load", resolve);
    node.addEventListener("error", reject);
    document.head.append(node);
  });
}

function marker(place) {
  const number = place.querySelector(".where-found__mark").textContent;
  const told = document.createElement("div");
  told.append(...[...place.children].map((part) => part.cloneNode(true)));
  return L.marker([place.dataset.latitude, place.dataset.longitude], {
    icon: L.divIcon({ className: "where-found__mark", html: number, iconSize: [28, 28] }),
    title: place.querySelector("h2").innerText,
    alt: place.querySelector("h2").innerText,
  }).bindPopup(told, { closeButton: false });
}

function show(button) {
  const box = document.getElementById(button.dataset.moves);
  box.hidden = false;
  const map = L.map(box, { zoomControl: false, maxZoom: CLOSEST });
  map.attributionControl.setPrefix(false);
  const { closer: zoomInTitle, wider: zoomOutTitle } = button.dataset;
  L.control.zoom({ position: "bottomright", zoomInTitle, zoomOutTitle }).addTo(map);
  L.control.scale({ imperial: false }).addTo(map);
  if (button.dataset.tiles) {
    L.tileLayer(button.dataset.tiles, { attribution: button.dataset.from }).addTo(map);
  }
  const places = [...document.querySelectorAll("[data-latitude]")].map(marker);
  map.fitBounds(L.featureGroup(places).addTo(map).getBounds(), { padding: [40, 40] });
  box.focus();
}

async function open(button) {
  button.disabled = true;
  try {
    await Promise.all([
      load("link", { rel: "stylesheet", href: button.dataset.style }),
      load("script", { src: button.dataset.script }),
    ]);
  } catch {
    button.disabled = false;
    return;
  }
  button.hidden = true;
  show(button);
}

const button = document.querySelector("[data-moves]");
if (button) {
  button.hidden = false;
  button.addEventListener("click", () => open(button));
}
