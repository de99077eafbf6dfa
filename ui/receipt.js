// What the last ingest did: counts, what did not come in and why, the rest on request. dom.js stands before this file.

export default function (component) {
  const { parentElement, data } = component;
  let desk = parentElement.querySelector(".desk");
  if (!desk) {
    desk = el("div", "desk desk-receipt");
    parentElement.append(desk);
  }
  if (unchanged(desk, data)) return;
  desk.replaceChildren(el("p", "", el("strong", "", data.head), " ", data.counts, "."));
  if (data.note) desk.append(el("p", "", data.note));
  if (data.trouble.length) desk.append(fileList(data.trouble));
  if (!data.files.length) return;
  const actions = el("div", "desk-actions");
  desk.append(actions);
  addFold(desk, actions, "each file", [fileList(data.files)]);
}

function fileList(lines) {
  return el("ul", "desk-files", ...lines.map((line) => el("li", "", ...(line.name ? [el("strong", "", line.name), " "] : []), el("span", "", line.words))));
}
