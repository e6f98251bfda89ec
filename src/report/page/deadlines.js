// Targets by the year in which they fall due: all of them on top, and a line a document.

/** So many documents have a line of their own; the table of records has the others. */
const LANES = 60;

function deadlinesView() {
  const targets = RECORDS.filter(({ record }) => record.kind === "target" && record.year !== null);
  if (targets.length === 0) return make("p.empty", {}, say("deadlines_none"));
  const years = [...new Set(targets.map(({ record }) => record.year))].sort((a, b) => a - b);
  const total = new Map(countBy(targets, ({ record }) => record.year));
  const most = Math.max(...total.values());
  const files = FILES.map((file) => ({ file, own: file.records.filter(({ record }) => record.kind === "target" && record.year !== null) }))
    .filter(({ own }) => own.length > 0);
  // in the order of their first deadline, a staircase that the eye can follow
  files.sort((a, b) => Math.min(...a.own.map(({ record }) => record.year)) - Math.min(...b.own.map(({ record }) => record.year)) || b.own.length - a.own.length);
  const largest = Math.max(...files.map(({ own }) => Math.max(...countBy(own, ({ record }) => record.year).map(([, count]) => count))));

  const head = make("tr", {}, make("th.corner", { scope: "col" }, say("column_document")), years.map((year, index) => {
    const bar = make("span.column");
    bar.style.height = `${Math.max(2, (total.get(year) / most) * 72)}px`;
    return make("th.year", { scope: "col", class: index > 0 && year - years[index - 1] > 1 ? "behind-gap" : "" }, button([make("span.total", {}, total.get(year)), bar, make("span.name", {}, year)], () => showFiltered({ year: String(year), kind: "target" }), {
      "aria-label": `${year}: ${say("targets", { count: total.get(year) })}`,
    }));
  }));
  const rows = files.slice(0, LANES).map(({ file, own }) => {
    const counts = new Map(countBy(own, ({ record }) => record.year));
    return make("tr", {}, make("th.lane", { scope: "row" }, button(words(file.label), () => go(`document/${file.index}`), { title: visible(file.label) })), years.map((year) => {
      const count = counts.get(year);
      if (count === undefined) return make("td");
      const disc = make("span.disc");
      const size = 10 + 22 * Math.sqrt(count / largest);
      disc.style.setProperty("--size", `${size}px`);
      const cell = button([disc, make("span.count", {}, count)], () => showFiltered({ year: String(year), kind: "target", document: String(file.index) }), {
        "aria-label": `${file.title}, ${year}: ${say("targets", { count })}`,
      });
      hinted(cell, () => dueList(own.filter(({ record }) => record.year === year)));
      return make("td", {}, cell);
    }));
  });
  return make("section.view.deadlines", {},
    make("p.about", {}, say("deadlines_about")),
    make("div.scroller", { tabindex: 0, role: "region", "aria-label": say("deadlines") }, make("table.time-line", {}, make("thead", {}, head), make("tbody", {}, rows))),
    files.length > LANES && make("p.quiet", {}, say("others", { count: files.length - LANES })),
  );
}

/** The first targets of a list, in a card. */
function dueList(entries) {
  const FIRST = 8;
  const items = entries.slice(0, FIRST).map(({ record }) => make("li", {}, words(record.indicator), " ", figureElement(record)));
  const rest = entries.length - FIRST;
  return [make("p.hint-title", {}, say("targets", { count: entries.length })), make("ul.due", {}, items), rest > 0 && make("p.quiet", {}, say("others", { count: rest }))];
}
