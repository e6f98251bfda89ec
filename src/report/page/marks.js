// The clean text as elements, with what was read from it marked in place.

/** Repairs that change the form and not the words. */
const FORM_REPAIRS = new Set(["invisible", "line_join", "page_number", "boilerplate"]);

/** All marks of a document: `{ start, end, layer, … }` in places of the text as a string, in their order. */
function marksOf(file) {
  const { line, view } = file;
  const marks = [];
  const mark = (layer, span, more) => span && marks.push({ layer, start: view.at(span[0]), end: view.at(span[1]), ...more });
  file.records.forEach((entry, record) => {
    const { span, spans, indicator, bodies } = entry.record;
    mark("quote", span, { record });
    mark("value", spans.value?.span, { record });
    mark("year", spans.year?.span, { record });
    for (const body of bodies) mark("body", body.span, { record });
    // the name, where it stands in one piece within the quote
    const quote = file.slice(span);
    const at = quote.indexOf(indicator);
    if (at >= 0) marks.push({ layer: "indicator", start: view.at(span[0]) + at, end: view.at(span[0]) + at + indicator.length, record });
  });
  for (const number of view.numbers) mark("number", number.span, { number });
  view.rejected.forEach((rejected, index) => mark("rejected", rejected.span, { rejected, index }));
  line.repairs.forEach((repair, index) => mark("repair", repair.span, { repair, index }));
  view.headings.forEach((heading) => mark("heading", heading.span, { level: heading.level }));
  return marks.sort((a, b) => a.start - b.start || b.end - a.end);
}

/** Repairs that took away lines as a whole. They stand between the blocks, and unfold. */
const isFold = ({ repair }) => repair.kind === "boilerplate" || repair.kind === "page_number";

/** The text of `file`, and its elements by what they are of: `found.records[3]` is the list of those of the record 3. */
function textElement(file, on) {
  const { view } = file;
  const marks = marksOf(file);
  const ranges = marks.filter((mark) => mark.start < mark.end);
  const points = marks.filter((mark) => mark.start === mark.end && mark.repair);
  const found = { records: file.records.map(() => []), repairs: file.line.repairs.map(() => []), rejected: view.rejected.map(() => []) };
  const article = make("article.text", { lang: "zh-Hans", "aria-label": say("text") });
  let [nextRange, nextPoint, open, table] = [0, 0, [], null];
  for (const block of view.blocks) {
    const [start, end] = block.span.map(view.at);
    for (; points[nextPoint]?.start < start || (points[nextPoint]?.start === start && isFold(points[nextPoint])); nextPoint++) {
      article.append(removed(points[nextPoint], found, on));
    }
    const inside = [];
    while (points[nextPoint]?.start < end || (points[nextPoint]?.start === end && !isFold(points[nextPoint]))) inside.push(points[nextPoint++]);
    open = open.filter((mark) => mark.end > start);
    while (ranges[nextRange]?.start < end) open.push(ranges[nextRange++]);
    inside.push(...open);
    if (block.kind === "table_row") {
      if (table?.number !== block.table) {
        table = { number: block.table, body: make("tbody") };
        article.append(make("div.scroller.text-table", { tabindex: 0, role: "region", "aria-label": say("text") }, make("table", {}, table.body)));
      }
      table.body.append(row(view.text, start, end, inside, found, on));
      continue;
    }
    table = null;
    const heading = open.find((mark) => mark.layer === "heading" && mark.start <= start + 1 && mark.end >= end - 1);
    const element = make(heading ? "h3" : "p", { class: `block ${block.element} ${block.kind}${heading ? ` heading level-${heading.level}` : ""}` });
    pieces(element, view.text, start, end, inside, found, on);
    article.append(element);
  }
  for (const point of points.slice(nextPoint)) article.append(removed(point, found, on));
  return { article, found };
}

function row(text, start, end, marks, found, on) {
  const row = make("tr");
  for (let from = start; from <= end; ) {
    const tab = text.indexOf("\t", from);
    const to = tab < 0 || tab > end ? end : tab;
    const cell = make("td");
    pieces(cell, text, from, to, marks.filter((mark) => mark.start <= to && mark.end >= from), found, on);
    row.append(cell);
    from = to + 1;
  }
  return row;
}

