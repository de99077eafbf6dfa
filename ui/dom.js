// What both pages are drawn with. Everything that is shown is set with textContent: nothing that comes from an
// article, a file name or a question is ever read as HTML. Put before a page's own file, in one module with it.

function el(tag, className, ...children) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  for (const child of children) node.append(child);
  return node;
}

function button(className, label, act) {
  const node = el("button", className, label);
  node.type = "button";
  node.addEventListener("click", act);
  return node;
}

function statusLine() {
  const status = el("p", "desk-unseen");
  status.setAttribute("role", "status");
  return status;
}

// Where the reader goes back within the page, what its address names is said.
function tellReturns(desk, name) {
  const path = location.pathname;
  const told = () => {
    if (!desk.isConnected) return removeEventListener("popstate", told);
    if (location.pathname === path) desk.send("returned", new URLSearchParams(location.search).get(name) ?? "");
  };
  addEventListener("popstate", told);
}

// What was done last, in words that stay in view while the page scrolls.
function noticeLine() {
  const notice = el("p", "desk-note desk-notice");
  notice.hidden = true;
  notice.tabIndex = -1;
  return notice;
}

function say(desk, words) {
  if (desk.said !== words) desk.status.textContent = words;
  desk.said = words;
}

function unchanged(node, value) {
  const now = JSON.stringify(value);
  if (node.value === now) return true;
  node.value = now;
  return false;
}

// A button in the row of actions that shows and hides a panel under it.
function addFold(node, actions, label, inside) {
  const panel = el("div", "desk-folded", ...inside);
  panel.hidden = true;
  const toggle = button("desk-link", `Show ${label}`, () => {
    panel.hidden = !panel.hidden;
    toggle.textContent = `${panel.hidden ? "Show" : "Hide"} ${label}`;
    toggle.setAttribute("aria-expanded", String(!panel.hidden));
    if (!panel.hidden) panel.scrollIntoView({ block: "nearest" });
  });
  toggle.setAttribute("aria-expanded", "false");
  actions.append(toggle);
  node.append(panel);
}

function tipShell() {
  const tip = el("div", "desk-tip");
  tip.setAttribute("role", "tooltip");
  tip.popover = "manual";
  return tip;
}

function restOn(desk, node, words) {
  clearTimeout(desk.resting);
  desk.resting = setTimeout(() => {
    desk.tip.textContent = words;
    if (!desk.tip.isConnected || desk.tip.matches(":popover-open")) return;
    desk.tip.showPopover();
    const mark = node.getBoundingClientRect();
    const tip = desk.tip.getBoundingClientRect();
    const left = Math.max(8, Math.min(mark.left, innerWidth - tip.width - 8));
    const above = mark.top - tip.height - 6;
    desk.tip.style.left = `${left}px`;
    desk.tip.style.top = `${above > 8 ? above : mark.bottom + 6}px`;
  }, 250);
}

function hideTip(desk) {
  clearTimeout(desk.resting);
  if (desk.tip.matches(":popover-open")) desk.tip.hidePopover();
}

function copyButton(desk, label, copied) {
  const node = button("desk-link", label, async () => {
    const done = await copy(copied);
    node.textContent = done ? "Copied" : "Copying was not allowed";
    say(desk, done ? "Copied, formatted and plain" : "The browser did not allow copying. Select the words and copy them.");
    setTimeout(() => { node.textContent = label; }, 2500);
  });
  return node;
}

async function copy(copied) {
  try {
    const kinds = { "text/html": copied.html, "text/plain": copied.text };
    const blobs = Object.entries(kinds).map(([type, words]) => [type, new Blob([words], { type })]);
    await navigator.clipboard.write([new ClipboardItem(Object.fromEntries(blobs))]);
    return true;
  } catch {
    return copyTheOldWay(copied);
  }
}

// Without a secure context (another address than this machine) browsers have no clipboard API.
function copyTheOldWay(copied) {
  const fill = (event) => {
    event.preventDefault();
    event.clipboardData.setData("text/html", copied.html);
    event.clipboardData.setData("text/plain", copied.text);
  };
  document.addEventListener("copy", fill, { once: true });
  const done = document.execCommand("copy");
  document.removeEventListener("copy", fill);
  return done;
}
