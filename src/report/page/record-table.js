// All records of the page in a table that can be sorted, filtered and exported.

const collator = new Intl.Collator("zh-Hans", { numeric: true });

/** An order by what `of` says of a record; what is not known comes last, whatever the direction. */
const by = (of) => (direction) => (a, b) => {
  const [one, other] = [of(a), of(b)];
  if (one === null || other === null) return (one === null) - (other === null);
  return direction * (typeof one === "number" ? one - other : collator.compare(one, other));
};

const nameOfBodies = (record) => record.bodies.map((body) => body.name_full).join("、");

/** The columns: what they show, and what they are sorted by. */
const TABLE_COLUMNS = [
  { key: "document", sort: by(({ file }) => file.label), cell: ({ file, record }) => [words(record.doc_number ? file.title : file.label, "bdi", { class: "document-title" }), record.doc_number && words(record.doc_number, "bdi", { class: "document-number" })] },
  { key: "indicator", sort: by(({ record }) => record.indicator), cell: ({ record }) => [words(record.indicator, "bdi", { class: "indicator" }), qualifiers(record).map((word) => make("span.tag", {}, word))] },
  { key: "value", sort: by(({ record }) => Number(record.value)), cell: ({ record }) => figureElement(record) },
  { key: "year", sort: by(({ record }) => record.year), cell: ({ record }) => record.year ?? make("span.quiet", {}, "—") },
  { key: "kind", sort: by(({ record }) => record.kind), cell: ({ record }) => make("span.kind", { class: record.kind }, choice("kind", record.kind)) },
  { key: "bodies", sort: by(({ record }) => nameOfBodies(record) || null), cell: ({ record }) => words(nameOfBodies(record)) },
  { key: "confidence", sort: by(({ record }) => record.confidence), cell: ({ record }) => confidenceElement(record) },
];

const NO_FILTER = { words: "", kind: "", year: "", body: "", document: "", indicator: "", least: "" };

/** What the table shows. It outlives the table, so that one who comes back from a document finds it as it was. */
const tableState = { filter: { ...NO_FILTER }, sort: null, descending: false, ticked: new Set(), active: 0 };

/** Shows the records with these properties in the table. */
function showFiltered(filter) {
  tableState.filter = { ...NO_FILTER, ...filter };
  tableState.active = 0;
  go("records");
}

/** The words that a record is searched by, put together when somebody searches. */
const searched = new WeakMap();
function wordsOf(entry) {
  if (!searched.has(entry)) {
    const { file, record } = entry;
    const all = [record.indicator, record.quote, record.value, record.unit, nameOfBodies(record), record.doc_number, file.title, file.name];
    searched.set(entry, all.join("\n").toLowerCase());
  }
  return searched.get(entry);
}

function passes(entry, filter, sought) {
  const { file, record } = entry;
  return (
    (filter.kind === "" || record.kind === filter.kind) &&
    (filter.year === "" || String(record.year ?? "none") === filter.year) &&
    (filter.document === "" || String(file.index) === filter.document) &&
    (filter.indicator === "" || record.indicator === filter.indicator) &&
    (filter.least === "" || record.confidence >= Number(filter.least)) &&
    (filter.body === "" || (filter.body === "none" ? record.bodies.length === 0 : record.bodies.some((body) => body.name_full === filter.body.slice(1)))) &&
    sought.every((word) => wordsOf(entry).includes(word))
  );
}

function recordsView() {
  if (RECORDS.length === 0) return make("p.empty", {}, say("no_records"));
  const state = tableState;
  let shown = [];
  const isNarrow = matchMedia("(max-width: 760px)");
  const list = new VirtualList({
    label: say("records"),
    role: "grid",
    height: isNarrow.matches ? 100 : 46,
    row: (index) => tableRow(shown[index], toggle),
    choose: (index) => {
      state.active = index;
      openRecord(shown[index]);
    },
    tick: (index) => toggle(shown[index]),
  });
  isNarrow.addEventListener("change", () => {
    list.height = isNarrow.matches ? 100 : 46;
    list.refresh();
  });
  const count = make("p.count", { role: "status", "aria-live": "polite" });
  const empty = make("p.empty", { hidden: true }, say("nothing_found"));

  function toggle(entry) {
    if (!state.ticked.delete(entry.place)) state.ticked.add(entry.place);
    list.refresh();
    tell();
  }
  function tell() {
    const ticked = state.ticked.size > 0 ? ` · ${say("ticked", { count: state.ticked.size })}` : "";
    fill(count, say("shown", { shown: shown.length, all: RECORDS.length }) + ticked);
  }
  function update() {
    const sought = state.filter.words.toLowerCase().split(/\s+/).filter(Boolean);
    shown = RECORDS.filter((entry) => passes(entry, state.filter, sought));
    const column = TABLE_COLUMNS.find((column) => column.key === state.sort);
    if (column) shown.sort(column.sort(state.descending ? -1 : 1));
    empty.hidden = shown.length > 0;
    list.show(shown.length);
    tell();
  }
  const grid = make("div.record-table", { role: "grid", "aria-label": say("records"), "aria-rowcount": RECORDS.length + 1 }, tableHead(update), list.element, empty);
  const exporting = button(say("export"), () => {
    const ticked = RECORDS.filter((entry) => state.ticked.has(entry.place));
    download("records.csv", csv(ticked.length > 0 ? ticked : shown), "text/csv;charset=utf-8");
  }, { class: "primary export", title: say("export_hint") });
  const page = make("section.view.records-view", {},
    filters(update),
    make("div.table-bar", {}, count, make("p.keys", {}, say("keys")), exporting),
    grid,
  );
  // rows can be placed only where the list has its size
  requestAnimationFrame(() => {
    update();
    list.activate(state.active, { middle: true });
  });
  return page;
}

