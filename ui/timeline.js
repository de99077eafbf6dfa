// The line of time: a mark for each article where it was published, or bars that count. dom.js stands before this file.
// Places come as per cent of the line, so that the drawing fits any width; heights are pixels.

const LANE = 14, POINT = 10, RANGE = 5, TOP = 8;
const SVG = "http://www.w3.org/2000/svg";

export default function (component) {
  const { parentElement, data, setTriggerValue } = component;
  let desk = parentElement.querySelector(".desk");
  if (!desk) {
    desk = el("div", "desk desk-timeline");
    desk.figure = el("figure", "desk-figure");
    desk.tip = tipShell();
    desk.append(desk.figure, desk.tip);
    parentElement.append(desk);
  }
  desk.send = setTriggerValue;
  if (!unchanged(desk.figure, data)) drawTimeline(desk, data);
}

function svg(tag, attributes, ...children) {
  const node = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

function drawTimeline(desk, view) {
  const floor = TOP + Math.max(view.lanes, 3) * LANE;
  const drawing = svg("svg", { width: "100%", height: floor + 26, role: "group", "aria-label": view.label });
  drawing.append(svg("line", { class: "desk-axis", x1: "0", x2: "100%", y1: floor, y2: floor }));
  for (const tick of view.ticks) drawing.append(...drawTick(tick, floor));
  const marks = view.marks.map((mark) => drawPublished(desk, mark, floor));
  drawing.append(...marks);
  desk.figure.replaceChildren(drawing);
  if (view.marks.some((mark) => mark.id)) stepThrough(marks);
  const words = el("figcaption", "desk-quiet");
  if (view.legend) words.append(swatch("stated"), " date stated or given ", swatch("inferred"), " date inferred ");
  if (view.ranges) words.append(swatch("range"), " some time within these dates ");
  if (view.note) words.append(el("span", "desk-undated", view.note));
  if (words.childNodes.length) desk.figure.append(words);
}

function drawTick(tick, floor) {
  const line = svg("line", { class: "desk-axis", x1: `${tick.left}%`, x2: `${tick.left}%`, y1: floor, y2: floor + 5 });
  const label = svg("text", { class: "desk-tick", x: `${tick.left}%`, y: floor + 20, "text-anchor": tick.left > 3 ? "middle" : "start" });
  label.textContent = tick.label;
  return [line, label];
}

function drawPublished(desk, mark, floor) {
  const shapes = mark.id ? [drawMark(mark, floor)] : drawBar(mark, floor);
  const node = svg("g", { class: `desk-published desk-date-${mark.known}`, "aria-label": mark.label }, ...shapes);
  node.setAttribute("role", mark.id ? "button" : "img");
  node.addEventListener("pointerenter", () => restOn(desk, node, mark.label));
  node.addEventListener("pointerleave", () => hideTip(desk));
  if (mark.id) pressable(desk, node, mark);
  return node;
}

function drawMark(mark, floor) {
  const height = mark.width ? RANGE : POINT;
  const y = floor - 2 - (mark.lane + 0.5) * LANE - height / 2;
  return svg("rect", { x: `${mark.left}%`, y, width: mark.width ? `${mark.width}%` : POINT, height, rx: 2.5 });
}

// As high as there are articles; what is inferred of them stands hollow on top.
function drawBar(mark, floor) {
  const height = Math.max(4, (mark.height / 100) * (floor - TOP - 4));
  const hollow = (height * mark.inferred) / 100;
  const place = { x: `${mark.left}%`, width: `${mark.width}%` };
  return [
    svg("rect", { ...place, y: floor - 1 - height + hollow, height: height - hollow, class: "desk-bar" }),
    svg("rect", { ...place, y: floor - 1 - height, height: hollow, class: "desk-bar desk-hollow" }),
  ];
}

function pressable(desk, node, mark) {
  node.dataset.place = mark.id;
  const open = () => {
    hideTip(desk);
    desk.send("opened", { article: mark.id });
  };
  node.addEventListener("click", () => { node.focus(); open(); });
  node.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    open();
  });
  node.addEventListener("focus", () => { if (node.matches(":focus-visible")) restOn(desk, node, mark.label); });
  node.addEventListener("blur", () => hideTip(desk));
}

// One stop for the tab key; the arrow keys go from mark to mark.
function stepThrough(marks) {
  const keys = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1, Home: -Infinity, End: Infinity };
  marks.forEach((node, index) => {
    node.setAttribute("tabindex", index ? "-1" : "0");
    node.addEventListener("keydown", (event) => {
      const step = keys[event.key];
      if (step === undefined) return;
      event.preventDefault();
      marks[Math.max(0, Math.min(marks.length - 1, index + step))].focus();
    });
    node.addEventListener("focus", () => {
      for (const other of marks) other.setAttribute("tabindex", other === node ? "0" : "-1");
    });
  });
}

function swatch(known) {
  const [width, height] = known === "range" ? [3 * POINT, RANGE] : [POINT, POINT];
  const rect = svg("rect", { x: 0, y: (POINT - height) / 2, width, height, rx: 2.5 });
  const node = svg("svg", { width, height: POINT, "aria-hidden": "true", class: "desk-swatch" });
  node.append(svg("g", { class: `desk-published desk-date-${known}` }, rect));
  return node;
}
