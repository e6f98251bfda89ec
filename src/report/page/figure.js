// Figures as a person reads them. Values are decimals as text, and stay exact.

const COMPARATORS = { eq: "", ge: "≥", gt: ">", le: "≤", lt: "<", approx: "≈", range: "" };

/** `12345.5` with its thousands apart. */
function grouped(decimal) {
  const [, sign, whole, fraction] = /^(-?)(\d+)(\.\d+)?$/.exec(decimal) ?? [];
  if (whole === undefined) return decimal;
  return (sign ? "−" : "") + whole.replace(/\B(?=(\d{3})+$)/g, "\u2009") + (fraction ?? "");
}

/** The value of a record with sign, range and unit. */
function figure(record) {
  const most = record.value_max === null ? "" : `–${grouped(record.value_max)}`;
  return { sign: own(COMPARATORS, record.comparator) ?? "", number: grouped(record.value) + most, unit: record.unit ?? "" };
}

/** The value as elements. */
function figureElement(record) {
  const { sign, number, unit } = figure(record);
  return make("span.figure", {}, sign && make("span.sign", {}, sign), make("span.number", {}, number), unit && words(unit, "bdi", { class: "unit" }));
}

/** A number of an axis: in 万 and 亿 where it is large. */
function rounded(number) {
  const size = Math.abs(number);
  const [by, name] = size >= 1e12 ? [1e12, "万亿"] : size >= 1e8 ? [1e8, "亿"] : size >= 1e4 ? [1e4, "万"] : [1, ""];
  return `${Number((number / by).toPrecision(4))}${name}`;
}

/** Round values from `least` to `most` or around them, about `count` of them. */
function ticks(least, most, count) {
  const raw = (most - least || Math.abs(most) || 1) / count;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((step) => step >= raw * 0.999);
  const first = Math.floor(least / step + 1e-9);
  const last = Math.ceil(most / step - 1e-9);
  return Array.from({ length: last - first + 1 }, (_, index) => Number(((first + index) * step).toPrecision(12)));
}

/** What a record measures beside a plain level: 增长, 每年 …. */
function qualifiers(record) {
  const said = [];
  if (record.measure !== "level") said.push(choice("measure", record.measure));
  if (record.cadence === "annual") said.push(choice("cadence", "annual"));
  if (record.binding) said.push(choice("binding", record.binding));
  return said;
}

/** The confidence as a bar and a number. */
function confidenceElement(record) {
  const percent = Math.round(record.confidence * 100);
  const level = record.confidence >= 0.95 ? "high" : record.confidence >= 0.85 ? "middle" : "low";
  const bar = make("span.bar", { class: level });
  bar.style.setProperty("--part", `${percent}%`);
  return make("span.confidence", {}, bar, make("span.percent", {}, record.confidence.toFixed(2)));
}
