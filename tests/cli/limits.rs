//! What is over a limit: an error line that names the limit and the flag that raises it.

use crate::folder::{Folder, GOOD, failed, fine};

#[test]
fn each_limit_is_an_error_line_that_names_its_flag() {
    let table = "<html><body><p>岭泽县到2035年建成林场8个。</p><table><tr><td>1<td>2<td>3<td>4</table></body></html>";
    let folder = Folder::with("limits", &[("a.txt", GOOD.as_bytes()), ("b.html", table.as_bytes())]);
    folder.write("c.txt", GOOD.repeat(3).as_bytes());
    let over = [
        ("bytes", "150", "c.txt", GOOD.len() * 3),
        ("tokens", "9", "b.html", 10),
        ("cells", "3", "b.html", 4),
        ("numbers", "5", "c.txt", 6),
        ("records", "2", "c.txt", 3),
    ];
    for (name, most, file, found) in over {
        let flag = format!("--max-{name}");
        let arguments = ["extract", "a.txt", file, &flag, most];
        let run = folder.run(&arguments);
        assert_eq!(run.outcomes(), [fine("a.txt"), failed(file, "limit")], "{flag}");
        let message = run.lines()[1]["error"]["message"].as_str().expect("it is text").to_owned();
        let expected =
            format!("over the limit of {name}: {found} where {most} are allowed; raise it with {flag} N, or split");
        assert!(message.starts_with(&expected), "{message}");
        let raised = folder.run(&[&arguments[..4], &[&(found + 1000).to_string()]].concat());
        assert_eq!(raised.outcomes(), [fine("a.txt"), fine(file)], "{flag}");
    }
}

#[test]
fn every_command_that_reads_has_the_limits() {
    let folder = Folder::with("limits-of-commands", &[("a.txt", GOOD.as_bytes())]);
    for command in ["clean", "mentions", "explain", "extract"] {
        let run = folder.run(&[command, "a.txt", "--max-bytes", "5"]);
        assert_eq!(run.status, 1, "{command}");
        let said = String::from_utf8_lossy(&run.stdout).into_owned() + &run.stderr;
        assert!(said.contains("over the limit of bytes: ") && said.contains("--max-bytes N"), "{command}: {said}");
    }
}
