// What is embedded in the page: the lines of the output, one a file, and beside each what there is to see of its document.

const read = (element) => JSON.parse(element.textContent);

/**
 * A file: its line of the output, and its view once somebody looks at it. `records` are those of the line, each as
 * `{ file, record, place }` with its place among all records of the page.
 */
class SourceFile {
  #view;

  constructor(index, line, viewElement) {
    this.index = index;
    this.line = line;
    this.records = [];
    this.#view = viewElement;
  }

  get hasView() {
    return this.#view !== null;
  }

  /** The view, read when it is first asked for. */
  get view() {
    if (this.#view instanceof Element) {
      const view = read(this.#view);
      view.at = positions(view.text);
      this.#view = view;
    }
    return this.#view;
  }

  get name() {
    return this.line.source;
  }

  /** The title of its document, or the last part of its name. */
  get title() {
    return this.line.document?.title ?? this.name.split("/").at(-1);
  }

  /** The title, and where another document has the same (政府工作报告), the last part of the name too. */
  get label() {
    return TITLES.get(this.title) > 1 ? `${this.title} · ${this.name.split("/").at(-1)}` : this.title;
  }

  /** The words of a document in `span`, which counts bytes of UTF-8. */
  slice(span) {
    const { text, at } = this.view;
    return text.slice(at(span[0]), at(span[1]));
  }
}

/**
 * From bytes of UTF-8 to places in a string of this language, which counts in UTF-16. Every 64th place is written down, and
 * from there it is counted: a table of all places would be several times as long as the text.
 */
function positions(text) {
  const STEP = 64;
  const bytesAt = [0];
  let bytes = 0;
  for (let at = 0; at < text.length; at++) {
    bytes += width(text.charCodeAt(at));
    if ((at + 1) % STEP === 0) bytesAt.push(bytes);
  }
  return (byte) => {
    let [low, high] = [0, bytesAt.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (bytesAt[middle] <= byte) low = middle;
      else high = middle - 1;
    }
    let [at, counted] = [low * STEP, bytesAt[low]];
    while (counted < byte && at < text.length) counted += width(text.charCodeAt(at++));
    return at;
  };
}

/** The bytes of UTF-8 of a unit of UTF-16; of a pair of surrogates each has two of the four. */
function width(unit) {
  if (unit < 0x80) return 1;
  return unit < 0x800 || (unit >= 0xd800 && unit < 0xe000) ? 2 : 3;
}

const HEAD = read(document.querySelector("script.head"));
const TAIL = read(document.querySelector("script.tail"));
const FILES = [...document.querySelectorAll("script.line")].map((element, index) => {
  const next = element.nextElementSibling;
  return new SourceFile(index, read(element), next?.className === "view" ? next : null);
});
const TITLES = new Map(countBy(FILES, (file) => file.title));
const RECORDS = [];
for (const file of FILES) {
  for (const record of file.line.records ?? []) {
    const entry = { file, record, place: RECORDS.length, index: file.records.length };
    file.records.push(entry);
    RECORDS.push(entry);
  }
}

/** How often each value of `of` is among `items`, the most frequent first. */
function countBy(items, of) {
  const counts = new Map();
  for (const item of items) {
    for (const key of [of(item)].flat()) counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1]);
}
