// A map in its page: pan, zoom, search, summaries, parts on and off, a link to all that.
// Without this module the picture scrolls, boxes are links and parts are links too.
import { Sight } from "./map/sight.js";
import { boxesOf } from "./map/boxes.js";
import { rememberPlace } from "./map/place.js";
import { seeking } from "./map/seeking.js";
import { telling } from "./map/telling.js";
import { switching } from "./map/switching.js";
import { controls } from "./map/controls.js";

const begin = (frame) => {
  const stage = frame.querySelector("[data-map-stage]");
  const svg = stage && stage.querySelector("svg");
  if (!svg || frame.dataset.live) return;
  frame.dataset.live = "yes";
  const sight = new Sight(stage, svg);
  const boxes = boxesOf(svg);
  switching(frame, svg, boxes);
  telling(frame, sight, boxes);
  seeking(frame, sight, boxes);
  controls(frame, sight, boxes);
  rememberPlace(sight, () => sight.begin(svg.querySelector(".box.focus")));
};

const all = () => document.querySelectorAll("[data-map]").forEach(begin);
all();
document.addEventListener("htmx:afterSettle", all);

// The wait for a picture ends honestly when the portal does not answer any more.
for (const name of ["htmx:sendError", "htmx:responseError"]) {
  document.addEventListener(name, ({ target }) => {
    const said = target.closest("[data-map-wait]");
    if (said) said.textContent = said.dataset.mapWait;
  });
}
