// What is said of a box: a card while it is pointed at, a panel once it is chosen.
export const telling = (frame, sight, boxes) => {
  const { stage, svg } = sight;
  const card = frame.querySelector("[data-map-card]");
  const panel = frame.querySelector("[data-map-panel]");
  let pointed = null, chosen = null, dragged = false;

  const mark = (box) => {
    for (const { part } of [...boxes.list, ...boxes.arrows]) part.classList.remove("near");
    const shown = box || chosen;
    svg.classList.toggle("map-dims", Boolean(shown && shown.near.size));
    if (!shown) return;
    for (const { part } of [shown, ...shown.near]) part.classList.add("near");
    for (const { part, source, target } of boxes.arrows) {
      if (source === shown || target === shown) part.classList.add("near");
    }
  };

  const lines = (box) => {
    const near = [...box.near].filter(({ part }) => !part.classList.contains("off")).length;
    return [...new Set([...box.lines, near ? `${near} kotak terhubung` : ""])].filter(
      (line) => line && line !== box.name,
    );
  };

  const point = (box) => {
    if (box === pointed) return;
    pointed = box;
    mark(box);
    card.hidden = !box || box === chosen;
    if (card.hidden) return;
    card.querySelector("strong").textContent = box.name;
    card.querySelector("span").textContent = lines(box).join(" · ");
    const [of, all] = [box.part.getBoundingClientRect(), stage.getBoundingClientRect()];
    const right = Math.max(8, all.width - card.offsetWidth - 8);
    const beneath = of.bottom - all.top + 8;
    const fits = beneath + card.offsetHeight < all.height;
    card.style.left = `${Math.min(Math.max(8, of.left - all.left), right)}px`;
    card.style.top = `${fits ? beneath : Math.max(8, of.top - all.top - card.offsetHeight - 8)}px`;
  };

  const address = (pattern, element) => {
    const url = new URL(pattern, location.href);
    if (url.searchParams.has("fokus")) url.searchParams.set("fokus", element);
    else url.pathname = url.pathname.replace("/0/", `/${element}/`);
    return url.href;
  };

  const choose = (box) => {
    const moved = chosen !== box;
    chosen = box;
    point(null);
    mark(null);
    panel.hidden = !box;
    if (!box) return;
    const { here, layers, around, impact } = frame.dataset;
    const pattern = layers.split(" ").includes(box.layer) ? here : around;
    const leads = {
      open: box.link.getAttribute("href"),
      centre: box.part.classList.contains("focus") ? "" : address(pattern, box.element),
      impact: address(impact, box.element),
    };
    panel.setAttribute("aria-label", box.name);
    panel.querySelector("h2").textContent = box.name;
    panel.querySelector("p").textContent = lines(box).join(" · ");
    for (const link of panel.querySelectorAll("[data-leads]")) {
      link.hidden = !leads[link.dataset.leads];
      link.href = leads[link.dataset.leads];
    }
    panel.querySelector("a:not([hidden])").focus({ preventScroll: true });
    if (moved) {
      const { element, name, layer } = box;
      document.dispatchEvent(new CustomEvent("map:chosen", { detail: { element, name, layer } }));
    }
  };

  const close = () => {
    const back = chosen;
    choose(null);
    if (back) back.link.focus({ preventScroll: true });
  };

  stage.addEventListener("pointerover", (event) => {
    if (event.pointerType !== "touch") point(boxes.of(event.target) || null);
  });
  stage.addEventListener("pointerleave", () => point(null));
  stage.addEventListener("focusin", ({ target }) => {
    const box = boxes.of(target) || null;
    if (box && target.matches(":focus-visible")) sight.reveal(box.part);
    if (box) point(box);
  });
  stage.addEventListener("focusout", () => point(null));
  sight.heard.push(() => {
    if (!card.hidden) point(null);
  });
  stage.addEventListener("click", (event) => {
    const box = boxes.of(event.target);
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    if (!box) {
      if (!event.target.closest("a")) choose(null);
    } else if (box.element) {
      event.preventDefault();
      choose(box);
    }
  });
  panel.querySelector("[data-map-close]").addEventListener("click", close);
  frame.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && chosen) {
      event.stopPropagation();
      close();
    }
  });
  document.addEventListener("map:switched", () => {
    if (chosen && chosen.part.classList.contains("off")) choose(null);
    point(null);
  });
};
