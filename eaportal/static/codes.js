// The tree of reference codes in a dialog, and codes that a press adds or takes back.
// Without script a link opens the tree in a tab, and the field is typed in.
import { openDialog } from "./dialog.js";

const split = (text) => text.split(/[,;\s]+/).filter(Boolean);
const fieldOf = (button) => document.getElementById(button.dataset.to);

// Buttons with data-add say whether their code is in the field.
function mark(within) {
  for (const button of within.querySelectorAll("[data-add]")) {
    const there = split(fieldOf(button).value.toUpperCase()).includes(button.dataset.add);
    button.setAttribute("aria-pressed", String(there));
  }
  for (const told of within.querySelectorAll("[data-chosen]")) {
    const chosen = split(document.getElementById(told.dataset.chosen).value.toUpperCase());
    told.textContent = chosen.length ? `Terpilih: ${chosen.join(", ")}` : "Belum ada kode yang dipilih.";
  }
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-add]");
  if (!button) return;
  const field = fieldOf(button);
  const codes = split(field.value.toUpperCase());
  const at = codes.indexOf(button.dataset.add);
  if (at < 0) codes.push(button.dataset.add);
  else codes.splice(at, 1);
  field.value = codes.join(", ");
  field.dispatchEvent(new Event("input", { bubbles: true }));
});

document.addEventListener("input", () => mark(document));
document.addEventListener("htmx:afterSwap", () => mark(document));

// A branch that was opened before htmx knew it loads what is below it now; once is enough.
document.addEventListener("htmx:afterSettle", () => {
  for (const branch of document.querySelectorAll(".picker details[open]")) {
    branch.dispatchEvent(new Event("toggle"));
  }
});

function open(opener) {
  openDialog(opener.dataset.codes, {
    label: "Pilih kode referensi",
    opener,
    failure: "Pohon kode tidak dapat dimuat. Periksa jaringan, lalu coba lagi.",
  });
}

for (const opener of document.querySelectorAll("[data-codes]")) {
  opener.hidden = false;
  opener.addEventListener("click", () => open(opener));
}
