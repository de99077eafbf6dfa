// Kept conversations or briefings in the side of the page. dom.js stands before this file, in one module.

export default function (component) {
  const { parentElement, data, setTriggerValue } = component;
  let desk = parentElement.querySelector(".desk");
  if (!desk) {
    desk = keptShell();
    parentElement.append(desk);
  }
  desk.send = setTriggerValue;
  desk.find.hidden = !data.finding || (!data.entries.length && !data.search);
  desk.words.placeholder = data.finding;
  desk.words.setAttribute("aria-label", data.finding);
  Object.assign(desk, { renames: data.renames, asks: data.asks });
  Object.assign(desk.copied, data.copied); // what is copied grows with each answer, and the list stays as it is drawn
  if (document.activeElement !== desk.words) desk.words.value = data.search;
  if (!unchanged(desk.list, [data.entries, data.more])) drawEntries(desk, data);
  desk.found.textContent = data.notice || data.found;
  say(desk, data.notice || data.found);
}

function keptShell() {
  const desk = el("div", "desk desk-kept");
  desk.copied = {};
  desk.words = el("input", "desk-input");
  desk.words.type = "search";
  desk.words.maxLength = 200;
  desk.words.addEventListener("input", () => {
    clearTimeout(desk.typing);
    desk.typing = setTimeout(() => desk.send("searched", desk.words.value), 350);
  });
  desk.find = el("div", "desk-find", desk.words);
  desk.found = el("p", "desk-quiet");
  desk.list = el("ul", "desk-entries");
  desk.status = statusLine();
  desk.append(desk.find, desk.found, desk.list, desk.status);
  return desk;
}

function drawEntries(desk, data) {
  const kept = desk.list.contains(document.activeElement) ? document.activeElement.dataset.name : "";
  desk.list.replaceChildren(...data.entries.map((entry) => drawEntry(desk, entry)));
  if (data.more) desk.list.append(el("li", "", button("desk-link desk-small", `Show ${data.more} more`, () => desk.send("more", true))));
  if (kept) [...desk.list.querySelectorAll("[data-name]")].find((one) => one.dataset.name === kept)?.focus();
}

function drawEntry(desk, entry) {
  const node = el("li", entry.open ? "desk-entry is-open" : "desk-entry");
  const open = button("desk-entry-open", entry.title, () => desk.send("reopened", entry.id));
  open.title = entry.whole;
  open.dataset.name = `open ${entry.id}`;
  if (entry.open) open.setAttribute("aria-current", "true");
  const when = el("span", "desk-quiet desk-small", entry.when);
  node.append(open, when);
  if (entry.open) node.append(entryActions(desk, node, entry));
  return node;
}

function entryActions(desk, node, entry) {
  const remove = button("desk-link desk-small", "Delete", () => askToDelete(desk, node, entry));
  remove.dataset.name = "delete";
  if (!desk.renames) return el("span", "desk-entry-actions", remove);
  const copy = copyButton(desk, "Copy all", desk.copied);
  copy.classList.add("desk-small");
  copy.dataset.name = "copy";
  copy.setAttribute("aria-label", "Copy all of this conversation, with references");
  const rename = button("desk-link desk-small", "Rename", () => renameHere(desk, node, entry));
  rename.dataset.name = "rename";
  return el("span", "desk-entry-actions", copy, rename, remove);
}

// In the place of the entry: a line to type in. Enter and leaving it keep the name, Escape leaves it as it was.
function renameHere(desk, node, entry) {
  const line = el("input", "desk-input");
  line.value = entry.whole;
  line.maxLength = 200;
  line.setAttribute("aria-label", "Name of the conversation");
  let done = false;
  const finish = (keep) => {
    if (done) return;
    done = true;
    const title = line.value.trim();
    const held = node.contains(document.activeElement);
    const fresh = drawEntry(desk, keep && title ? { ...entry, title, whole: title } : entry);
    node.replaceWith(fresh);
    if (held) fresh.querySelector("[data-name=rename]").focus();
    if (keep && title && title !== entry.whole) desk.send("renamed", { id: entry.id, title });
  };
  line.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== "Escape") return;
    event.preventDefault(); // the button that gets the focus must not be pressed by the same key
    finish(event.key === "Enter");
  });
  line.addEventListener("blur", () => finish(true));
  node.replaceChildren(line);
  line.focus();
  line.select();
}

function askToDelete(desk, node, entry) {
  const again = () => {
    const fresh = drawEntry(desk, entry);
    node.replaceWith(fresh);
    fresh.querySelector("[data-name=delete]").focus();
  };
  const yes = button("desk-link desk-small", "Delete it", () => desk.send("deleted", entry.id));
  const no = button("desk-link desk-small", "Keep it", again);
  const words = el("p", "desk-small", desk.asks);
  words.setAttribute("role", "alert");
  node.replaceChildren(el("span", "desk-entry-title", entry.title), words, el("span", "desk-entry-actions", yes, no));
  node.addEventListener("keydown", (event) => event.key === "Escape" && again(), { once: true });
  no.focus();
}
