// A table of records as `gongwen extract --format csv --bom` writes it: the same columns, signs and guards.

const bodiesOf = (record, role) => record.bodies.filter((body) => body.role === role).map((body) => body.name_full);

const CSV_COLUMNS = {
  source: ({ file }) => file.name,
  doc_number: ({ record }) => record.doc_number,
  part: ({ record }) => record.part,
  title: ({ file }) => file.line.document.title,
  issuers: ({ file }) => file.line.document.issuers,
  issued: ({ file }) => file.line.document.issued,
  published: ({ file }) => file.line.document.published,
  genre: ({ file }) => file.line.document.genre,
  indicator: ({ record }) => record.indicator,
  measure: ({ record }) => record.measure,
  comparator: ({ record }) => record.comparator,
  value: ({ record }) => record.value,
  value_max: ({ record }) => record.value_max,
  unit: ({ record }) => record.unit,
  unit_inferred: ({ record }) => record.unit_inferred,
  year: ({ record }) => record.year,
  year_source: ({ record }) => record.year_source,
  cadence: ({ record }) => record.cadence,
  kind: ({ record }) => record.kind,
  binding: ({ record }) => record.binding,
  lead: ({ record }) => bodiesOf(record, "lead"),
  responsible: ({ record }) => bodiesOf(record, "responsible"),
  support: ({ record }) => bodiesOf(record, "support"),
  quote: ({ record }) => record.quote,
  value_text: ({ record }) => record.value_text,
  section: ({ record }) => record.section,
  span_start: ({ record }) => record.span[0],
  span_end: ({ record }) => record.span[1],
  source_span_start: ({ record }) => record.source_span[0],
  source_span_end: ({ record }) => record.source_span[1],
  rule: ({ record }) => record.rule,
  confidence: ({ record }) => record.confidence,
};

/** `entries` as a table in CSV, with the mark in front without which Excel takes it for another encoding. */
function csv(entries) {
  const rows = entries.map((entry) => Object.values(CSV_COLUMNS).map((column) => cell(column(entry))).join(","));
  return `\ufeff${[Object.keys(CSV_COLUMNS).join(","), ...rows].join("\n")}\n`;
}

function cell(value) {
  const text = harmless(Array.isArray(value) ? value.join("; ") : String(value ?? ""));
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A cell that a spreadsheet shows as it is, and does not take for a formula. */
function harmless(text) {
  return /^[=+\-@\t\r\n＝＋－＠]/.test(text) && !/^-[0-9.]+$/.test(text) ? `'${text}` : text;
}

/** Gives the reader a file. */
function download(name, content, type) {
  const address = URL.createObjectURL(new Blob([content], { type }));
  const link = make("a", { href: address, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  // the browser has taken it by then
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
