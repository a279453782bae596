// What the stage shows of the picture: from where, and how large.
const { zoom, zoomIdentity, select } = globalThis.d3;
const LARGEST = 4, MARGIN = 40, READABLE = 1, NARROW = 700;
const BUTTONS = 60; // what they cover: on the right, on a phone beneath

export class Sight {
  constructor(stage, svg) {
    Object.assign(this, { stage, svg, heard: [] });
    this.wide = svg.viewBox.baseVal.width;
    this.high = svg.viewBox.baseVal.height;
    svg.style.width = `${this.wide}px`;
    svg.style.height = `${this.high}px`;
    stage.classList.add("map-live");
    this.zoom = zoom()
      .extent(() => [[0, 0], [stage.clientWidth, stage.clientHeight]])
      .translateExtent([[-this.wide / 2, -this.high / 2], [1.5 * this.wide, 1.5 * this.high]])
      .clickDistance(6)
      .on("zoom", ({ transform }) => {
        svg.style.transform = `translate(${transform.x}px,${transform.y}px) scale(${transform.k})`;
        this.now = transform;
        if (!this.quiet) for (const hear of this.heard) hear();
      });
    this.selected = select(stage).call(this.zoom);
    // A focused link would scroll the stage; it is the picture that moves.
    stage.addEventListener("scroll", () => stage.scrollTo(0, 0));
    new ResizeObserver(() => this.resized()).observe(stage);
    this.now = zoomIdentity;
    this.resized();
  }

  // Keep the middle in the middle when the stage becomes larger or smaller.
  resized() {
    if (this.stage.clientWidth !== this.size?.[0]) this.lower();
    const size = [this.stage.clientWidth, this.stage.clientHeight];
    if (!size[0] || String(size) === String(this.size)) return;
    const place = this.size && this.place();
    this.size = size;
    this.zoom.scaleExtent([Math.min(this.fitting(), 1) * 0.9, LARGEST]);
    this.quiet = true;
    if (place) this.show(place, false);
    this.quiet = false;
  }

  // A low picture needs no high stage.
  lower() {
    const { style, clientWidth } = this.stage;
    style.height = "";
    if (clientWidth < NARROW) return;
    const needed = this.high * Math.min((clientWidth - BUTTONS) / this.wide, 1.25) + MARGIN;
    if (needed < this.stage.clientHeight) style.height = `${Math.max(needed, 6 * BUTTONS)}px`;
  }

  room() {
    const { clientWidth, clientHeight } = this.stage;
    const narrow = clientWidth < NARROW;
    return narrow ? [clientWidth, clientHeight - BUTTONS] : [clientWidth - BUTTONS, clientHeight];
  }

  fitting() {
    const [wide, high] = this.room();
    return Math.min(wide / this.wide, high / this.high, 1.25);
  }

  // The place: what of the picture is in the middle of the stage, and how large.
  place() {
    const { x, y, k } = this.now;
    const [wide, high] = this.size;
    return { x: (wide / 2 - x) / k, y: (high / 2 - y) / k, k };
  }

  show({ x, y, k }, smooth = true) {
    const [wide, high] = this.size;
    const there = zoomIdentity.translate(wide / 2, high / 2).scale(k).translate(-x, -y);
    const calm = !smooth || matchMedia("(prefers-reduced-motion: reduce)").matches;
    const how = calm ? this.selected.interrupt() : this.selected.transition().duration(350);
    this.zoom.transform(how, there);
    return how;
  }

  // First all of it; on a phone, where that cannot be read, on to the middle or the beginning.
  begin(focus) {
    this.quiet = true;
    this.fit(false);
    let shown = null;
    if (this.now.k < 0.6 && this.size[0] < NARROW) {
      shown = this.show({ ...(focus ? this.where(focus) : this.start()), k: READABLE });
    }
    if (shown && shown.duration) shown.on("end interrupt", () => (this.quiet = false));
    else this.quiet = false;
  }

  // The middle of the stage when the first boxes stand in its upper corner; a lane begins
  // far above its only box.
  start() {
    const places = (parts) => [...this.svg.querySelectorAll(parts)].map((part) => this.corner(part));
    const left = Math.min(...places(".box, .group").map((place) => place.x));
    const first = places(".box").filter((place) => place.x < left + this.size[0] / 2);
    const top = Math.min(...first.map((place) => place.y));
    return { x: left + this.size[0] / 2 - 12, y: top + this.size[1] / 2 - 56 };
  }

  fit(smooth = true) {
    const [k, room] = [this.fitting(), this.room()];
    const aside = [0, 1].map((side) => (this.size[side] - room[side]) / 2 / k);
    this.show({ x: this.wide / 2 + aside[0], y: this.high / 2 + aside[1], k }, smooth);
  }

  read(focus) {
    if (focus) this.centre(focus, READABLE);
    else this.show({ ...this.place(), k: READABLE });
  }

  larger(times) {
    const { x, y, k } = this.place();
    const [least, most] = this.zoom.scaleExtent();
    this.show({ x, y, k: Math.min(most, Math.max(least, k * times)) });
  }

  move(right, down) {
    const { x, y, k } = this.place();
    this.show({ x: x + (right * this.size[0]) / 4 / k, y: y + (down * this.size[1]) / 4 / k, k }, false);
  }

  corner(part, across = 0) {
    const [of, all] = [part.getBoundingClientRect(), this.svg.getBoundingClientRect()];
    const k = all.width / this.wide;
    return { x: (of.left + of.width * across - all.left) / k, y: (of.top + of.height * across - all.top) / k };
  }

  where(part) {
    return this.corner(part, 0.5);
  }

  centre(part, k = Math.max(this.now.k, READABLE)) {
    this.show({ ...this.where(part), k });
  }

  // Bring into sight what is not.
  reveal(part) {
    const [of, all] = [part.getBoundingClientRect(), this.stage.getBoundingClientRect()];
    const inside = of.left >= all.left && of.right <= all.right && of.top >= all.top && of.bottom <= all.bottom;
    if (!inside) this.show({ ...this.where(part), k: this.now.k }, false);
  }
}
