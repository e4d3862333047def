// Keeps list and map in step, and brings the moving map when somebody asks for it.
const items = [...document.querySelectorAll(".organisations [data-village]")];
const marks = [...document.querySelectorAll("[data-mark]")];
const light = (village, on) => {
  if (!village) return;
  for (const item of items) if (item.dataset.village === village) item.classList.toggle("is-lit", on);
  for (const mark of marks) if (mark.dataset.mark === village) mark.classList.toggle("is-lit", on);
};
for (const [list, key] of [[items, "village"], [marks, "mark"]]) {
  for (const element of list) {
    for (const [event, on] of [["mouseenter", true], ["mouseleave", false], ["focusin", true], ["focusout", false]]) {
      element.addEventListener(event, () => light(element.dataset[key], on));
    }
  }
}

const button = document.querySelector("[data-moving-map]");
const load = (tag, attributes) => new Promise((done, failed) => {
  const element = Object.assign(document.createElement(tag), attributes);
  element.addEventListener("load", done);
  element.addEventListener("error", failed);
  document.head.append(element);
});
const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

const show = async () => {
  button.disabled = true;
  await Promise.all([
    load("link", { rel: "stylesheet", href: button.dataset.style }),
    load("script", { src: button.dataset.leaflet }),
  ]);
  const answer = await fetch(button.dataset.geojson);
  if (!answer.ok) throw new Error(String(answer.status));
  draw(window.L, await answer.json());
};

const draw = (L, data) => {
  const box = document.createElement("div");
  box.className = "moving-map";
  button.replaceWith(box);
  document.querySelector(".land-map")?.setAttribute("hidden", "");
  const map = L.map(box, { attributionControl: Boolean(button.dataset.tilesNote), zoomSnap: 0.25 });
  if (button.dataset.tiles) L.tileLayer(button.dataset.tiles, { attribution: button.dataset.tilesNote }).addTo(map);
  const outlines = data.features.filter((feature) => feature.properties.kind === "municipality");
  const places = data.features.filter((feature) => feature.properties.kind === "village");
  const land = L.geoJSON({ type: "FeatureCollection", features: outlines }, {
    interactive: false,
    style: (feature) => ({ color: colour("--paper"), weight: 2, fillColor: colour(`--hue-${feature.properties.hue}`), fillOpacity: 0.45 }),
  }).addTo(map);
  for (const place of places) mark(L, map, place);
  map.fitBounds(land.getBounds().isValid() ? land.getBounds() : L.geoJSON({ type: "FeatureCollection", features: places }).getBounds());
};

const mark = (L, map, place) => {
  const { name, count, titles, address, village } = place.properties;
  const [longitude, latitude] = place.geometry.coordinates;
  const icon = L.divIcon({ className: "map-mark", html: String(count), iconSize: [32, 32] });
  const marker = L.marker([latitude, longitude], { icon, title: `${name}: ${titles.join(", ")}`, alt: `${name} (${count})`, keyboard: true });
  marker.on("click keypress", (event) => {
    if (event.type === "click" || event.originalEvent.key === "Enter") window.location.assign(`${address}#found`);
  });
  marker.on("mouseover focus", () => light(String(village ?? ""), true));
  marker.on("mouseout blur", () => light(String(village ?? ""), false));
  marker.addTo(map);
};

if (button) {
  button.hidden = false;
  button.addEventListener("click", () => show().catch(() => { button.disabled = false; }));
}
