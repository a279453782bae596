// Search inside the map: what is cut with an ellipsis in its box is found as well.
import { plain } from "./boxes.js";

export const seeking = (frame, sight, boxes) => {
  const form = frame.querySelector("[data-map-search]");
  const field = form.querySelector("input");
  const count = form.querySelector("output");
  let found = [], at = -1;

  const look = () => {
    const words = plain(field.value).split(/\s+/).filter(Boolean);
    for (const { part } of boxes.list) part.classList.remove("found", "current");
    found = [];
    at = -1;
    if (words.length) {
      found = boxes.list.filter(({ part, name, lines }) => {
        const text = plain([name, ...lines].join(" "));
        return !part.classList.contains("off") && words.every((word) => text.includes(word));
      });
    }
    for (const { part } of found) part.classList.add("found");
    count.textContent = !words.length ? "" : found.length ? `${found.length} kotak` : "Tidak ada";
  };

  const go = (step) => {
    if (!found.length) return;
    if (at >= 0) found[at].part.classList.remove("current");
    at = (at + step + found.length) % found.length;
    found[at].part.classList.add("current");
    sight.centre(found[at].part);
    count.textContent = `${at + 1} dari ${found.length}: ${found[at].name}`;
  };

  field.addEventListener("input", look);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!found.length) look();
    go(1);
  });
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.shiftKey) {
      event.preventDefault();
      go(at < 0 ? 0 : -1);
    } else if (event.key === "Escape") {
      field.value = "";
      look();
    }
  });
  document.addEventListener("map:switched", look);
};
