//! The files of the page, put together: they are in `page/`, and nothing is done to them but that.

use super::policy::policy;

const TEMPLATE: &str = include_str!("page/report.html");
const STYLE: &str = include_str!("page/report.css");

/// In the order in which they stand in the page. A file uses what those before it define; `main.js` begins.
const SCRIPTS: &[&str] = &[
    include_str!("page/words.js"),
    include_str!("page/element.js"),
    include_str!("page/data.js"),
    include_str!("page/rule-words.js"),
    include_str!("page/figure.js"),
    include_str!("page/csv.js"),
    include_str!("page/virtual-list.js"),
    include_str!("page/hint.js"),
    include_str!("page/record-table.js"),
    include_str!("page/trends.js"),
    include_str!("page/deadlines.js"),
    include_str!("page/heat-map.js"),
    include_str!("page/account.js"),
    include_str!("page/marks.js"),
    include_str!("page/document.js"),
    include_str!("page/main.js"),
];

/// Where the data of the page stands.
const DATA: &str = "<!-- data -->\n";

/// The page up to its data.
pub(super) fn beginning() -> String {
    page().0
}

/// The page behind its data.
pub(super) fn ending() -> String {
    page().1
}

fn page() -> (String, String) {
    let script = format!("\"use strict\";\n(() => {{\n{}\n}})();\n", SCRIPTS.join("\n"));
    let (before, behind) = TEMPLATE.split_once(DATA).unwrap_or((TEMPLATE, ""));
    let before = before.replacen("{policy}", &policy(STYLE, &script), 1).replacen("{style}", STYLE, 1);
    (before, behind.replacen("{script}", &script, 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_template_has_a_place_for_everything_once() {
        for place in [DATA, "{policy}", "{style}", "{script}"] {
            assert_eq!(TEMPLATE.matches(place).count(), 1, "{place}");
        }
        assert!(
            TEMPLATE.find("{policy}") < TEMPLATE.find("{style}") && TEMPLATE.find(DATA) < TEMPLATE.find("{script}")
        );
        assert!(!beginning().contains("{style}") && !ending().contains("{script}"));
    }

    #[test]
    fn the_assets_ask_nothing_of_the_network_and_make_no_markup_of_data() {
        let ways =
            ["innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "setAttribute(\"style\""];
        for script in SCRIPTS {
            for way in ways {
                assert!(!script.contains(way), "{way}");
            }
            // the name of a namespace is no address that is asked for
            assert!(!script.replace("http://www.w3.org/2000/svg", "").contains("http"));
            assert!(!script.contains("</script"));
        }
        assert!(!STYLE.contains("url(") && !STYLE.contains("@import") && !STYLE.contains("</style"));
    }
}
