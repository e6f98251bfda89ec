// Indicators that occur in several documents: value over year, one line a document.

/** So many plots are drawn before somebody asks for more. */
const PLOTS = 12;
/** So many lines are told apart by colour. */
const COLOURS = 8;
/** So many documents have a line of their own in a plot: those with the most years. */
const LINES = 40;
/** So many names stand under a plot. */
const NAMES = 8;

/** The indicators with a year in two documents or more: those in the most documents first. */
const series = once(() => {
  const found = new Map();
  for (const entry of RECORDS) {
    const { record } = entry;
    // so many more, or so much faster, is another thing than so many
    if (record.year === null || record.measure === "rank") continue;
    const key = JSON.stringify([record.indicator, record.unit, record.measure]);
    if (!found.has(key)) found.set(key, { indicator: record.indicator, unit: record.unit, record, entries: [], files: new Set() });
    found.get(key).entries.push(entry);
    found.get(key).files.add(entry.file);
  }
  return [...found.values()].filter(({ files }) => files.size > 1).sort((a, b) => b.files.size - a.files.size || b.entries.length - a.entries.length);
});

function once(make) {
  let made;
  return () => (made ??= make());
}

function trendsView() {
  const all = series();
  if (all.length === 0) return make("p.empty", {}, say("trends_none"));
  const plots = make("div.plots");
  const more = button("", () => drawUpTo(limit + PLOTS * 2), { class: "more" });
  const search = make("input", { type: "search", id: "search", placeholder: say("trends_search"), "aria-label": say("trends_search"), oninput: () => drawUpTo(PLOTS) });
  let limit = 0;
  function drawUpTo(upTo) {
    limit = upTo;
    const found = all.filter(({ indicator }) => indicator.includes(search.value.trim()));
    fill(plots, found.slice(0, limit).map(plotCard));
    more.hidden = found.length <= limit;
    fill(more, say("more", { count: found.length - limit }));
  }
  drawUpTo(PLOTS);
  return make("section.view.trends", {},
    make("p.about", {}, say("trends_about"), " ", make("span.quiet", {}, say("hollow"))),
    make("form.filters", { role: "search", onsubmit: (event) => event.preventDefault() }, search),
    plots,
    more,
  );
}

function plotCard(series) {
  const values = new Map(countBy(series.entries, ({ file }) => file));
  const files = [...values.keys()].slice(0, LINES);
  const entries = series.entries.filter(({ file }) => files.includes(file));
  const colourOf = (file) => (files.indexOf(file) % COLOURS) + 1;
  const names = files.slice(0, NAMES).map((file) =>
    make("li", {}, button([make("i", { class: `line-${colourOf(file)}` }), words(file.label)], () => showFiltered({ document: String(file.index), indicator: series.indicator }))),
  );
  if (values.size > NAMES) names.push(make("li.quiet", {}, `+ ${values.size - NAMES}`));
  return make("figure.plot", {},
    make("figcaption", {},
      make("h3", {}, words(series.indicator), qualifiers(series.record).map((word) => make("span.tag", {}, word))),
      make("p.quiet", {}, series.unit && words(series.unit), series.unit && " · ", values.size > LINES ? say("documents_of", { shown: LINES, count: values.size }) : say("documents_count", { count: values.size })),
    ),
    plot(series.indicator, entries, files, colourOf),
    make("ul.legend", {}, names),
  );
}

const PLOT = { wide: 420, high: 210, left: 52, right: 14, top: 12, bottom: 26 };

