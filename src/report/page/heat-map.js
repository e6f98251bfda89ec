// Who answers for what: bodies against indicators, the darker the more records.

/** So many rows and columns a person can look over. */
const HEAT_ROWS = 40;
const HEAT_COLUMNS = 48;

function heatMapView() {
  const named = RECORDS.filter(({ record }) => record.bodies.length > 0);
  if (named.length === 0) return make("p.empty", {}, say("heat_none"));
  const namesOf = ({ record }) => [...new Set(record.bodies.map((body) => body.name_full))];
  const all = new Map();
  for (const entry of named) {
    for (const body of namesOf(entry)) {
      if (!all.has(body)) all.set(body, new Map());
      const row = all.get(body);
      row.set(entry.record.indicator, (row.get(entry.record.indicator) ?? 0) + 1);
    }
  }
  // what many answer for says most: its columns first, then the rows with most of them
  const indicators = countBy([...all.values()].flatMap((row) => [...row.keys()]), (indicator) => indicator);
  const shared = indicators.slice(0, HEAT_COLUMNS);
  const chosen = new Set(shared.map(([indicator]) => indicator));
  const cellsOf = (row) => [...row.keys()].filter((indicator) => chosen.has(indicator)).length;
  const rows = new Map([...all].filter(([, row]) => cellsOf(row) > 0).sort((a, b) => cellsOf(b[1]) - cellsOf(a[1])).slice(0, HEAT_ROWS));
  const order = [...rows.values()];
  // a column stands where its first row is, so that what belongs together stands together
  const firstRow = (indicator) => order.findIndex((row) => row.has(indicator));
  const columns = [...chosen].filter((indicator) => firstRow(indicator) >= 0).sort((a, b) => firstRow(a) - firstRow(b));
  const most = Math.max(...order.flatMap((row) => [...row.values()]));
  const level = (count) => Math.ceil((count / Math.max(most, 5)) * 5);
  const head = make("tr", {}, make("th.corner", { scope: "col" }, say("bodies")), make("th.sum", { scope: "col" }, "Σ"), columns.map((indicator) =>
    make("th.indicator", { scope: "col" }, button(make("span", {}, words(indicator)), () => showFiltered({ indicator }), { title: visible(indicator) })),
  ));
  const sums = new Map(countBy(named, namesOf));
  const body = [...rows].map(([name, row]) => make("tr", {},
    make("th.lane", { scope: "row" }, button(words(name), () => showFiltered({ body: `=${name}` }), { title: visible(name) })),
    make("td.sum", {}, sums.get(name)),
    columns.map((indicator) => {
      const count = row.get(indicator);
      if (count === undefined) return make("td");
      const cell = button(count, () => showFiltered({ body: `=${name}`, indicator }), { class: `heat level-${level(count)}`, "aria-label": `${name}, ${indicator}: ${count}` });
      hinted(cell, () => dueList(named.filter((entry) => entry.record.indicator === indicator && namesOf(entry).includes(name))));
      return make("td", {}, cell);
    }),
  ));
  return make("section.view.heat-map", {},
    make("p.about", {}, say("heat_about")),
    (rows.size < all.size || columns.length < indicators.length) && make("p.notice", {}, say("heat_shown", {
      rows: rows.size, all_rows: all.size, columns: columns.length, all_columns: indicators.length,
    })),
    make("div.scroller", { tabindex: 0, role: "region", "aria-label": say("bodies") }, make("table.heat-table", {}, make("thead", {}, head), make("tbody", {}, body))),
  );
}
