// The conversation. dom.js stands before this file, take.js and drawer.js behind it, in one module.

export default function (component) {
  const { parentElement, data, setTriggerValue } = component;
  let desk = parentElement.querySelector(".desk");
  if (!desk) {
    desk = shell();
    parentElement.append(desk);
  }
  desk.send = setTriggerValue;
  stayPut(desk.closest("main"));
  drawTaken(desk, data.taking);
  drawWelcome(desk, data.welcome);
  drawTurns(desk, data);
  drawDrawer(desk, data.drawer);
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
  const turns = data.pending ? [...data.turns, { question: data.pending, waiting: data.waiting }] : data.turns;
  const began = desk.turns.childElementCount > 0 || turns.length === 1;
  let last = null;
  turns.forEach((turn, index) => {
    const now = JSON.stringify(turn);
    if (desk.drawn[index] === now) return;
    const node = drawTurn(desk, turn, index);
    if (index < desk.turns.childElementCount) desk.turns.children[index].replaceWith(node);
    else desk.turns.append(node);
    desk.drawn[index] = now;
    last = node;
  });
  while (desk.turns.childElementCount > turns.length) desk.turns.lastElementChild.remove();
  desk.drawn.length = turns.length;
  if (last && began) bringIntoView(last);
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
  node.setAttribute("aria-labelledby", question.id);
  node.append(question);
  if (turn.waiting) node.append(el("p", "desk-quiet", turn.waiting));
  else if (turn.problem) node.append(el("p", "desk-problem", el("strong", "", "Not answered. "), turn.problem));
  else drawAnswer(desk, node, turn, index);
  return node;
}

function drawAnswer(desk, node, turn, index) {
  node.append(el("p", "desk-status", el("strong", "", turn.word), turn.rest));
  if (turn.note) node.append(el("p", "desk-note", turn.note));
  for (const block of turn.blocks) node.append(drawBlock(desk, block, index));
  const actions = el("div", "desk-actions");
  node.append(actions);
  if (turn.copied) {
    const take = takeButton(desk, "desk-link", "Add to briefing", "", { turn: index, what: "answer", index: 0 });
    actions.append(copyButton(desk, "Copy with references", turn.copied), take);
  }
  if (turn.closest.length) addFold(node, actions, "the closest passages", closestPassages(desk, turn.closest, index));
  addFold(node, actions, "what was searched", turn.story.map((line) => el("p", "", line)));
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
  node.append(" ", takeButton(desk, "desk-add", "Add", "Add this sentence to a briefing", { turn, what: "claim", index: quote.index }));
  for (const reason of quote.reasons) node.append(el("span", "desk-reason", reason));
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
    return el("li", "", el("p", "desk-speaker", one.source), el("p", "desk-near", one.quote), el("p", "desk-actions", open, take));
  });
  const warning = el("p", "desk-quiet", "Not an answer: the passages of the collection that come nearest.");
  return [warning, el("ol", "desk-closest", ...passages)];
}
