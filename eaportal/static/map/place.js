// The place stands in the address, so back, forward and a link come to it again.
const NAME = "di=";

const written = ({ x, y, k }) => NAME + [x.toFixed(0), y.toFixed(0), k.toFixed(3)].join(",");

const read = () => {
  if (!location.hash.startsWith("#" + NAME)) return null;
  const [x, y, k] = location.hash.slice(1 + NAME.length).split(",").map(Number);
  return [x, y, k].every(Number.isFinite) && k > 0 ? { x, y, k } : null;
};

export const rememberPlace = (sight, begin) => {
  const there = read();
  if (there) sight.show(there, false);
  else begin();
  let later;
  sight.heard.push(() => {
    clearTimeout(later);
    later = setTimeout(() => {
      const address = new URL(location.href);
      address.hash = written(sight.place());
      history.replaceState(history.state, "", address);
    }, 300);
  });
  addEventListener("hashchange", () => {
    const place = read();
    if (place) sight.show(place);
  });
};

export const addressHere = (sight) => {
  const address = new URL(location.href);
  address.hash = written(sight.place());
  return address.href;
};
