// The account of the run: what was read, how, what was repaired, and what could not be read.

function runView() {
  const good = FILES.filter(({ line }) => !line.error);
  const all = (field) => good.flatMap(({ line }) => line[field]);
  const failed = FILES.length - good.length;
  const rejected = new Map();
  for (const { line } of good) {
    for (const [reason, count] of Object.entries(line.rejected)) rejected.set(reason, (rejected.get(reason) ?? 0) + count);
  }
  const [repairs, warnings] = [all("repairs"), all("warnings")];
  return make("section.view.run", {},
    make("div.tiles", {},
      tile(good.length, `${say("files")} ${say("read")}`),
      tile(failed, `${say("files")} ${say("failed")}`, failed > 0 ? "bad" : ""),
      tile(RECORDS.length, say("records_count")),
      tile(repairs.length, say("repairs_count")),
      tile(warnings.length, say("warnings_count")),
    ),
    TAIL.texts_left_out > 0 && make("p.notice", {}, say("texts_left_out", { count: TAIL.texts_left_out })),
    make("div.bars-grid", {},
      bars(say("encodings"), countBy(good, ({ line }) => line.encoding)),
      bars(say("scripts"), countBy(good, ({ line }) => choice("script", line.script))),
      bars(say("kinds"), countBy(RECORDS, ({ record }) => choice("kind", record.kind))),
      bars(say("repairs"), countBy(repairs, (repair) => choice("repair", repair.kind))),
      bars(say("warnings"), countBy(warnings, (warning) => choice("warning", warning.code))),
      bars(say("rejected_by"), [...rejected].sort((a, b) => b[1] - a[1]).map(([reason, count]) => [choice("reason", reason), count])),
      bars(say("skipped"), Object.entries(TAIL.skipped).map(([reason, count]) => [choice("skipped", reason), count])),
    ),
    make("h2", {}, say("by_file")),
    fileTable(),
    make("p.quiet.made-by", {}, say("made_by", { version: HEAD.gongwen, rules: HEAD.rules_sha256.slice(0, 12) })),
  );
}

function tile(number, name, kind = "") {
  return make("div.tile", { class: kind }, make("strong", {}, grouped(String(number))), make("span", {}, name));
}

function bars(name, counts) {
  if (counts.length === 0) return null;
  const most = Math.max(...counts.map(([, count]) => count));
  return make("section.bars", {}, make("h3", {}, name), make("ul", {}, counts.map(([what, count]) => {
    const bar = make("span.bar");
    bar.style.setProperty("--part", `${(count / most) * 100}%`);
    return make("li", {}, make("span.what", {}, what), bar, make("span.how-many", {}, grouped(String(count))));
  })));
}

function fileTable() {
  const list = new VirtualList({
    label: say("by_file"),
    height: 58,
    row: (index) => fileRow(FILES[index]),
    choose: (index) => go(`document/${index}`),
  });
  list.element.style.maxHeight = `${Math.min(FILES.length * 58 + 2, 640)}px`;
  list.element.classList.add("file-list");
  requestAnimationFrame(() => list.show(FILES.length));
  return list.element;
}

function fileRow({ line, name, title, records }) {
  if (line.error) return [make("span.main", {}, words(name), make("span.error", {}, `${line.error.code}: `, words(line.error.message, "span"))), make("span.figures", {})];
  const damage = line.repairs.filter((repair) => !FORM_REPAIRS.has(repair.kind)).length;
  return [
    make("span.main", {}, words(title, "bdi", { class: "document-title" }), make("span.quiet", {}, words(line.document.doc_number ?? ""), " ", words(name))),
    make("span.figures", {},
      make("span", {}, `${say("records")} ${records.length}`),
      make("span", {}, `${line.encoding}, ${choice("script", line.script)}`),
      damage > 0 && make("span.damage", {}, `${say("repairs")} ${damage}`),
      line.warnings.length > 0 && make("span.damage", {}, `${say("warnings")} ${line.warnings.length}`),
    ),
  ];
}
