// "Add to briefing": a short list of the briefings there are, and a new one. dom.js stands before this file.

function takeMenu(desk) {
  const menu = el("div", "desk-menu");
  menu.popover = "auto";
  menu.setAttribute("role", "group");
  menu.setAttribute("aria-label", "Add to which briefing?");
  menu.addEventListener("toggle", (event) => {
    if (event.newState === "open") return;
    desk.taker?.setAttribute("aria-expanded", "false");
    if (menu.contains(document.activeElement)) desk.taker?.focus();
  });
  menu.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Escape") return leave(event, menu);
    if (!step) return;
    event.preventDefault();
    const choices = [...menu.querySelectorAll("button")];
    choices[(choices.indexOf(document.activeElement) + step + choices.length) % choices.length].focus();
  });
  return menu;
}

// The drawer closes at Escape too: here only the list does.
function leave(event, menu) {
  event.preventDefault();
  event.stopPropagation();
  menu.hidePopover();
}

function takeButton(desk, className, label, what, value) {
  const node = button(className, label, () => openMenu(desk, node, value));
  node.setAttribute("aria-expanded", "false");
  if (what) node.setAttribute("aria-label", what);
  return node;
}

function openMenu(desk, node, value) {
  const { menu } = desk;
  if (menu.matches(":popover-open") && desk.taker === node) return menu.hidePopover();
  desk.taker = node;
  const take = (briefing) => {
    menu.hidePopover();
    node.focus();
    desk.send("taken", { ...value, briefing });
    if (desk.drawer.open) closeDrawer(desk); // over the whole page, where what was done could not be read
  };
  const choices = desk.briefings.map((one) => button("desk-choice", one.title, () => take(one.id)));
  menu.replaceChildren(el("p", "desk-quiet desk-small", "Add to which briefing?"), ...choices, button("desk-choice", "A new briefing", () => take("")));
  (node.closest("dialog") ?? desk).append(menu); // a dialog over the page lets nothing outside of it be pressed
  menu.showPopover();
  node.setAttribute("aria-expanded", "true");
  placeUnder(menu, node);
  menu.querySelector("button").focus();
}

function placeUnder(menu, node) {
  const at = node.getBoundingClientRect();
  const own = menu.getBoundingClientRect();
  menu.style.left = `${Math.max(8, Math.min(at.left, innerWidth - own.width - 8))}px`;
  const below = at.bottom + 6;
  menu.style.top = `${below + own.height < innerHeight - 8 ? below : Math.max(8, at.top - own.height - 6)}px`;
}

// What was added, with a link to the page: it stays in view while the conversation scrolls.
function drawTaken(desk, taking) {
  desk.briefings = taking?.briefings ?? [];
  const told = taking && { ...taking, briefings: [] };
  if (unchanged(desk.notice, told)) return;
  desk.notice.hidden = !taking?.notice;
  desk.notice.replaceChildren(taking?.notice ?? "");
  if (taking?.into) desk.notice.append(" ", briefingLink(desk, taking.into));
  if (taking?.undo) desk.notice.append(" ", deedButton(desk, taking.undo));
}

function briefingLink(desk, id) {
  const link = el("a", "desk-link", "Open the briefing");
  link.href = `briefing?briefing=${encodeURIComponent(id)}`;
  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    desk.send("went", id);
  });
  return link;
}