function plot(indicator, entries, files, colourOf) {
  const values = entries.flatMap(({ record }) => [record.value, record.value_max].filter((value) => value !== null).map(Number));
  const years = entries.map(({ record }) => record.year);
  const [firstYear, lastYear] = [Math.min(...years), Math.max(...years)];
  const marks = axis(Math.min(...values), Math.max(...values));
  const [least, most] = [marks[0], marks.at(-1)];
  const across = (year) => PLOT.left + ((year - firstYear + (firstYear === lastYear ? 0.5 : 0)) / (lastYear - firstYear || 1)) * (PLOT.wide - PLOT.left - PLOT.right);
  const share = (value) => (marks.areTenfold ? Math.log(value / least) / Math.log(most / least) : (value - least) / (most - least || 1));
  const up = (value) => PLOT.high - PLOT.bottom - share(value) * (PLOT.high - PLOT.bottom - PLOT.top);
  const drawing = draw("svg", { viewBox: `0 0 ${PLOT.wide} ${PLOT.high}`, role: "group", "aria-label": indicator });
  for (const value of marks) {
    drawing.append(
      draw("line.grid", { x1: PLOT.left, x2: PLOT.wide - PLOT.right, y1: up(value), y2: up(value) }),
      draw("text.axis.end", { x: PLOT.left - 7, y: up(value) + 3.5 }, rounded(value)),
    );
  }
  for (const year of ticks(firstYear, lastYear, 6).filter((year) => Number.isInteger(year) && year >= firstYear && year <= lastYear)) {
    drawing.append(draw("text.axis.middle", { x: across(year), y: PLOT.high - 8 }, year));
  }
  for (const file of files) {
    const own = entries.filter((entry) => entry.file === file).sort((a, b) => a.record.year - b.record.year);
    const line = own.map(({ record }, index) => `${index ? "L" : "M"}${across(record.year).toFixed(1)} ${up(middle(record)).toFixed(1)}`).join("");
    const group = draw("g", { class: `line-${colourOf(file)}` }, draw("path.line", { d: line }));
    for (const entry of own) group.append(point(entry, across(entry.record.year), up));
    drawing.append(group);
  }
  return drawing;
}

/** A province and a county on one plot: if the values are further apart than this, each mark is ten times the one below. */
const FAR_APART = 50;

/** The marks of the axis of values. */
function axis(least, most) {
  if (least <= 0 || most / least < FAR_APART) return ticks(least, most, 4);
  const [first, last] = [Math.floor(Math.log10(least)), Math.ceil(Math.log10(most))];
  const marks = Array.from({ length: last - first + 1 }, (_, index) => 10 ** (first + index));
  return Object.assign(marks, { areTenfold: true });
}

function middle(record) {
  return record.value_max === null ? Number(record.value) : (Number(record.value) + Number(record.value_max)) / 2;
}

const [UPWARDS, DOWNWARDS] = ["M-5 4L0 -5L5 4Z", "M-5 -4L0 5L5 -4Z"];
const SHAPES = { ge: UPWARDS, gt: UPWARDS, le: DOWNWARDS, lt: DOWNWARDS, approx: "M-5 0L0 -5L5 0L0 5Z" };

/** ▲ at least, ▼ at most, ● that, ◆ about; a bar for a range. */
function point(entry, x, up) {
  const { file, record } = entry;
  const y = up(middle(record));
  const shape = own(SHAPES, record.comparator);
  const mark = draw("g.point", {
    class: record.kind === "actual" ? "reached" : "planned",
    tabindex: 0,
    role: "link",
    "aria-label": `${file.title} ${record.year}: ${Object.values(figure(record)).join(" ")}`,
    transform: `translate(${x.toFixed(1)} ${y.toFixed(1)})`,
    onclick: () => openRecord(entry),
    onkeydown: (event) => event.key === "Enter" && openRecord(entry),
  });
  if (record.value_max !== null) {
    const [top, bottom] = [up(Number(record.value_max)) - y, up(Number(record.value)) - y];
    mark.append(draw("path.range", { d: `M0 ${top}V${bottom}M-4 ${top}H4M-4 ${bottom}H4` }));
  }
  mark.append(shape ? draw("path", { d: shape }) : draw("circle", { r: 4 }));
  hinted(mark, () => [make("p.quiet", {}, words(file.label)), ...derivation(entry)]);
  return mark;
}
