//! `gongwen report` as it is run; what the page does is tried in a browser (`tests/browser`).

use std::{fs, process::Command};

use crate::folder::{Folder, GOOD};

#[test]
fn a_page_is_written_whole_and_its_bytes_do_not_depend_on_the_threads() {
    let folder = Folder::with("report", &[("a/1.txt", GOOD.as_bytes()), ("a/2.txt", b""), ("a/3.pdf", b"%PDF")]);
    let pages: Vec<_> = ["1", "2", "8"]
        .into_iter()
        .map(|threads| {
            let run = folder.run(&["report", "a", "-o", "page.html", "--threads", threads]);
            assert_eq!(run.status, 1, "{}", run.stderr);
            assert!(run.stderr.ends_with("1 of 2 files could not be read; the page says why\n"), "{}", run.stderr);
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

#[test]
fn a_page_takes_the_place_of_an_older_page_and_of_nothing_else() {
    let folder = Folder::with("report-replaced", &[("a.txt", GOOD.as_bytes()), ("b.html", b"<p>mine</p>")]);
    folder.write("empty.html", b"");
    for page in ["page.html", "page.html", "empty.html"] {
        assert_eq!(folder.run(&["report", "a.txt", "-o", page]).status, 0);
    }
    let run = folder.run(&["report", "a.txt", "-o", "b.html"]);
    assert!(run.status == 2 && run.stderr.contains("b.html is there, and is no page of a report"), "{}", run.stderr);
    assert_eq!(folder.read("b.html"), b"<p>mine</p>");
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink("page.html", folder.0.join("link.html")).expect("a link can be made");
        assert_eq!(folder.run(&["report", "a.txt", "-o", "link.html"]).status, 0);
        assert!(folder.0.join("link.html").is_symlink() && folder.0.join("page.html").is_file());
    }
    let run = folder.run(&["report", "a.txt", "-o", "nodir/page.html"]);
    assert_eq!(run.stderr, "error: nodir/page.html cannot be written: there is no folder nodir; make it first\n");
}

#[cfg(unix)]
#[test]
fn a_page_is_written_to_a_pipe_but_not_to_a_terminal() {
    let folder = Folder::with("report-terminal", &[("a.txt", GOOD.as_bytes())]);
    let page = folder.run(&["report", "a.txt"]).stdout;
    assert!(folder.run(&["report", "a.txt", "-o", "/dev/stdout"]).stdout == page, "a pipe is no file to replace");
    let command = format!("{} report a.txt", env!("CARGO_BIN_EXE_gongwen"));
    let output = Command::new("script").args(["-qec", &command, "/dev/null"]).current_dir(&folder.0).output();
    let Ok(output) = output else { return println!("skipped: there is no `script` to make a terminal with") };
    let shown = String::from_utf8_lossy(&output.stdout);
    assert!(shown.starts_with("error: a page is not for a terminal; name a file with -o"), "{shown}");
}
