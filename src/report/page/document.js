// One document: its clean text with marks, and beside it what was read from it.

/** Kinds of marks that can be put out, with the colour that they have in the text. */
const LEGEND = ["indicator", "value", "year", "body", "number", "repair", "rejected"];
const hiddenMarks = new Set(["rejected"]);

function documentView(file, target) {
  if (file.line.error) return make("section.view", {}, make("h1.document-name", {}, words(file.name)), make("p.notice.bad", {}, words(file.line.error.message, "span")));
  const page = make("section.view.document-view");
  const panels = {
    records: { count: file.records.length, content: () => recordsPanel },
    repairs: { count: file.line.repairs.length, content: () => repairsPanel },
    rejected: { count: file.hasView ? file.view.rejected.length : 0, content: () => rejectedPanel },
    warnings: { count: file.line.warnings.length, content: () => warningsPanel },
    details: { count: null, content: () => detailsPanel },
  };
  let shown = { found: { records: [], repairs: [], rejected: [] } };
  let lit = [];
  /** The record that was gone to last. */
  let stepped = null;

  /** Lights up elements of the text. */
  function light(elements = []) {
    for (const element of lit) element.classList.remove("lit");
    lit = elements;
    for (const element of elements) element.classList.add("lit");
  }
  /** Shows where in the text something is: all of it lit, and in sight the value, or what comes first. */
  function showInText(elements = []) {
    light(elements);
    const first = elements.find((element) => element.classList.contains("is-value")) ?? elements[0];
    if (!first) return;
    if (first.tagName === "DETAILS") first.open = true;
    page.dataset.side = "text";
    tabs.sync();
    first.scrollIntoView({ block: "center", behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
  }
  /** Shows the entry of something in the list beside the text; where there is room for one only, a card over the text. */
  function showInList(name, list, index, element, content) {
    light(shown.found[name][index]);
    if (isSingle.matches) {
      showHint(element, content);
      return;
    }
    tabs.open(name);
    list.activate(index, { middle: true });
  }
  const isSingle = matchMedia("(max-width: 900px)");
  const describe = (index) => derivation(file.records[index]);
  const toText = {
    record: (index) => {
      stepped = index;
      showInText(shown.found.records[index]);
      recordList.activate(index);
      history.replaceState(null, "", `#/document/${file.index}/record/${index}`);
    },
    repair: (index) => showInText(shown.found.repairs[index]),
    rejected: (index) => showInText(shown.found.rejected[index]),
  };
  const fromText = {
    record: (index, element) => {
      stepped = index;
      showInList("records", recordList, index, element, describe(index));
    },
    repair: (index, element) => showInList("repairs", repairList, index, element, repairFacts(file.line.repairs[index])),
    rejected: (index, element) => showInList("rejected", rejectedList, index, element, rejectedFacts(file.view.rejected[index])),
    describe,
  };
  const listOf = (label, height, row, choose, hint) => new VirtualList({
    label,
    height,
    row: (index) => {
      const content = make("div.entry", {}, row(index));
      if (hint) hinted(content, () => hint(index));
      return content;
    },
    choose,
  });
  const recordList = listOf(say("records"), 92, (index) => recordEntry(file.records[index].record), toText.record, describe);
  const repairList = listOf(say("repairs"), 92, (index) => repairEntry(file.line.repairs[index]), toText.repair, (index) => repairFacts(file.line.repairs[index]));
  const rejectedList = listOf(say("rejected"), 58, (index) => rejectedEntry(file.view.rejected[index]), toText.rejected);
  const orNone = (count, list) => (count > 0 ? list.element : make("p.empty", {}, say("none")));
  const recordsPanel = orNone(panels.records.count, recordList);
  const repairsPanel = orNone(panels.repairs.count, repairList);
  const rejectedPanel = orNone(panels.rejected.count, rejectedList);
  const warningsPanel = make("div.panel-scroll", { tabindex: 0 }, panels.warnings.count === 0 ? make("p.empty", {}, say("none")) : make("ul.warnings", {}, file.line.warnings.map(warningEntry)));
  const detailsPanel = make("div.panel-scroll", { tabindex: 0 }, details(file));
  const tabs = tabStrip(page, panels);

  const textSide = make("div.text-side");
  if (file.hasView) {
    shown = textElement(file, fromText);
    textSide.append(legend(page), shown.article);
  } else {
    textSide.append(make("p.notice", {}, say("no_text")));
  }
  page.append(documentHead(file), make("div.columns", {}, textSide, tabs.element));
  page.dataset.side = "text";
  // the records one after the other, wherever the focus is
  page.addEventListener("step", ({ detail: step }) => {
    const next = Math.max(0, Math.min(panels.records.count - 1, (stepped ?? -1) + step));
    if (panels.records.count > 0) toText.record(next);
  });
  tabs.sync();
  for (const layer of hiddenMarks) page.classList.add(`without-${layer}`);
  requestAnimationFrame(() => {
    recordList.show(panels.records.count);
    repairList.show(panels.repairs.count);
    rejectedList.show(panels.rejected.count);
    if (target !== null && file.records[target]) toText.record(target);
  });
  return page;
}

function documentHead(file) {
  const { document: fields } = file.line;
  const parts = [fields.issuers.length > 0 && words(fields.issuers.join("、")), fields.issued && make("time", { datetime: fields.issued }, fields.issued), fields.genre && words(fields.genre)];
  const step = (to, label, sign) => {
    const there = FILES[to];
    return there ? button(sign, () => go(`document/${to}`), { "aria-label": label, title: `${label}: ${visible(there.title)}` }) : null;
  };
  return make("header.document-head", {},
    FILES.length > 1 && make("nav.steps", { "aria-label": say("documents") }, step(file.index - 1, say("previous"), "←"), make("span.quiet", {}, `${file.index + 1} / ${FILES.length}`), step(file.index + 1, say("next"), "→")),
    fields.doc_number && make("p.red-number", {}, words(fields.doc_number)),
    make("h1.document-name", {}, words(file.title)),
    make("p.by-line", {}, parts.filter(Boolean).flatMap((part, index) => (index > 0 ? [" · ", part] : [part]))),
    make("p.file-name", {}, words(file.name), ` · ${file.line.encoding} · ${choice("script", file.line.script)}`),
  );
}

/** The marks of the text with their colours; each can be put out. */
function legend(page) {
  return make("div.legend-bar", { role: "group", "aria-label": say("marks") }, LEGEND.map((layer) => {
    const toggle = button(make("span.mark", { class: `is-${layer}` }, say(`mark_${layer}`)), () => {
      const isHidden = !hiddenMarks.delete(layer);
      if (isHidden) hiddenMarks.add(layer);
      page.classList.toggle(`without-${layer}`, isHidden);
      toggle.setAttribute("aria-pressed", String(!isHidden));
    }, { "aria-pressed": String(!hiddenMarks.has(layer)) });
    return toggle;
  }), make("span.keys", {}, say("keys_of_document")));
}

/** The tabs beside the text. On a phone the text is one of them. */
function tabStrip(page, panels) {
  const strip = make("div.tabs", { role: "tablist", "aria-label": say("documents") });
  const body = make("div.panel", { role: "tabpanel" });
  const names = ["text", ...Object.keys(panels)];
  const buttons = names.map((name) => {
    const count = panels[name]?.count;
    return button([say(name), count ? make("span.badge", {}, count) : null], () => open(name), { role: "tab", class: `tab-${name}`, "data-name": name });
  });
  strip.append(...buttons);
  strip.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const usable = buttons.filter((button) => button.offsetParent !== null);
    const to = usable[(usable.indexOf(document.activeElement) + step + usable.length) % usable.length];
    to.focus();
    to.click();
  });
  let current = "records";
  function open(name) {
    page.dataset.side = name === "text" ? "text" : "panel";
    if (name !== "text") {
      current = name;
      fill(body, panels[name].content());
    }
    sync();
  }
  function sync() {
    const textIsTab = matchMedia("(max-width: 900px)").matches;
    const selected = textIsTab && page.dataset.side === "text" ? "text" : current;
    for (const button of buttons) {
      const isSelected = button.dataset.name === selected;
      button.setAttribute("aria-selected", String(isSelected));
      button.tabIndex = isSelected ? 0 : -1;
    }
    body.setAttribute("aria-label", say(current));
  }
  open(current);
  return { element: make("aside.side", {}, strip, body), open, sync };
}

