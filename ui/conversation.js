// The conversation. dom.js stands before this file, compare.js, take.js and drawer.js behind it, in one module.

export default function (component) {
  const { parentElement, data, setTriggerValue } = component;
  let desk = parentElement.querySelector(".desk");
  if (!desk) {
    desk = shell();
    parentElement.append(desk);
    tellReturns(desk, "talk");
  }
  desk.send = setTriggerValue;
  stayPut(desk.closest("main"));
  drawTaken(desk, data.taking);
  drawWelcome(desk, data.welcome);
  drawTurns(desk, data);
  drawAgain(desk, data.again);
  drawDrawer(desk, data.drawer);
  if (data.drawer) markOpen(desk, data.drawer); // a turn may have been drawn anew, and its marks with it
  say(desk, data.status);
}

function shell() {
  const desk = el("div", "desk");
  desk.heading = el("h1", "desk-brand", "Devolution Desk");
  desk.welcome = el("div", "desk-welcome");
  desk.turns = el("div", "desk-turns");
  desk.status = statusLine();
  desk.tip = tipShell();
  desk.drawer = drawerShell(desk, "Evidence");
  desk.drawn = [];
  desk.notice = noticeLine();
  desk.menu = takeMenu(desk);
  desk.append(desk.heading, desk.notice, desk.welcome, desk.turns, desk.status, desk.tip, desk.drawer, desk.menu);
  return desk;
}

function drawWelcome(desk, welcome) {
  if (unchanged(desk.welcome, welcome)) return;
  desk.welcome.replaceChildren();
  if (!welcome) return;
  desk.welcome.append(el("p", "desk-intro", welcome.intro));
  if (welcome.waiting) desk.welcome.append(el("p", "desk-quiet", welcome.waiting));
  if (!welcome.starters.length) return;
  const list = el("ul", "desk-starters");
  for (const question of welcome.starters) {
    list.append(el("li", "", button("desk-starter", question, () => desk.send("asked", question))));
  }
  desk.welcome.append(el("h2", "desk-label", "Questions to start from"), list);
}

function drawTurns(desk, data) {
  const turns = withPending(data);
  const began = desk.turns.childElementCount > 0 || turns.length === 1;
  let last = null;
  turns.forEach((turn, index) => {
    const now = JSON.stringify(turn);
    if (desk.drawn[index] === now) return;
    const there = desk.turns.children[index];
    if (there && turn.growing && there.growing === turn.question) growOn(desk, there, turn, index);
    else {
      const node = drawTurn(desk, turn, index);
      if (there) replaceKept(there, node);
      else desk.turns.append(node);
      if (!there || !there.growing) last = node;
    }
    desk.drawn[index] = now;
  });
  while (desk.turns.childElementCount > turns.length) desk.turns.lastElementChild.remove();
  desk.drawn.length = turns.length;
  if (last && began) bringIntoView(last);
}

// The question that waits is the last turn; where its answer grows, what there is of it comes with the turns.
function withPending(data) {
  if (!data.pending) return data.turns;
  const growing = data.turns.at(-1)?.growing;
  if (growing) return [...data.turns.slice(0, -1), { ...data.turns.at(-1), waiting: data.waiting }];
  return [...data.turns, { question: data.pending, waiting: data.waiting, stoppable: data.stoppable }];
}

// A turn in the place of another; the keyboard stays where it was, if that is still there.
function replaceKept(old, node) {
  const active = old.contains(document.activeElement) ? document.activeElement : null;
  old.replaceWith(node);
  if (!active) return;
  const place = active.dataset.place;
  const again = place && node.querySelector(`[data-place="${place}"]`);
  (again || node.querySelector(".desk-question")).focus({ preventScroll: true });
}

function bringIntoView(node) {
  const behavior = matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";
  requestAnimationFrame(() => node.scrollIntoView({ block: "start", behavior }));
}

// Streamlit scrolls to the end of a page that grows; the reader wants the beginning of the answer.
function stayPut(page) {
  if (page) Object.defineProperty(page, "scrollHeight", { configurable: true, get() { return this.offsetHeight; } });
}

function drawTurn(desk, turn, index) {
  const node = el("article", "desk-turn");
  const question = el("h2", "desk-question", el("span", "desk-unseen", "You asked: "), turn.question);
  question.id = `desk-question-${index}`;
  question.tabIndex = -1;
  node.setAttribute("aria-labelledby", question.id);
  node.append(question);
  if (turn.searched) node.append(el("p", "desk-quiet desk-searched", `Searched as: “${turn.searched}”`));
  if (turn.growing) beginToGrow(desk, node, turn, index);
  else if (turn.waiting) node.append(el("p", "desk-growing", el("span", "desk-quiet", turn.waiting), turn.stoppable ? stopButton(desk) : ""));
  else if (turn.problem) node.append(el("p", "desk-problem", el("strong", "", "Not answered. "), turn.problem));
  else drawAnswer(desk, node, turn, index);
  return node;
}

