// Single keys press what names them with `data-hotkey`, as long as nobody is writing. What is in sight goes first; with
// `data-hotkey-anywhere` also what stands on a sheet that lies below.

export function followKeys(document) {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || isWriting(event.target)) return;
    if (document.querySelector("dialog[open]")) return;
    const wanted = `[data-hotkey="${CSS.escape(event.key.toLowerCase())}"]`;
    const able = [...document.querySelectorAll(wanted)].filter((one) => !one.disabled);
    const found = able.find((one) => one.offsetParent !== null) ?? able.find((one) => one.hasAttribute("data-hotkey-anywhere"));
    if (!found) return;
    event.preventDefault();
    found.click();
  });
}

function isWriting(target) {
  return target instanceof Element && target.closest("input, textarea, select, [contenteditable]") !== null;
}