function recordEntry(record) {
  const bodies = nameOfBodies(record);
  return [
    make("div.first", {}, words(record.indicator, "bdi", { class: "indicator" }), figureElement(record)),
    make("div.second", {},
      make("span.kind", { class: record.kind }, choice("kind", record.kind)),
      record.year && make("span.year", {}, record.year),
      qualifiers(record).map((word) => make("span.tag", {}, word)),
      confidenceElement(record),
    ),
    make("div.third", {}, bodies ? words(bodies, "bdi", { class: "bodies" }) : words(record.quote, "bdi", { class: "quiet" })),
  ];
}

function repairEntry(repair) {
  return [
    make("div.first", {}, make("span.indicator", {}, choice("repair", repair.kind)), FORM_REPAIRS.has(repair.kind) ? null : make("span.tag", {}, say(repair.certainty))),
    make("div.second.before", {}, words(shortened(repair.from.trim() || repair.from, 60))),
    make("div.third.after", {}, "→ ", repair.to ? words(shortened(repair.to, 60)) : "∅"),
  ];
}

function rejectedEntry(rejected) {
  return [make("div.first", {}, words(rejected.text, "bdi", { class: "indicator" })), make("div.third.quiet", {}, choice("reason", rejected.reason))];
}

function warningEntry(warning) {
  return make("li", {}, make("code", {}, choice("warning", warning.code)), words(warning.message, "span"), make("span.quiet", {}, `${say("bytes")} ${warning.source_span.join("–")}`));
}

function details({ name, line }) {
  const { document: fields, encoding_evidence: evidence } = line;
  const list = (names) => names.map((name) => make("span.item", {}, words(name)));
  return facts([
    [say("source"), words(name)],
    ...["doc_number", "issuers", "issued", "published", "index_number", "genre", "addressees", "cited_numbers", "validity"].map((field) => [
      say(field),
      Array.isArray(fields[field]) ? list(fields[field]) : fields[field] && words(fields[field]),
    ]),
    // an address is shown and cannot be followed: it is the document's word
    [say("attachments"), fields.attachments.map((attachment) => make("span.item", {}, words(attachment.name), " ", words(attachment.link, "code")))],
    [say("parts"), line.parts.map((part) => make("span.item", {}, words(part.document.title ?? "—")))],
    [say("encoding"), [line.encoding, make("span.quiet", {}, choice("basis", evidence.basis)), evidence.label && make("span.quiet", {}, say("labelled", { label: evidence.label }))]],
    [say("segments"), line.segments.map((segment) => make("span.item", {}, JSON.stringify(segment)))],
    [say("script"), choice("script", line.script)],
    [say("removed"), [`${choice("repair", "boilerplate")}: ${line.removed.boilerplate.runs}`, make("span.quiet", {}, `${say("markup")}: ${line.removed.markup.runs}`)]],
  ]);
}
