//! The commands that the documentation shows, as they stand there.

use std::{fs, path::Path};

use crate::folder::{Folder, GOOD};

/// The lines of the shell in a page.
fn commands(page: &str) -> impl Iterator<Item = &str> {
    let blocks = page.split("```").skip(1).step_by(2).filter_map(|block| block.strip_prefix("sh\n"));
    // the tests are what runs here
    blocks.flat_map(str::lines).filter(|line| !line.is_empty() && *line != "cargo test")
}

#[test]
fn every_command_of_the_documentation_runs() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder =
        Folder::with("commands", &[("pages/a.txt", GOOD.as_bytes()), ("corpus/documents/a.txt", GOOD.as_bytes())]);
    let mut pages = vec![root.join("README.md")];
    pages.extend(
        fs::read_dir(root.join("docs")).expect("the folder is there").filter_map(|entry| Some(entry.ok()?.path())),
    );
    let mut ran = 0;
    for page in pages.iter().filter(|page| page.extension().is_some_and(|ending| ending == "md")) {
        let text = fs::read_to_string(page).expect("the page can be read");
        for line in commands(&text) {
            let arguments = line.strip_prefix("cargo run --release -- ").or_else(|| line.strip_prefix("gongwen "));
            let arguments =
                arguments.unwrap_or_else(|| panic!("{}: `{line}` is no command of gongwen", page.display()));
            let run = folder.run(&arguments.split_whitespace().collect::<Vec<_>>());
            assert_eq!(run.status, 0, "{}: {line}: {}", page.display(), run.stderr);
            ran += 1;
        }
    }
    assert!(ran >= 4, "{ran}");
    assert!(folder.0.join("report.html").exists() && folder.0.join("records.jsonl").exists());
}

#[test]
fn the_pack_of_the_readme_is_well_formed() {
    let folder = Folder::with("readme-pack", &[("forest.toml", super::readme_block("toml").as_bytes())]);
    let run = folder.run(&["rules", "check", "forest.toml"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
}
