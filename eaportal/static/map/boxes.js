// The boxes of a picture as values: what is said of them, and what hangs together.

// Titles become labels: our own summary takes the place of the browser's.
const said = (part) => {
  const title = part.querySelector("title");
  if (!title) return [];
  const [name, ...rest] = title.textContent.split("\n");
  const link = title.parentNode;
  if (link.localName === "a") link.setAttribute("aria-label", title.textContent.replaceAll("\n", ". "));
  title.remove();
  return [name, ...rest.flatMap((line) => line.split(" · "))];
};

export const boxesOf = (svg) => {
  const boxes = [...svg.querySelectorAll(".box")].map((part) => {
    const [name = "", ...lines] = said(part);
    const { element, layer, colour, status, group } = part.dataset;
    return { part, name, lines, element, layer, colour, status, group, link: part.querySelector("a"), near: new Set() };
  });
  const known = new Map(boxes.map((box) => [box.part.id, box]));
  const arrows = [...svg.querySelectorAll(".arrow, .label")].map((part) => ({
    part,
    source: known.get(part.dataset.source),
    target: known.get(part.dataset.target),
    verbs: (part.dataset.kind || "").split(" ").filter(Boolean),
  }));
  for (const { source, target } of arrows) {
    if (!source || !target) continue;
    source.near.add(target);
    target.near.add(source);
  }
  return {
    list: boxes,
    arrows,
    frames: [...svg.querySelectorAll(".group")],
    of: (part) => known.get(part.closest(".box")?.id),
  };
};

export const plain = (text) =>
  text.normalize("NFKD").replace(/\p{M}/gu, "").toLocaleLowerCase("id");
