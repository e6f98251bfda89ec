// A list of any length of which only the rows in sight are in the page.

/** Rows above and below those in sight, so that a turn of the wheel shows no gap. */
const MARGIN = 6;

/**
 * `row(index)` gives the content of a row, `choose(index)` is called for a click or Enter, `tick(index)` for Space, and
 * `settle(element, index)`, if it is there, for each row that comes into the page.
 */
class VirtualList {
  #spacer = make("div.spacer");
  #rows = new Map();
  #active = 0;
  #count = 0;

  constructor({ label, height, row, choose, tick = null, role = "listbox" }) {
    Object.assign(this, { height, row, choose, tick });
    this.id = `list-${VirtualList.made++}`;
    this.rowRole = role === "grid" ? "row" : "option";
    this.element = make("div.virtual-list", {
      role: role === "grid" ? "rowgroup" : role,
      tabindex: 0,
      "aria-label": label,
      onscroll: () => this.#draw(),
      onkeydown: (event) => this.#key(event),
      onfocus: () => this.#draw(),
    }, this.#spacer);
    new ResizeObserver(() => this.#draw()).observe(this.element);
  }

  static made = 0;

  /** Shows `count` rows from the first on. */
  show(count) {
    this.#count = count;
    this.#active = 0;
    this.element.scrollTop = 0;
    this.refresh();
  }

  /** Draws the rows anew. */
  refresh() {
    this.#spacer.style.height = `${this.#count * this.height}px`;
    for (const row of this.#rows.values()) row.remove();
    this.#rows.clear();
    this.#draw();
  }

  get active() {
    return this.#active;
  }

  /** Makes a row the active one and brings it into sight. */
  activate(index, { middle = false } = {}) {
    if (this.#count === 0) return;
    this.#active = Math.max(0, Math.min(this.#count - 1, index));
    const view = this.element;
    const top = this.#active * this.height;
    if (middle) view.scrollTop = top - (view.clientHeight - this.height) / 2;
    else if (top < view.scrollTop) view.scrollTop = top;
    else if (top + this.height > view.scrollTop + view.clientHeight) view.scrollTop = top + this.height - view.clientHeight;
    this.#draw();
  }

  #draw() {
    const view = this.element;
    if (view.clientHeight === 0) return;
    const first = Math.max(0, Math.floor(view.scrollTop / this.height) - MARGIN);
    const last = Math.min(this.#count, Math.ceil((view.scrollTop + view.clientHeight) / this.height) + MARGIN);
    for (const [index, row] of this.#rows) {
      if (index < first || index >= last) {
        row.remove();
        this.#rows.delete(index);
      }
    }
    for (let index = first; index < last; index++) {
      const row = this.#rows.get(index) ?? this.#place(index);
      const isActive = index === this.#active;
      row.classList.toggle("active", isActive);
      if (this.rowRole === "option") row.setAttribute("aria-selected", String(isActive));
    }
    if (this.#rows.has(this.#active)) view.setAttribute("aria-activedescendant", `${this.id}-${this.#active}`);
    else view.removeAttribute("aria-activedescendant");
  }

  #place(index) {
    const row = make("div.row", {
      id: `${this.id}-${index}`,
      role: this.rowRole,
      "aria-rowindex": this.rowRole === "row" ? index + 2 : null,
      "aria-posinset": this.rowRole === "option" ? index + 1 : null,
      "aria-setsize": this.rowRole === "option" ? this.#count : null,
      onclick: () => {
        this.activate(index);
        this.choose(index);
      },
    }, this.row(index));
    row.style.transform = `translateY(${index * this.height}px)`;
    row.style.height = `${this.height}px`;
    this.#rows.set(index, row);
    this.#spacer.append(row);
    return row;
  }

  #key(event) {
    if (event.target !== this.element || event.ctrlKey || event.metaKey || event.altKey) return;
    const page = Math.max(1, Math.floor(this.element.clientHeight / this.height) - 1);
    const to = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -Infinity, End: Infinity }[event.key];
    if (to !== undefined) this.activate(this.#active + to);
    else if (event.key === "Enter" && this.#count > 0) this.choose(this.#active);
    else if (event.key === " " && this.tick && this.#count > 0) this.tick(this.#active);
    else return;
    event.preventDefault();
  }
}
