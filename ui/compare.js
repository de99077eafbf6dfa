// An answer beside the one that its question gets today. dom.js stands before this file.

// The sentences row by row, then and now; ``actions`` stand under them.
function compareRegion(view, ...actions) {
  const node = el("div", "desk-compare", el("p", "desk-compare-told", view.told));
  node.setAttribute("role", "region");
  node.setAttribute("aria-label", "The answer then and now");
  if (view.note) node.append(el("p", "desk-quiet", view.note));
  node.append(...view.rows.map((row) => compareRow(view, row)));
  if (actions.length) node.append(el("p", "desk-actions", ...actions));
  return node;
}

function compareRow(view, row) {
  const name = el("p", "desk-compare-name", row.name);
  if (row.kind === "same") return el("div", "desk-compare-row", name, el("p", "desk-compare-name desk-compare-same", row.now.text));
  const sides = [compareSide(view.then, row.then, row.kind === "other" ? "not known" : "not said"), compareSide(view.now, row.now, "not said any more")];
  return el("div", "desk-compare-row", name, ...sides);
}

function compareSide(head, side, nothing) {
  const node = el("div", "desk-compare-side", el("p", "desk-quiet desk-small", head));
  if (!side) node.append(el("p", "desk-quiet", nothing));
  if (side?.source) node.append(el("p", "desk-speaker", side.source));
  if (side) node.append(el("p", "", side.text));
  if (side?.fault) node.append(el("p", "desk-reason desk-bad", side.fault));
  return node;
}

// Under a kept answer: how it stands now that the collection is another.
function drawAgain(desk, views) {
  [...desk.turns.children].forEach((turn, at) => {
    turn.again ??= el("div", "desk-again");
    const same = unchanged(turn.again, views[at] ?? null);
    if (same && (turn.again.isConnected || !views[at])) return;
    const kept = turn.again.contains(document.activeElement);
    turn.again.replaceChildren(...(views[at] ? againParts(desk, views[at], at) : []));
    turn.append(turn.again);
    if (kept) turn.again.querySelector("button")?.focus();
  });
}

function againParts(desk, view, at) {
  const parts = [el("p", "desk-quiet", view.told)];
  for (const one of view.states) parts.push(el("p", `desk-state desk-${one.tone}`, `[${one.number}] ${one.word}`));
  if (view.newer) parts.push(el("p", "desk-state desk-warn", view.newer));
  const label = view.compare ? "Close the comparison" : "Compare with an answer of today";
  const again = button("desk-link desk-small", label, () => desk.send(view.compare ? "left" : "compared", at));
  parts.push(el("p", "", again));
  if (view.compare) parts.push(compareRegion(view.compare));
  return parts;
}
