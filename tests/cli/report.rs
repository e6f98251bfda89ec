//! `gongwen report` as it is run; what the page does is tried in a browser (`tests/browser`).

use std::fs;

use crate::folder::{Folder, GOOD};

#[test]
fn a_page_is_written_whole_and_its_bytes_do_not_depend_on_the_threads() {
    let folder = Folder::with("report", &[("a/1.txt", GOOD.as_bytes()), ("a/2.txt", b""), ("a/3.pdf", b"%PDF")]);
    let pages: Vec<_> = ["1", "2", "8"]
        .into_iter()
        .map(|threads| {
            let run = folder.run(&["report", "a", "-o", "page.html", "--threads", threads]);
            assert_eq!(run.status, 1, "{}", run.stderr);
            fs::read_to_string(folder.0.join("page.html")).expect("the page is there, in UTF-8")
        })
        .collect();
    assert!(pages.iter().all(|page| *page == pages[0]));
    let page = &pages[0];
    assert!(page.starts_with("<!doctype html>") && page.ends_with("</html>\n"));
    assert_eq!(page.matches("class=\"line\"").count(), 2);
    assert_eq!(page.matches("class=\"view\"").count(), 1);
    assert!(page.contains(r#""code":"empty""#) && page.contains(r#""skipped":{"ending":1}"#));
    let streamed = folder.run(&["report", "a"]);
    assert_eq!(String::from_utf8(streamed.stdout).as_deref(), Ok(page.as_str()));
}

#[test]
fn a_page_takes_the_place_of_no_document() {
    let folder = Folder::with("report-over", &[("a.html", GOOD.as_bytes())]);
    let run = folder.run(&["report", ".", "-o", "a.html"]);
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains("is one of the files to read"), "{}", run.stderr);
    assert_eq!(fs::read(folder.0.join("a.html")).expect("it is there"), GOOD.as_bytes());
}