/** The text from `start` to `end`, cut wherever a mark begins or ends. */
function pieces(element, text, start, end, marks, found, on) {
  const cuts = new Set([start, end]);
  for (const mark of marks) for (const place of [mark.start, mark.end]) if (place > start && place < end) cuts.add(place);
  const places = [...cuts].sort((a, b) => a - b);
  const points = marks.filter((mark) => mark.start === mark.end);
  for (let index = 0; index < places.length; index++) {
    const from = places[index];
    for (const gone of points.filter((mark) => mark.start === from)) element.append(removed(gone, found, on));
    const to = places[index + 1];
    if (to === undefined || to === from) continue;
    const over = marks.filter((mark) => mark.start <= from && mark.end >= to && mark.start < mark.end);
    const piece = text.slice(from, to);
    element.append(over.length === 0 ? visible(piece) : marked(piece, over, found, on));
  }
}

/** A piece of text under one mark or several. */
function marked(piece, marks, found, on) {
  const element = make("span.mark", {}, piece);
  const records = [...new Set(marks.filter((mark) => mark.record !== undefined).map((mark) => mark.record))];
  for (const { layer } of marks) element.classList.add(`is-${layer}`);
  for (const record of records) found.records[record].push(element);
  const of = (layer) => marks.find((mark) => mark.layer === layer);
  for (const mark of marks) {
    if (mark.layer === "repair") found.repairs[mark.index].push(element);
    if (mark.layer === "rejected") found.rejected[mark.index].push(element);
  }
  // what the reader most likely means: the record whose value it is, else the one that begins last
  const meant = of("value")?.record ?? marks.filter((mark) => mark.record !== undefined).at(-1)?.record;
  const [repair, number, rejected] = [of("repair"), of("number"), of("rejected")];
  if (meant !== undefined) element.dataset.record = meant;
  if (meant !== undefined && of("value")) actionable(element, () => on.record(meant, element));
  else if (meant !== undefined) element.addEventListener("click", () => on.record(meant, element));
  else if (repair) actionable(element, () => on.repair(repair.index, element));
  else if (rejected) element.addEventListener("click", () => on.rejected(rejected.index, element));
  if (meant === undefined && !repair && !number && !rejected) return element;
  hinted(element, () => [
    repair && repairFacts(repair.repair),
    number && numberFacts(number.number),
    meant !== undefined && on.describe(meant),
    meant === undefined && rejected && rejectedFacts(rejected.rejected),
  ].flat());
  return element;
}

function actionable(element, act) {
  element.tabIndex = 0;
  element.setAttribute("role", "button");
  element.addEventListener("click", act);
  element.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    act();
  });
}

/** What stood here and is gone: navigation unfolds, smaller things are a sign. */
function removed(mark, found, on) {
  const { repair, index } = mark;
  if (isFold(mark)) {
    const characters = [...repair.from.replace(/\s/g, "")].length;
    const label = say("removed_run", { kind: choice("repair", repair.kind), characters });
    const folded = make("details.gone", {}, make("summary", {}, label), make("div.from", {}, repair.from.trim()));
    found.repairs[index].push(folded);
    return folded;
  }
  const sign = make("span.mark.is-form", { role: "button", "aria-label": choice("repair", repair.kind) });
  actionable(sign, () => on.repair(index, sign));
  hinted(sign, () => repairFacts(repair));
  found.repairs[index].push(sign);
  return sign;
}

function repairFacts(repair) {
  return [
    make("p.hint-title", {}, choice("repair", repair.kind)),
    facts([
      [say("before"), words(shortened(repair.from), "bdi", { class: "before" })],
      [say("after"), words(shortened(repair.to), "bdi", { class: "after" })],
      [say("why"), say(repair.certainty)],
      [say("bytes"), repair.source_span.join("–")],
    ]),
  ];
}

function numberFacts(number) {
  return [
    make("p.hint-title", {}, words(number.canonical)),
    make("p.quiet", {}, say(number.own ? "own_number" : "cited_number")),
    number.deviations.length > 0 && make("p.quiet", {}, `${say("deviates")}: ${number.deviations.join(", ")}`),
  ];
}

function rejectedFacts(rejected) {
  return [make("p.hint-title", {}, words(rejected.text)), make("p", {}, `${say("rejected")}: ${choice("reason", rejected.reason)}`)];
}

function shortened(text, most = 300) {
  const characters = [...text];
  return characters.length > most ? `${characters.slice(0, most).join("")}…` : text;
}
