// The evidence drawer: beside the conversation where there is room, over it where there is not.

const NARROW = "(max-width: 1100px)";

function drawerShell(desk) {
  const drawer = el("dialog", "desk-drawer");
  drawer.setAttribute("aria-label", "Evidence");
  drawer.addEventListener("cancel", (event) => {
    event.preventDefault();
    closeDrawer(desk);
  });
  drawer.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    closeDrawer(desk);
  });
  drawer.addEventListener("pointerdown", (event) => {
    if (event.target === drawer) closeDrawer(desk); // on the page beside it
  });
  return drawer;
}

function drawDrawer(desk, view) {
  const { drawer } = desk;
  if (unchanged(drawer, view)) return;
  markOpen(desk, view);
  if (!view) return hideDrawer(drawer);
  const kept = drawer.contains(document.activeElement) ? document.activeElement.dataset.name : "";
  const text = drawText(view);
  drawer.replaceChildren(drawerHead(desk, view), drawerAbout(desk, view, text), text);
  showDrawer(drawer);
  scrollToWords(drawer);
  const again = kept && drawer.querySelector(`[data-name="${kept}"]:not([disabled])`);
  (again || drawer.querySelector(".desk-title")).focus({ preventScroll: true });
  requestAnimationFrame(() => desk.opener?.scrollIntoView({ block: "nearest" }));
}

function showDrawer(drawer) {
  if (drawer.classList.contains("is-open")) return;
  drawer.classList.add("is-open");
  if (matchMedia(NARROW).matches) {
    drawer.removeAttribute("popover");
    drawer.showModal();
  } else {
    drawer.popover = "manual";
    drawer.showPopover();
  }
}

function hideDrawer(drawer) {
  drawer.classList.remove("is-open");
  if (drawer.open) drawer.close();
  if (drawer.popover && drawer.matches(":popover-open")) drawer.hidePopover();
  drawer.replaceChildren();
}

function closeDrawer(desk) {
  const { drawer } = desk;
  const back = desk.opener?.isConnected ? desk.opener : null;
  hideDrawer(drawer);
  drawer.value = "null";
  markOpen(desk, null);
  back?.focus();
  desk.send("closed", true);
}

// The mark whose words are open says so; it is also where the keyboard returns to.
function markOpen(desk, view) {
  for (const mark of desk.querySelectorAll("[data-place]")) mark.setAttribute("aria-expanded", "false");
  if (!view) return;
  const open = desk.querySelector(`[data-place="${Number(view.turn)} ${view.kind} ${Number(view.index)}"]`);
  if (!open) return;
  open.setAttribute("aria-expanded", "true");
  desk.opener = open;
}

function drawerHead(desk, view) {
  const go = (name, label, index) => {
    const node = button("desk-link", label, () => desk.send("opened", { turn: view.turn, kind: view.kind, index }));
    node.dataset.name = name;
    node.disabled = index < 0 || index >= view.count;
    return node;
  };
  const close = button("desk-link", "Close", () => closeDrawer(desk));
  close.dataset.name = "close";
  const steps = view.count > 1 ? [go("previous", "Previous", view.index - 1), go("next", "Next", view.index + 1)] : [];
  return el("div", "desk-drawer-head", el("span", "desk-quiet", view.position), el("span", "desk-steps", ...steps, close));
}

function drawerAbout(desk, view, text) {
  const title = el("h2", "desk-title", view.title);
  title.tabIndex = -1;
  const rows = el("dl", "desk-rows", ...view.rows.flatMap((row) => drawRow(row, text)));
  const known = el("details", "desk-known", el("summary", "desk-quiet", view.summary), rows);
  known.open = !matchMedia(NARROW).matches;
  const actions = el("div", "desk-actions");
  if (view.link) actions.append(outward(view.link));
  const copier = copyButton(desk, "Copy this reference", view.reference);
  copier.dataset.name = "copy";
  actions.append(copier);
  return el("div", "desk-about", title, known, actions);
}

function drawText(view) {
  const text = el("div", "desk-text");
  text.tabIndex = 0;
  text.setAttribute("role", "region");
  text.setAttribute("aria-label", "The text of the article");
  if (view.note) text.append(el("p", "desk-note", view.note));
  text.append(...view.paragraphs.map(drawParagraph));
  if (view.furniture) text.append(furnitureLine(view.furniture, text));
  return text;
}

function outward(address) {
  const link = el("a", "desk-link", "Open the page at these words");
  link.href = address;
  link.target = "_blank";
  link.rel = "noopener noreferrer";
  return link;
}

function drawRow(row, text) {
  const value = el("dd", "", row.value ? `${row.value} ` : "", el("span", "desk-quiet", row.how));
  if (row.clue) value.append(" ", button("desk-link desk-small", "Show", () => showClue(text, row.clue)));
  return [el("dt", "", row.label), value];
}

function drawParagraph(paragraph) {
  const node = el("p", `desk-paragraph desk-${paragraph.kind}`);
  if (paragraph.why) node.title = `Page furniture: ${paragraph.why}`;
  for (const run of paragraph.runs) {
    if (!run.cited && !run.clues.length) node.append(run.text);
    else {
      const marked = el(run.cited ? "mark" : "span", run.cited ? `desk-cited desk-${run.cited}` : "", run.text);
      if (run.clues.length) marked.dataset.clues = `|${run.clues.join("|")}|`;
      node.append(marked);
    }
  }
  return node;
}

function showClue(text, name) {
  for (const old of text.querySelectorAll(".desk-clue")) old.classList.remove("desk-clue");
  const found = [...text.querySelectorAll("[data-clues]")].filter((one) => one.dataset.clues.includes(`|${name}|`));
  for (const one of found) one.classList.add("desk-clue");
  if (found[0]?.closest(".desk-furniture")) text.classList.add("with-furniture");
  if (found[0]) text.scrollTop = found[0].offsetTop - 90;
}

function furnitureLine(characters, text) {
  const line = el("p", "desk-quiet desk-furniture-line", `Page furniture, not searched: ${characters.toLocaleString("en-GB")} characters. `);
  const toggle = button("desk-link desk-small", "Show", () => {
    const shown = text.classList.toggle("with-furniture");
    toggle.textContent = shown ? "Hide" : "Show";
    toggle.setAttribute("aria-expanded", String(shown));
  });
  toggle.setAttribute("aria-expanded", "false");
  toggle.dataset.name = "furniture";
  line.append(toggle);
  return line;
}

function scrollToWords(drawer) {
  const text = drawer.querySelector(".desk-text");
  const words = text.querySelector(".desk-now");
  if (words) text.scrollTop = words.offsetTop - 90;
}
