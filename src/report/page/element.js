// Elements are made here and nowhere else. What a document says gets in as text, never as markup.

const SVG = "http://www.w3.org/2000/svg";

/**
 * A new element. `tag` may carry classes (`span.mark.value`). Of `properties`, functions named `on…` listen, `class` adds
 * classes, the rest are attributes; null and false leave one out. Children are elements or text.
 */
function make(tag, properties = {}, ...children) {
  const [name, ...classes] = tag.split(".");
  return furnish(document.createElement(name), classes, properties, children);
}

/** The same in a drawing. */
function draw(tag, properties = {}, ...children) {
  const [name, ...classes] = tag.split(".");
  return furnish(document.createElementNS(SVG, name), classes, properties, children);
}

function furnish(element, classes, properties, children) {
  if (classes.length > 0) element.classList.add(...classes);
  for (const [name, value] of Object.entries(properties)) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === "function") element.addEventListener(name.slice(2), value);
    else if (name === "class") element.classList.add(...value.split(" ").filter(Boolean));
    else element.setAttribute(name, value === true ? "" : value);
  }
  append(element, children);
  return element;
}

function append(element, children) {
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined || child === false) continue;
    element.append(child instanceof Node ? child : visible(String(child)));
  }
}

/** Puts `children` in the place of all that is in `element`. */
function fill(element, ...children) {
  element.replaceChildren();
  append(element, children);
  return element;
}

/**
 * `text` with characters that would hide or turn around what stands beside them written out: control characters but tab and
 * line break, and those of Unicode Standard Annex #9.
 */
function visible(text) {
  return text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g, (sign) =>
    `\\u{${sign.codePointAt(0).toString(16)}}`,
  );
}

/** Words of a document, which do not turn around those beside them. */
function words(text, tag = "bdi", properties = {}) {
  return make(tag, { lang: "zh-Hans", ...properties }, text);
}

/** A button. */
function button(label, onclick, properties = {}) {
  return make("button", { type: "button", onclick, ...properties }, label);
}
