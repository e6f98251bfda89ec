// What is known of the thing under the pointer or in focus, in a card beside it.

const HINT = make("div.hint", { role: "tooltip", id: "hint", hidden: true });

/** Milliseconds that a pointer rests on a thing, so that one that only passes over it makes no card. */
const PAUSE = 120;

/** Shows `content()` beside `element` while the pointer is over it or it has the focus. */
function hinted(element, content) {
  const show = () => showHint(element, content());
  let waiting = 0;
  element.addEventListener("pointerenter", (event) => {
    if (event.pointerType === "mouse") waiting = setTimeout(show, PAUSE);
  });
  element.addEventListener("pointerleave", () => {
    clearTimeout(waiting);
    hideHint();
  });
  element.addEventListener("focus", () => element.matches(":focus-visible") && show());
  element.addEventListener("blur", hideHint);
}

function showHint(element, ...content) {
  fill(HINT, ...content);
  HINT.hidden = false;
  element.setAttribute("aria-describedby", "hint");
  const GAP = 8;
  // a mark that is broken over two lines has a box for each
  const at = element.getClientRects()[0] ?? element.getBoundingClientRect();
  const [wide, high] = [HINT.offsetWidth, HINT.offsetHeight];
  const below = at.bottom + GAP + high <= innerHeight || at.top - GAP - high < 0;
  const left = Math.max(GAP, Math.min(innerWidth - wide - GAP, at.left));
  HINT.style.left = `${left}px`;
  HINT.style.top = `${below ? Math.min(at.bottom + GAP, Math.max(GAP, innerHeight - high - GAP)) : at.top - GAP - high}px`;
}

function hideHint() {
  HINT.hidden = true;
  document.querySelector('[aria-describedby="hint"]')?.removeAttribute("aria-describedby");
}

addEventListener("keydown", (event) => event.key === "Escape" && hideHint());
addEventListener("scroll", hideHint, { passive: true, capture: true });

/** Names and what stands for them, of which empty ones are left out. */
function facts(pairs) {
  const list = make("dl.facts");
  for (const [name, value] of pairs) {
    if (value === null || value === undefined || value === "" || value.length === 0) continue;
    list.append(make("dt", {}, name), make("dd", {}, value));
  }
  return list;
}

/** How a record was read: its rule, what matched, where year and bodies came from. */
function derivation(entry) {
  const { file, record, index } = entry;
  const slice = (span) => (file.hasView && span ? file.slice(span) : "");
  const matched = file.hasView ? file.view.derivations[index] : [];
  const items = matched.map((item) => make("span.item", {}, make("i", {}, item.class), words(slice(item.span))));
  const year = record.spans.year?.span;
  const bodies = record.bodies.map((body) =>
    make("span.item", {}, make("i", {}, choice("role", body.role)), words(body.name_full), body.name !== body.name_full && words(`← ${body.name}`, "bdi", { class: "quiet" })),
  );
  return [
    make("p.hint-title", {}, words(record.indicator), " ", figureElement(record)),
    facts([
      [say("rule"), [make("code", {}, record.rule), make("span.quiet", {}, finds(record.rule))]],
      [say("matched"), items],
      [say("year"), record.year && [`${record.year}`, year && words(`「${slice(year)}」`), record.year_source && make("span.quiet", {}, choice("year", record.year_source))]],
      [say("bodies"), bodies],
      [say("unit"), record.unit_inferred && say("unit_inferred")],
      [say("as_written"), words(record.value_text)],
      [say("section"), record.section.length > 0 && words(record.section.join(" › "))],
      [say("bytes"), record.source_span.join("–")],
      [say("confidence"), confidenceElement(record)],
    ].filter(([, value]) => value)),
  ];
}
