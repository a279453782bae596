// Parts on and off at once; the address, the table and the files follow.
const NAME = "sembunyi";

export const switching = (frame, svg, boxes) => {
  const switches = [...document.querySelectorAll("[data-map-switch]")];
  const said = document.querySelector("[data-map-switched]");
  if (!switches.length) return;
  const hidden = new Set((new URL(location.href).searchParams.get(NAME) || "").split(",").filter(Boolean));

  const addressed = (href, keys) => {
    const url = new URL(href, location.href);
    if (keys.length) url.searchParams.set(NAME, keys.join(","));
    else url.searchParams.delete(NAME);
    return url;
  };

  const apply = () => {
    const off = (box) =>
      !box.part.classList.contains("focus") &&
      [box.layer, box.colour, box.status].some((mark) => hidden.has(mark));
    for (const box of boxes.list) box.part.classList.toggle("off", off(box));
    for (const { part, source, target, verbs } of boxes.arrows) {
      const ends = [source, target].some((box) => box && off(box));
      const all = verbs.length > 0 && verbs.every((verb) => hidden.has(verb));
      part.classList.toggle("off", ends || all);
    }
    const above = new Map(boxes.frames.map((each) => [each.dataset.group, each.dataset.parent]));
    const held = new Set();
    for (const box of boxes.list) {
      for (let key = off(box) ? "" : box.group; key && !held.has(key); key = above.get(key)) held.add(key);
    }
    for (const each of boxes.frames) each.classList.toggle("off", !held.has(each.dataset.group));
  };

  const tell = () => {
    const gone = boxes.list.filter(({ part }) => part.classList.contains("off")).length;
    said.textContent = gone ? `${gone} dari ${boxes.list.length} kotak disembunyikan` : "";
  };

  const follow = () => {
    const keys = [...hidden].sort();
    history.replaceState(history.state, "", addressed(location.href, keys));
    for (const each of switches) {
      const key = each.dataset.mapSwitch;
      each.setAttribute("aria-checked", String(!hidden.has(key)));
      const turned = hidden.has(key) ? keys.filter((other) => other !== key) : [...keys, key].sort();
      each.href = addressed(each.href, turned).href;
    }
    for (const link of document.querySelectorAll("[data-map-carries]")) link.href = addressed(link.href, keys).href;
    for (const link of document.querySelectorAll(".saved a[href*='saring=']")) {
      const url = new URL(link.href);
      const asks = addressed("?" + (url.searchParams.get("saring") || ""), keys);
      url.searchParams.set("saring", asks.searchParams.toString());
      link.href = url.href;
    }
    for (const field of document.querySelectorAll(`input[type=hidden][name=${NAME}]`)) field.value = keys.join(",");
    for (const name of ["here", "around"]) frame.dataset[name] = addressed(frame.dataset[name], keys).href;
    const facts = document.querySelector("[data-map-facts]");
    if (facts) {
      const url = addressed(facts.dataset.mapFacts, keys);
      globalThis.htmx.ajax("GET", url.pathname + url.search, { target: facts, swap: "innerHTML" });
    }
  };

  const turn = (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const key = event.currentTarget.dataset.mapSwitch;
    if (!hidden.delete(key)) hidden.add(key);
    apply();
    tell();
    follow();
    document.dispatchEvent(new CustomEvent("map:switched"));
  };

  for (const each of switches) {
    each.setAttribute("role", "switch");
    each.setAttribute("aria-checked", String(!hidden.has(each.dataset.mapSwitch)));
    each.addEventListener("click", turn);
    each.addEventListener("keydown", (event) => {
      if (event.key === " ") turn(event);
    });
  }
  tell();
};
