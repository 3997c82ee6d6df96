// Single keys press what names them with `data-hotkey`, as long as nobody is writing.

export function followKeys(document) {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || isWriting(event.target)) return;
    if (document.querySelector("dialog[open]")) return;
    const wanted = `[data-hotkey="${CSS.escape(event.key.toLowerCase())}"]`;
    const found = [...document.querySelectorAll(wanted)].find((one) => !one.disabled && one.offsetParent !== null);
    if (!found) return;
    event.preventDefault();
    found.click();
  });
}

function isWriting(target) {
  return target instanceof Element && target.closest("input, textarea, select, [contenteditable]") !== null;
}
