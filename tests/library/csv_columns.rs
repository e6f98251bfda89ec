//! The columns of the tables in CSV are those that `docs/output.md` names, in its order.

use std::{fs, path::Path};

use gongwen::output::csv::{documents_head, records_head};

#[test]
fn the_page_names_every_column() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/output.md");
    let page = fs::read_to_string(path).expect("the page is there");
    for (table, head) in [("records", records_head()), ("documents", documents_head())] {
        let section = page.split("\n### ").find_map(|section| section.strip_prefix(&format!("{table}\n")));
        let rows = section.unwrap_or_else(|| panic!("no section `{table}`")).lines();
        let listed: Vec<&str> = rows.filter_map(|line| Some(line.strip_prefix("| `")?.split_once("` | ")?.0)).collect();
        assert_eq!(listed, head.trim_end().split(',').collect::<Vec<_>>(), "{table}");
    }
}
