// Buttons and keys of a map: larger, smaller, all of it, full screen, a link to it.
import { addressHere } from "./place.js";

const copied = async (text) => {
  if (navigator.clipboard) return navigator.clipboard.writeText(text).then(() => true, () => false);
  const field = document.createElement("textarea"); // where the portal has no HTTPS
  field.value = text;
  document.body.append(field);
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  return done;
};

export const controls = (frame, sight) => {
  const focus = sight.svg.querySelector(".box.focus");
  const said = frame.querySelector("[data-map-said]");
  const screen = frame.querySelector("[data-act=full]");
  for (const part of frame.querySelectorAll("[data-map-tools]")) part.hidden = false;
  for (const part of document.querySelectorAll("[data-map-plain]")) part.hidden = true;

  const isFull = () => document.fullscreenElement === frame || frame.classList.contains("map-full");
  const told = () => {
    screen.setAttribute("aria-pressed", String(isFull()));
    const full = !document.fullscreenElement && frame.classList.contains("map-full");
    document.documentElement.classList.toggle("map-covers", full);
  };
  const full = async () => {
    if (document.fullscreenElement) await document.exitFullscreen();
    else if (frame.classList.contains("map-full")) frame.classList.remove("map-full");
    else {
      const asked = frame.requestFullscreen && frame.requestFullscreen();
      await (asked || Promise.reject()).catch(() => frame.classList.add("map-full"));
    }
    told();
  };

  const acts = {
    in: () => sight.larger(1.4),
    out: () => sight.larger(1 / 1.4),
    fit: () => sight.fit(),
    read: () => sight.read(focus),
    full,
    link: async () => {
      const link = addressHere(sight);
      said.textContent = (await copied(link)) ? "Tautan disalin" : link;
    },
  };
  for (const button of frame.querySelectorAll("[data-act]")) {
    button.addEventListener("click", acts[button.dataset.act]);
  }

  const keys = {
    "+": acts.in, "=": acts.in, "-": acts.out, "0": acts.fit, "1": acts.read, f: full,
    ArrowLeft: () => sight.move(-1, 0), ArrowRight: () => sight.move(1, 0),
    ArrowUp: () => sight.move(0, -1), ArrowDown: () => sight.move(0, 1),
  };
  sight.stage.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !keys[event.key]) return;
    event.preventDefault();
    keys[event.key]();
  });
  frame.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && frame.classList.contains("map-full")) full();
  });
  document.addEventListener("fullscreenchange", told);
  told();

  const hint = frame.querySelector("[data-map-hint]");
  for (const used of ["pointerdown", "keydown", "wheel"]) {
    frame.addEventListener(used, () => (hint.hidden = true), { once: true, passive: true });
  }
};
