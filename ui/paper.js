// A briefing as the document that it will be. dom.js, fields.js and compare.js stand before this file, drawer.js behind.

export default function (component) {
  const { parentElement, data, setTriggerValue, setStateValue } = component;
  let desk = parentElement.querySelector(".desk");
  if (!desk) {
    desk = paperShell();
    parentElement.append(desk);
    tellReturns(desk, "briefing");
  }
  desk.send = setTriggerValue;
  desk.hold = setStateValue;
  forget(desk, data.done);
  desk.paper.hidden = !data.id;
  if (desk.shown !== data.id) Object.assign(desk, { shown: data.id, nodes: new Map(), drafting: null, order: "" });
  setField(desk.heading, data.title);
  setField(desk.marking, data.marking);
  drawBlocks(desk, data.blocks);
  if (!unchanged(desk.notes, data.notes)) drawNotes(desk, data.notes);
  drawDrawer(desk, data.drawer);
  drawNotice(desk, data);
  say(desk, data.status);
}

function paperShell() {
  const desk = el("div", "desk desk-briefing");
  Object.assign(desk, { mount: `${Date.now()} ${Math.random()}`, queue: [], count: 0 });
  desk.notice = noticeLine();
  desk.heading = field("desk-paper-title", "Title of the briefing", true, (words) => post(desk, "titled", words));
  desk.marking = field("desk-paper-marking", "Marking", true, (words) => post(desk, "marked", words));
  desk.marking.placeholder = "Add a marking";
  desk.blocks = el("div", "desk-paper-blocks");
  desk.notes = el("ol", "desk-paper-notes");
  desk.notes.setAttribute("aria-label", "Notes");
  const head = el("div", "desk-paper-head", desk.heading, desk.marking);
  desk.paper = el("article", "desk-paper", head, desk.blocks, desk.notes);
  desk.paper.setAttribute("aria-label", "The briefing");
  desk.status = statusLine();
  desk.tip = tipShell();
  desk.drawer = drawerShell(desk, "Evidence");
  desk.append(el("h1", "desk-unseen", "Briefing"), desk.notice, desk.paper, desk.status, desk.tip, desk.drawer);
  return desk;
}

// What is written is sent again, in order, until the server says that it was done: an event alone is lost where the
// page is left at the same moment.
function post(desk, event, value) {
  desk.queue.push({ n: ++desk.count, event, value });
  desk.hold("deeds", { mount: desk.mount, queue: desk.queue });
}

function forget(desk, done) {
  if (done?.mount === desk.mount) desk.queue = desk.queue.filter((deed) => deed.n > done.n);
}

function drawNotice(desk, { notice, undo }) {
  if (unchanged(desk.notice, [notice, undo])) return;
  desk.notice.hidden = !notice;
  desk.notice.replaceChildren(notice, ...(undo ? [" ", deedButton(desk, undo)] : []));
  if (notice && document.activeElement === document.body) desk.notice.focus({ preventScroll: true });
}

function drawNotes(desk, notes) {
  desk.notes.hidden = !notes.length;
  desk.notes.replaceChildren(...notes.map((note) => {
    const line = el("li", "", note.text);
    line.value = note.number;
    return line;
  }));
}

// Blocks keep their nodes as long as what they show stays the same: nobody loses what is being typed, nor the focus.
function drawBlocks(desk, blocks) {
  const nodes = new Map(blocks.map((block) => [block.id, blockNode(desk, block)]));
  const order = JSON.stringify([blocks.map((block) => block.id), desk.drafting?.at ?? null]);
  const same = order === desk.order && blocks.every((block) => desk.nodes.get(block.id) === nodes.get(block.id));
  Object.assign(desk, { nodes, order, known: blocks });
  if (same) return;
  const kept = desk.blocks.contains(document.activeElement) ? document.activeElement.dataset.name : "";
  const parts = blocks.flatMap((block, at) => [gapNode(desk, at), nodes.get(block.id)]);
  if (!blocks.length) parts.push(el("p", "desk-quiet desk-paper-empty", "Nothing in it yet. Add answers from the Ask page, or begin with a heading."));
  desk.blocks.replaceChildren(...parts, gapNode(desk, blocks.length));
  for (const one of desk.blocks.querySelectorAll("textarea")) fit(one);
  if (kept) [...desk.blocks.querySelectorAll("[data-name]")].find((one) => one.dataset.name === kept)?.focus();
}

function blockNode(desk, block) {
  const held = desk.nodes.get(block.id);
  if (held && unchanged(held, block)) return held;
  if (held?.field) {
    setField(held.field, block.text);
    return held;
  }
  const node = el("section", `desk-paper-block desk-paper-${block.kind}`);
  node.dataset.block = block.id;
  node.tabIndex = -1;
  unchanged(node, block);
  if (block.kind === "heading" || block.kind === "text") addField(desk, node, block);
  else drawEvidence(desk, node, block);
  return node;
}

