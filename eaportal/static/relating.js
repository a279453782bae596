// Relating on a map: one box, then another, and the form opens in a dialog.  Escape leaves.
// map.js tells which box was chosen (map:chosen); without script an element's page relates it.
import { openDialog } from "./dialog.js";

const tools = document.querySelector("[data-relate]");
if (tools && document.querySelector("[data-map]")) prepare(tools);

function prepare(tools) {
  const [begin, stop] = tools.querySelectorAll("button");
  const said = tools.querySelector("[role=status]");
  let on = false;
  let first = null;

  const tell = () => {
    begin.hidden = on;
    stop.hidden = !on;
    said.textContent = !on
      ? ""
      : first
        ? `Hubungkan ${first.name} dengan apa? Pilih kotak kedua.`
        : "Pilih kotak pertama pada peta.";
  };
  const start = (box) => {
    on = true;
    first = box;
    tell();
    letGo();
    tools.scrollIntoView({ block: "nearest" });
  };
  const leave = () => {
    on = false;
    first = null;
    tell();
  };

  // What map.js shows of a chosen box stands in the way while two are picked.
  const letGo = () => document.querySelector("[data-map-panel]:not([hidden]) [data-map-close]")?.click();

  const relate = (second) => {
    const address = new URL(tools.dataset.relate, location.href);
    address.searchParams.set("dari", first.element);
    address.searchParams.set("ke", second.element);
    const off = new URL(location.href).searchParams.get("sembunyi");
    if (off) address.searchParams.set("sembunyi", off);
    else address.searchParams.delete("sembunyi");
    leave();
    openDialog(address.href, {
      label: "Hubungkan dua elemen",
      opener: document.activeElement,
      failure: "Isian relasi tidak dapat dimuat. Periksa jaringan, lalu coba lagi.",
    });
  };

  let chosen = null;
  document.addEventListener("map:chosen", (event) => {
    chosen = event.detail;
    if (!on) return;
    letGo();
    if (first && first.element !== chosen.element) relate(chosen);
    else start(chosen);
  });
  document.addEventListener("keydown", (event) => {
    if (on && event.key === "Escape" && !event.defaultPrevented) leave();
  });
  begin.addEventListener("click", () => start(null));
  stop.addEventListener("click", () => {
    leave();
    begin.focus();
  });
  for (const slot of document.querySelectorAll("[data-map-slot]")) slot.append(fromHere(() => start(chosen)));
  tools.hidden = false;
  tell();
}

function fromHere(act) {
  const button = document.createElement("button");
  button.className = "btn btn-secondary";
  button.type = "button";
  button.textContent = "Hubungkan";
  button.addEventListener("click", act);
  return button;
}
