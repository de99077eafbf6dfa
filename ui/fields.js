// Lines and texts of the user's own that are kept as they are written: there is no button for it.
// dom.js stands before this file.

const PAUSE = 700; // milliseconds without a key after which what was written is kept

function field(className, label, oneLine, keep) {
  const node = el("textarea", `desk-field ${className}`);
  node.rows = 1;
  node.maxLength = oneLine ? 200 : 20000;
  node.setAttribute("aria-label", label);
  node.sent = "";
  const send = () => {
    clearTimeout(node.timer);
    if (node.value === node.sent) return;
    node.sent = node.value;
    keep(node.value);
  };
  node.addEventListener("input", () => {
    if (oneLine && /[\r\n]/.test(node.value)) node.value = node.value.replace(/[\r\n]+/g, " ");
    fit(node);
    clearTimeout(node.timer);
    node.timer = setTimeout(send, PAUSE);
  });
  node.addEventListener("blur", send);
  node.addEventListener("keydown", (event) => {
    if (!oneLine || event.key !== "Enter") return;
    event.preventDefault();
    node.blur();
  });
  return node;
}

// What came from the server; not into a field that somebody is writing in.
function setField(node, words) {
  const writing = document.activeElement === node && node.value !== node.sent;
  if (node.sent === words || writing) return;
  node.sent = words;
  if (document.activeElement !== node || node.value === "") node.value = words;
  fit(node);
}

// As high as what is written in it, where the browser does not see to that itself.
function fit(node) {
  if (CSS.supports("field-sizing", "content")) return;
  requestAnimationFrame(() => {
    node.style.height = "auto";
    if (node.scrollHeight) node.style.height = `${node.scrollHeight}px`;
  });
}