function tableRow(entry, toggle) {
  const isTicked = tableState.ticked.has(entry.place);
  const box = make("span.box", { "aria-hidden": "true", title: say("tick"), class: isTicked ? "ticked" : "" });
  const tick = make("span.cell.tick", {
    role: "gridcell",
    "aria-selected": String(isTicked),
    onclick: (event) => {
      event.stopPropagation();
      toggle(entry);
    },
  }, box);
  return [tick, ...TABLE_COLUMNS.map(({ key, cell }) => make("span.cell", { role: "gridcell", class: `of-${key}` }, cell(entry)))];
}

function tableHead(update) {
  const head = make("div.head", { role: "row", "aria-rowindex": 1 }, make("span.cell.tick", { role: "columnheader" }));
  for (const { key } of TABLE_COLUMNS) {
    const cell = make("span.cell", { role: "columnheader", class: `of-${key}`, "aria-sort": sortOf(key) });
    cell.append(button(say(`column_${key}`), () => {
      // a third click gives the order of the text back
      if (tableState.sort !== key) Object.assign(tableState, { sort: key, descending: false });
      else if (!tableState.descending) tableState.descending = true;
      else Object.assign(tableState, { sort: null, descending: false });
      [...head.children].slice(1).forEach((cell, index) => cell.setAttribute("aria-sort", sortOf(TABLE_COLUMNS[index].key)));
      update();
    }));
    head.append(cell);
  }
  return head;
}

function sortOf(key) {
  if (tableState.sort !== key) return "none";
  return tableState.descending ? "descending" : "ascending";
}

function filters(update) {
  const { filter } = tableState;
  const form = make("form.filters", { role: "search", onsubmit: (event) => event.preventDefault() });
  const search = make("input", { type: "search", id: "search", placeholder: say("search"), "aria-label": say("search"), value: filter.words });
  let waiting = 0;
  search.addEventListener("input", () => {
    filter.words = search.value;
    clearTimeout(waiting);
    waiting = setTimeout(update, 80);
  });
  form.append(search);
  const select = (key, all, options) => {
    const element = make("select", { name: key, "aria-label": all, onchange: () => {
      filter[key] = element.value;
      update();
    } }, make("option", { value: "" }, all), options.map(([value, label]) => make("option", { value, selected: filter[key] === value }, label)));
    return element;
  };
  const counted = (label, count) => `${label} (${count})`;
  const years = countBy(RECORDS, ({ record }) => record.year).sort((a, b) => (a[0] ?? Infinity) - (b[0] ?? Infinity));
  const bodies = countBy(RECORDS, ({ record }) => (record.bodies.length > 0 ? [...new Set(record.bodies.map((body) => body.name_full))] : [null])).slice(0, 500);
  form.append(
    select("kind", say("all_kinds"), countBy(RECORDS, ({ record }) => record.kind).map(([kind, count]) => [kind, counted(choice("kind", kind), count)])),
    select("year", say("all_years"), years.map(([year, count]) => [String(year ?? "none"), counted(year ?? say("no_year"), count)])),
  );
  if (bodies.some(([body]) => body !== null)) {
    // a name gets a sign in front, so that none can be the word for no body
    form.append(select("body", say("all_bodies"), bodies.map(([body, count]) => [body === null ? "none" : `=${body}`, counted(body ?? say("no_body"), count)])));
  }
  if (FILES.length > 1) {
    form.append(select("document", say("all_documents"), FILES.filter((file) => file.records.length > 0).map((file) => [String(file.index), counted(file.label, file.records.length)])));
  }
  form.append(select("least", say("any_confidence"), ["0.95", "0.9", "0.8"].map((least) => [least, say("confidence_from", { least })])));
  if (filter.indicator) {
    form.append(button([words(filter.indicator), " ×"], () => showFiltered({ ...filter, indicator: "" }), { class: "filter-chip" }));
  }
  form.append(button(say("reset"), () => showFiltered({}), { class: "reset" }));
  return form;
}
