// The frame of the page: which view is shown, by the part of the address behind `#`.

const VIEWS = { records: recordsView, trends: trendsView, deadlines: deadlinesView, bodies: heatMapView, run: runView };
const CONTENT = make("main", { id: "content", tabindex: -1 });

/** Goes to a view: `records`, `document/3`, `document/3/record/7`. */
function go(path) {
  const address = `#/${path}`;
  if (location.hash === address) show();
  else location.hash = address;
}

function openRecord(entry) {
  go(`document/${entry.file.index}/record/${entry.index}`);
}

/** Where one who only opens the page begins. */
const START = FILES.length === 1 ? "document/0" : "records";

function show() {
  const [name, index, , record] = (location.hash.slice(2) || START).split("/");
  hideHint();
  const file = name === "document" ? FILES[Number(index)] : null;
  const view = file ? "document" : Object.hasOwn(VIEWS, name) ? name : "records";
  fill(CONTENT, file ? documentView(file, record === undefined ? null : Number(record)) : VIEWS[view]());
  document.body.dataset.view = view;
  document.title = visible(file ? file.title : `${say(view)} · 公文`);
  for (const link of document.querySelectorAll(".views a")) {
    if (link.dataset.view === view) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  scrollTo(0, 0);
}

function frame() {
  document.documentElement.lang = language === 1 ? "zh-Hans" : "en";
  const links = Object.keys(VIEWS).map((view) => make("a", { href: `#/${view}`, "data-view": view }, say(view)));
  if (FILES.length === 1) links.unshift(make("a", { href: "#/document/0", "data-view": "document" }, say("text")));
  fill(document.getElementById("page"),
    make("a.skip", { href: "#content", onclick: (event) => {
      event.preventDefault();
      CONTENT.focus();
    } }, say("skip")),
    make("header.top", {},
      make("a.name", { href: `#/${START}` }, make("b", {}, "公文"), make("span", {}, "gongwen")),
      make("nav.views", { "aria-label": say("views") }, links),
      make("div.switches", {},
        button(say("language"), () => {
          language = 1 - language;
          frame();
          show();
        }, { class: "language", lang: language === 1 ? "en" : "zh-Hans" }),
        button("◐", switchTheme, { class: "theme", "aria-label": say("theme"), title: say("theme") }),
      ),
    ),
    CONTENT,
    HINT,
  );
}

function switchTheme() {
  const root = document.documentElement;
  const isDark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.theme = isDark ? "light" : "dark";
}

addEventListener("hashchange", show);
addEventListener("keydown", (event) => {
  if (event.target.matches("input, select, textarea") || event.ctrlKey || event.metaKey || event.altKey) return;
  const step = { j: 1, k: -1 }[event.key];
  if (step) CONTENT.firstElementChild?.dispatchEvent(new CustomEvent("step", { detail: step }));
  if (event.key !== "/") return;
  const search = document.getElementById("search");
  if (!search) return;
  event.preventDefault();
  search.focus();
});
frame();
show();