// An answer that a model writes: sentences are added as they come, and what is drawn stays, with the keyboard in it.
function beginToGrow(desk, node, turn, index) {
  node.growing = turn.question;
  node.sentences = el("div", "desk-block");
  node.line = el("span", "desk-quiet");
  node.append(el("p", "desk-begun", el("strong", "", turn.word)), node.sentences, el("p", "desk-growing", node.line, stopButton(desk)));
  growOn(desk, node, turn, index);
}

function stopButton(desk) {
  return button("desk-stop", "Stop", () => desk.send("stopped", true));
}

function growOn(desk, node, turn, index) {
  const quotes = turn.blocks.flatMap((block) => block.quotes);
  quotes.slice(node.sentences.childElementCount).forEach((quote) => node.sentences.append(drawQuote(desk, quote, index)));
  node.line.textContent = turn.counts ? `${turn.counts} so far. ${turn.waiting}` : turn.waiting;
}

function drawAnswer(desk, node, turn, index) {
  node.append(el("p", "desk-status", el("strong", "", turn.word), turn.rest));
  if (turn.notice) node.append(el("p", "desk-note", turn.notice));
  if (turn.note) node.append(el("p", "desk-note", turn.note));
  for (const block of turn.blocks) node.append(drawBlock(desk, block, index));
  if (turn.counts) node.append(el("p", "desk-counts", `${turn.counts}.`));
  for (const one of turn.differ) node.append(drawDiffer(desk, one, index));
  if (turn.warnings.length) node.append(el("div", "desk-warnings", ...turn.warnings.map((line) => el("p", "", line))));
  const actions = el("div", "desk-actions");
  node.append(actions);
  if (turn.copied) {
    const take = takeButton(desk, "desk-link", "Add to briefing", "", { turn: index, what: "answer", index: 0 });
    actions.append(copyButton(desk, "Copy with references", turn.copied), take);
  }
  if (turn.closest.length) addFold(node, actions, "the closest passages", closestPassages(desk, turn.closest, index));
  addFold(node, actions, "what was searched", turn.story.map((line) => el("p", "", line)));
}

// Sources that contradict each other, side by side.
function drawDiffer(desk, one, turn) {
  const sides = el("div", "desk-sides", ...one.sides.map((side) => drawBlock(desk, side, turn)));
  return el("div", "desk-differ", el("h3", "desk-label", one.about), sides);
}

function drawBlock(desk, block, turn) {
  const node = el("div", "desk-block");
  if (block.name) node.append(el("p", "desk-speaker", el("strong", "", block.name), block.detail));
  for (const quote of block.quotes) node.append(drawQuote(desk, quote, turn));
  return node;
}

function drawQuote(desk, quote, turn) {
  const node = el(quote.quoted ? "blockquote" : "p", "desk-quote");
  if (quote.lead) node.append(el("span", "desk-lead", `[${quote.lead}]`), " ");
  node.append(quote.before);
  for (const piece of quote.pieces) node.append(piece.strong ? el("strong", "desk-strong", piece.text) : piece.text);
  node.append(quote.after);
  for (const mark of quote.marks) node.append("\u00a0", drawMark(desk, mark, turn));
  if (quote.index >= 0) node.append(" ", takeButton(desk, "desk-add", "Add", "Add this sentence to a briefing", { turn, what: "claim", index: quote.index }));
  if (quote.failed) node.classList.add("is-failed");
  const [first, ...rest] = quote.reasons;
  if (quote.failed) node.append(el("span", "desk-reason", el("strong", "desk-failed", `${quote.failed}.`), first ? ` ${first}` : ""));
  else if (first) node.append(el("span", "desk-reason", first));
  for (const reason of rest) node.append(el("span", "desk-reason", reason));
  return node;
}

function drawMark(desk, mark, turn) {
  const node = button("desk-mark", `[${mark.number}]`, () => {
    desk.opener = node;
    hideTip(desk);
    desk.send("opened", { turn, kind: "cited", index: mark.number - 1 });
  });
  node.setAttribute("aria-label", `${mark.label}. Show the words in the article`);
  node.dataset.place = `${turn} cited ${mark.number - 1}`;
  node.addEventListener("pointerenter", () => restOn(desk, node, mark.tip));
  node.addEventListener("pointerleave", () => hideTip(desk));
  return node;
}

function closestPassages(desk, closest, turn) {
  const passages = closest.map((one) => {
    const open = button("desk-link", "Show in the article", () => {
      desk.opener = open;
      desk.send("opened", { turn, kind: "closest", index: one.index });
    });
    open.dataset.place = `${turn} closest ${one.index}`;
    open.setAttribute("aria-label", `Show in the article: closest passage ${one.index + 1}, ${one.source}`);
    const take = takeButton(desk, "desk-link", "Add to briefing", `Add to briefing: closest passage ${one.index + 1}, ${one.source}`, { turn, what: "closest", index: one.index });
    const copy = copyButton(desk, "Copy with reference", one.copied);
    copy.setAttribute("aria-label", `Copy with reference: closest passage ${one.index + 1}, ${one.source}`);
    return el("li", "", el("p", "desk-speaker", one.source), el("p", "desk-near", one.quote), el("p", "desk-actions", open, copy, take));
  });
  const warning = el("p", "desk-quiet", "Not an answer: the passages of the collection that come nearest.");
  return [warning, el("ol", "desk-closest", ...passages)];
}
