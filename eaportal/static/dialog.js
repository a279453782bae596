// A dialog whose content htmx fetches.  Anything with data-close closes it, so does Escape;
// the focus goes back to what opened it.
export function openDialog(address, { label, opener, failure }) {
  const dialog = document.createElement("dialog");
  dialog.className = "picker";
  dialog.setAttribute("aria-label", label);
  document.body.append(dialog);
  dialog.addEventListener("click", (event) => {
    const closer = event.target.closest("[data-close]");
    if (!closer) return;
    event.preventDefault();
    dialog.close();
  });
  dialog.addEventListener("close", () => {
    dialog.remove();
    opener?.focus();
  });
  const show = () => {
    if (!dialog.querySelector("[data-close]")) tell(dialog, failure);
    if (!dialog.open) dialog.showModal();
  };
  htmx.ajax("GET", address, { target: dialog, swap: "innerHTML" }).then(show, show);
  return dialog;
}

// Where nobody is signed in any more the answer says so; without a network nothing does.
function tell(dialog, failure) {
  if (!dialog.textContent.trim()) {
    const said = document.createElement("p");
    said.textContent = failure;
    dialog.append(said);
  }
  const button = document.createElement("button");
  button.className = "btn btn-secondary";
  button.type = "button";
  button.dataset.close = "";
  button.textContent = "Tutup";
  dialog.append(button);
}
