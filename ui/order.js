// The parts of a briefing by name, to be moved and taken out, and all of it to be copied. dom.js stands before this file.

export default function (component) {
  const { parentElement, data, setTriggerValue } = component;
  let desk = parentElement.querySelector(".desk");
  if (!desk) {
    desk = el("div", "desk desk-order");
    desk.copy = el("p", "desk-copy-all");
    desk.list = el("ol", "desk-order-list");
    desk.status = statusLine();
    desk.append(desk.copy, el("h2", "desk-order-head", "Order"), desk.list, desk.status);
    parentElement.append(desk);
  }
  desk.send = setTriggerValue;
  if (!unchanged(desk.copy, data.copied)) desk.copy.replaceChildren(copyButton(desk, "Copy all with references", data.copied));
  if (unchanged(desk.list, data.rows)) return;
  const held = desk.list.contains(document.activeElement) ? document.activeElement : null;
  const at = held ? [...desk.list.children].indexOf(held.closest("li")) : -1;
  desk.list.replaceChildren(...data.rows.map((row, place) => drawOrderRow(desk, row, place)));
  if (held) focusAgain(desk.list, held.dataset.name, at);
}

function drawOrderRow(desk, row, at) {
  const go = button("desk-order-go", row.label, () => goTo(row.id));
  go.dataset.name = `go ${row.id}`;
  const move = (to) => () => desk.send("moved", { id: row.id, to });
  const up = step("up", "↑", `Move up: ${row.label}`, row, row.up, move(at - 1));
  const down = step("down", "↓", `Move down: ${row.label}`, row, row.down, move(at + 1));
  const out = step("out", "×", `Take out: ${row.label}`, row, true, () => desk.send("removed", row.id));
  return el("li", `desk-order-row desk-order-${row.kind}`, go, el("span", "desk-order-steps", up, down, out));
}

function step(name, sign, label, row, can, act) {
  const node = button("desk-step", sign, act);
  node.setAttribute("aria-label", label);
  node.title = label.split(":")[0];
  node.dataset.name = `${name} ${row.id}`;
  node.disabled = !can;
  return node;
}

// The button that was pressed moves with its row; at an end of the list its neighbour takes over, and where the row was
// taken out the one in its place.
function focusAgain(list, name, at) {
  const find = (wanted) => [...list.querySelectorAll("button:not([disabled])")].find((one) => one.dataset.name === wanted);
  const [what, id] = name.split(" ");
  const other = { up: "down", down: "up" }[what];
  const row = list.children[Math.min(at, list.children.length - 1)];
  (find(name) ?? find(`${other} ${id}`) ?? row?.querySelector(`[data-name^="${what} "]`))?.focus();
}

function goTo(id) {
  const block = [...document.querySelectorAll("[data-block]")].find((one) => one.dataset.block === id);
  if (!block) return;
  block.scrollIntoView({ block: "center", behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
  (block.field ?? block).focus({ preventScroll: true });
}
