//! The columns of the tables are those that `docs/tables.md` names, in its order and with its types.

use std::{fs, path::Path};

use gongwen::output::table::{Field, Kind, Table};

fn type_of(field: Field) -> String {
    let name = match field.kind {
        Kind::DocumentKey | Kind::RecordKey | Kind::Long => "int64",
        Kind::Integer => "int32",
        Kind::Float => "double",
        Kind::Boolean => "bool",
        Kind::Text => "string",
        Kind::Texts => "strings",
        Kind::Rows(_) => "rows",
    };
    format!("{name}{}", if field.required { "" } else { "?" })
}

#[test]
fn the_page_names_every_column() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/tables.md");
    let page = fs::read_to_string(path).expect("the page is there");
    for table in Table::ALL {
        let section = page.split("\n## ").find_map(|section| section.strip_prefix(&format!("{}\n", table.name())));
        let rows = section.unwrap_or_else(|| panic!("no section `{}`", table.name())).lines();
        let listed: Vec<(String, String)> = rows
            .filter_map(|line| line.strip_prefix("| `")?.split_once("` | "))
            .filter_map(|(name, rest)| Some((name.to_owned(), rest.split_once(" |")?.0.to_owned())))
            .collect();
        let fields: Vec<_> = table.fields().into_iter().map(|field| (field.name.to_owned(), type_of(field))).collect();
        assert_eq!(listed, fields, "{}", table.name());
    }
}