function addField(desk, node, block) {
  const heading = block.kind === "heading";
  const write = (text) => post(desk, "written", { block: block.id, text });
  node.field = field(`desk-paper-own-${block.kind}`, heading ? "Heading" : "Own text", heading, write);
  node.field.dataset.name = `field ${block.id}`;
  setField(node.field, block.text);
  node.append(node.field);
}

function drawEvidence(desk, node, block) {
  if (block.text || block.asked) {
    node.append(el("p", "desk-quiet desk-paper-asked", block.text, block.text && block.asked ? " " : "", block.asked ? el("span", "", `${block.asked}.`) : ""));
  }
  for (const voice of block.voices) node.append(drawVoice(desk, block, voice));
  if (block.remark) node.append(el("p", "desk-note", block.remark));
  if (block.newer) node.append(el("p", "desk-state desk-warn desk-paper-newer", block.newer));
  if (block.again) {
    const again = button("desk-link desk-small", block.compare ? "Close the comparison" : "Compare with an answer of today", () => desk.send(block.compare ? "kept" : "asked", block.id));
    again.dataset.name = `again ${block.id}`;
    node.append(el("p", "desk-paper-again", again));
  }
  if (block.compare) node.append(drawCompare(desk, block));
}

function drawVoice(desk, block, voice) {
  const node = el("div", "desk-block");
  if (voice.name) node.append(el("p", "desk-speaker", el("strong", "", voice.name), voice.detail));
  for (const line of voice.lines) node.append(drawLine(desk, block, line));
  return node;
}

function drawLine(desk, block, line) {
  const node = el(line.quoted ? "blockquote" : "p", line.fault ? "desk-quote desk-unverified" : "desk-quote");
  if (line.lead) node.append(el("span", "desk-lead", `[${line.lead}]`), " ");
  node.append(line.before);
  for (const piece of line.pieces) node.append(piece.strong ? el("strong", "desk-strong", piece.text) : piece.text);
  node.append(line.after);
  for (const mark of line.marks) node.append(drawNoteMark(desk, block, mark), " ", el("span", `desk-state desk-${mark.tone}`, mark.word));
  if (line.fault) node.append(el("span", "desk-reason desk-bad", line.fault));
  return node;
}

function drawNoteMark(desk, block, mark) {
  const node = button("desk-mark desk-note-mark", mark.number ? `${mark.number}` : "source", () => {
    desk.opener = node;
    hideTip(desk);
    desk.send("opened", { block: block.id, index: mark.index });
  });
  node.setAttribute("aria-label", `${mark.label}. Show the words in the article`);
  node.dataset.place = mark.place;
  node.addEventListener("pointerenter", () => restOn(desk, node, mark.tip));
  node.addEventListener("pointerleave", () => hideTip(desk));
  return node;
}

// An answer beside the one of today; where that says something else it can take its place.
function drawCompare(desk, block) {
  if (!block.compare.useful) return compareRegion(block.compare);
  const take = button("desk-link", "Put the new answer in its place", () => desk.send("took", block.id));
  const leave = button("desk-link", "Leave it as it is", () => desk.send("kept", block.id));
  return compareRegion(block.compare, take, leave);
}

// Between two blocks: a heading or own text can be put there.
function gapNode(desk, at) {
  const node = el("div", "desk-between");
  if (desk.drafting?.at === at) {
    node.append(draftField(desk));
    return node;
  }
  const begin = (kind) => {
    Object.assign(desk, { drafting: { kind, at, text: "" } });
    drawBlocks(desk, desk.known);
    desk.blocks.querySelector(".desk-draft").focus();
  };
  const heading = button("desk-add", "Add heading", () => begin("heading"));
  const text = button("desk-add", "Add own text", () => begin("text"));
  heading.setAttribute("aria-label", `Add heading ${placeWords(desk, at)}`);
  text.setAttribute("aria-label", `Add own text ${placeWords(desk, at)}`);
  node.append(heading, text);
  return node;
}

function placeWords(desk, at) {
  return at < desk.known.length ? `before part ${at + 1} of ${desk.known.length}` : "at the end";
}

function draftField(desk) {
  const { kind, at, text } = desk.drafting;
  const heading = kind === "heading";
  const node = field(`desk-draft desk-paper-own-${kind}`, heading ? "New heading" : "New own text", heading, () => {});
  node.dataset.name = "draft";
  node.placeholder = heading ? "Heading" : "Own text";
  node.value = text;
  node.addEventListener("input", () => { if (desk.drafting) desk.drafting.text = node.value; });
  const finish = (keep) => {
    if (desk.drafting?.at !== at) return;
    const words = node.value.trim();
    desk.drafting = null;
    if (keep && words) post(desk, "inserted", { kind, text: words, at });
    else drawBlocks(desk, desk.known);
  };
  node.addEventListener("blur", () => setTimeout(() => { if (node.isConnected && document.activeElement !== node) finish(true); }));
  node.addEventListener("keydown", (event) => event.key === "Escape" && finish(false));
  return node;
}
