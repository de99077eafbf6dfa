// The drawer with an article: beside the page where there is room, over it where there is not. What each button of
// it sends, and under which name, comes with the view.

const NARROW = "(max-width: 1100px)";

function drawerShell(desk, label) {
  const drawer = el("dialog", "desk-drawer");
  drawer.setAttribute("aria-label", label);
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

// What the open drawer belongs to says so; it is also where the keyboard returns to.
function markOpen(desk, view) {
  const marks = [...document.querySelectorAll(".desk [data-place]")];
  const own = view ? marks.filter((mark) => mark.dataset.place === view.place) : [];
  for (const mark of marks) mark.setAttribute("aria-expanded", String(own.includes(mark)));
  const pressed = own.find((mark) => mark === document.activeElement || mark === desk.opener);
  if (own.length) desk.opener = pressed ?? own.find((mark) => desk.contains(mark)) ?? own[0];
}

function deedButton(desk, deed) {
  if (deed.event === "taken") return takeButton(desk, "desk-link", deed.label, "", deed.value);
  const node = button("desk-link", deed.label, () => desk.send(deed.event, deed.value));
  node.dataset.name = deed.name;
  node.disabled = deed.value === null;
  return node;
}

function drawerHead(desk, view) {
  const close = button("desk-link", "Close", () => closeDrawer(desk));
  close.dataset.name = "close";
  const steps = view.steps.map((deed) => deedButton(desk, deed));
  return el("div", "desk-drawer-head", el("span", "desk-quiet", view.position), el("span", "desk-steps", ...steps, close));
}

function drawerAbout(desk, view, text) {
  const title = el("h2", "desk-title", view.title);
  title.tabIndex = -1;
  const known = view.rows.length ? drawKnown(view, text) : el("p", "desk-quiet", view.summary);
  const actions = el("div", "desk-actions");
  if (view.link) actions.append(outward(view.link, view.link_label));
  if (view.reference) {
    const copier = copyButton(desk, "Copy this reference", view.reference);
    copier.dataset.name = "copy";
    actions.append(copier);
  }
  actions.append(...view.actions.map((deed) => deedButton(desk, deed)));
  return el("div", "desk-about", title, known, actions);
}

function drawKnown(view, text) {
  const rows = el("dl", "desk-rows", ...view.rows.flatMap((row) => drawRow(row, text)));
  const known = el("details", "desk-known", el("summary", "desk-quiet", view.summary), rows);
  known.open = !matchMedia(NARROW).matches;
  return known;
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

function outward(address, label) {
  const link = el("a", "desk-link", label);
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
  node.append(...paragraph.runs.map((run) => (run.mark || run.clues.length ? drawMarked(run) : run.text)));
  return node;
}

const CHANGES = { added: ["ins", "Added: "], removed: ["del", "Taken out: "] };

function drawMarked(run) {
  const [tag, words] = CHANGES[run.mark] ?? [run.mark ? "mark" : "span", ""];
  const node = el(tag, run.mark ? `desk-cited desk-${run.mark}` : "", ...(words ? [el("span", "desk-unseen", words)] : []), run.text);
  if (run.clues.length) node.dataset.clues = `|${run.clues.join("|")}|`;
  return node;
}

function showClue(text, name) {
  for (const old of text.querySelectorAll(".desk-clue")) old.classList.remove("desk-clue");
  const found = [...text.querySelectorAll("[data-clues]")].filter((one) => one.dataset.clues.includes(`|${name}|`));
  for (const one of found) one.classList.add("desk-clue");
  if (found[0]?.closest(".desk-furniture")) text.classList.add("with-furniture");
  if (found[0]) text.scrollTop = found[0].offsetTop - 90;
}

function furnitureLine(words, text) {
  const line = el("p", "desk-quiet desk-furniture-line", `${words} `);
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

// To the words cited; where they have changed since, then and now stand at the top.
function scrollToWords(drawer) {
  const text = drawer.querySelector(".desk-text");
  const words = text.querySelector(".desk-then") ? null : text.querySelector(".desk-now");
  if (words) text.scrollTop = words.offsetTop - 90;
}
