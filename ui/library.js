// The articles as a table, which a narrow page turns into a list. dom.js stands before this file and drawer.js behind it.

export default function (component) {
  const { parentElement, data, setTriggerValue } = component;
  let desk = parentElement.querySelector(".desk");
  if (!desk) {
    desk = librarianShell();
    parentElement.append(desk);
  }
  desk.send = setTriggerValue;
  if (!unchanged(desk.table, [data.rows, data.found, data.more])) drawTable(desk, data);
  drawDrawer(desk, data.drawer);
  drawNotice(desk, data);
  say(desk, data.status);
}

function librarianShell() {
  const desk = el("div", "desk desk-library");
  desk.notice = noticeLine();
  desk.table = el("div", "desk-listed");
  desk.status = statusLine();
  desk.drawer = drawerShell(desk, "Article");
  desk.append(desk.notice, desk.table, desk.status, desk.drawer);
  return desk;
}

// It stays in view while the table scrolls; what was pressed may be gone, so the keyboard goes on from here.
function drawNotice(desk, { notice, undo }) {
  if (unchanged(desk.notice, [notice, undo])) return;
  desk.notice.hidden = !notice;
  desk.notice.replaceChildren(notice, ...(undo ? [" ", deedButton(desk, undo)] : []));
  if (notice && document.activeElement === document.body) desk.notice.focus({ preventScroll: true });
}

function drawTable(desk, data) {
  const kept = document.activeElement?.closest?.(".desk-table") ? document.activeElement.dataset.place : "";
  const found = el("p", "desk-quiet desk-found", data.found);
  desk.table.replaceChildren(found);
  if (!data.rows.length) return;
  desk.table.append(tableOf(desk, data.rows));
  if (data.more) desk.table.append(button("desk-link desk-more", `Show ${data.more.toLocaleString("en-GB")} more`, () => desk.send("more", true)));
  if (kept) [...desk.table.querySelectorAll("[data-place]")].find((one) => one.dataset.place === kept)?.focus();
}

// On a narrow page its rows become blocks; the roles keep it a table for a screen reader all the same.
function tableOf(desk, rows) {
  const labels = ["Article", ...rows[0].cells.map((cell) => cell.label), "Version"];
  const heads = labels.map((label) => role("columnheader", el("th", "", label)));
  for (const head of heads) head.scope = "col";
  const head = role("rowgroup", el("thead", "", role("row", el("tr", "", ...heads))));
  const body = role("rowgroup", el("tbody", "", ...rows.map((row) => drawRowOf(desk, row))));
  const table = role("table", el("table", "desk-table", head, body));
  table.setAttribute("aria-label", "Articles");
  return table;
}

function role(name, node) {
  node.setAttribute("role", name);
  return node;
}

function drawRowOf(desk, row) {
  const cells = row.cells.map((cell) => labelled(cell.label, el("span", "desk-value", cell.value), how(cell.how)));
  return role("row", el("tr", row.removed ? "desk-removed" : "", titleCell(desk, row), ...cells, versionCell(desk, row)));
}

function how(words) {
  return words ? el("span", "desk-quiet desk-how", words) : "";
}

function labelled(label, ...inside) {
  const cell = role("cell", el("td", "", el("span", "desk-label", label), el("span", "desk-inside", ...inside)));
  return cell;
}

function titleCell(desk, row) {
  const open = opener(desk, row, "desk-link desk-article", row.title, { article: row.id });
  const cell = role("rowheader", el("th", "", open, el("span", "desk-quiet desk-how", row.how)));
  cell.scope = "row";
  if (row.name !== row.title) cell.lastChild.append(el("span", "desk-file", row.name));
  for (const flag of row.flags) cell.append(el("span", "desk-flag", flag));
  if (row.removed) {
    const back = button("desk-link desk-small", "Restore", () => desk.send("acted", { article: row.id, deed: "restore" }));
    back.setAttribute("aria-label", `Restore ${row.title}`);
    cell.append(el("span", "desk-flag", "removed"), back);
  }
  return cell;
}

function versionCell(desk, row) {
  const inside = [el("span", "desk-value", row.versions)];
  if (row.changed) inside.push(opener(desk, row, "desk-link desk-small desk-how", "What changed", { article: row.id, since: "last" }));
  return labelled("Version", ...inside);
}

function opener(desk, row, className, label, value) {
  const node = button(className, label, () => {
    desk.opener = node;
    desk.send("opened", value);
  });
  node.dataset.place = row.id;
  if (label !== row.title) node.setAttribute("aria-label", `${label}: ${row.title}`);
  return node;
}
