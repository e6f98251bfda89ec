//! Folders and disks that mean no good: what is in them, and what happens to them during the run.
#![cfg(unix)]

use std::{
    ffi::OsStr,
    fs::{self, File},
    io::Write,
    os::unix::{
        ffi::OsStrExt,
        fs::{PermissionsExt, symlink},
        net::UnixListener,
        process::CommandExt,
    },
    path::Path,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use crate::folder::{Folder, GOOD, failed, fine};

/// Whether a program ran and succeeded.
fn succeeds(program: &str, arguments: &[&OsStr]) -> bool {
    Command::new(program).args(arguments).stderr(Stdio::null()).status().is_ok_and(|status| status.success())
}

/// A run that waits for its standard input as the first of its files.
struct Waiting(Child);

impl Waiting {
    /// Starts the run, and returns when it has found its files.
    fn start(folder: &Folder, output: &str) -> Self {
        let child = folder
            .command(&["extract", "-", "docs", "-o", output, "--threads", "1"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the binary runs");
        let start = Instant::now();
        while !folder.0.join(format!("{output}.journal")).exists() {
            assert!(start.elapsed() < Duration::from_secs(60), "the run does not begin");
            std::thread::sleep(Duration::from_millis(1));
        }
        Self(child)
    }

    /// Gives it its input, and returns its exit status and messages.
    fn end(mut self) -> (Option<i32>, String) {
        self.0.stdin.take().expect("it is a pipe").write_all(GOOD.as_bytes()).expect("the run reads it");
        let output = self.0.wait_with_output().expect("the binary ends");
        (output.status.code(), String::from_utf8(output.stderr).expect("messages are UTF-8"))
    }
}

#[test]
fn links_pipes_sockets_and_odd_names_in_a_folder() {
    let folder =
        Folder::with("odd-entries", &[("outside/secret.txt", GOOD.as_bytes()), ("docs/a.txt", GOOD.as_bytes())]);
    let docs = folder.0.join("docs");
    symlink("../outside/secret.txt", docs.join("link.txt")).expect("a link can be made");
    symlink("../outside", docs.join("linked")).expect("a link can be made");
    symlink("..", docs.join("loop")).expect("a link can be made");
    symlink("nowhere.txt", docs.join("broken.txt")).expect("a link can be made");
    let _socket = UnixListener::bind(docs.join("socket.txt")).expect("a socket can be made");
    assert!(succeeds("mkfifo", &[docs.join("pipe.txt").as_os_str()]));
    fs::write(docs.join(OsStr::from_bytes(b"z\n\x1b[2J\xff.txt")), "").expect("the file can be written");

    let run = folder.run(&["extract", "docs", "-o", "out.jsonl"]);
    assert_eq!(run.status, 1);
    let output = String::from_utf8(folder.read("out.jsonl")).expect("the output is UTF-8");
    let lines: Vec<&str> = output.lines().collect();
    assert_eq!(lines.len(), 2, "{output}");
    assert!(lines[0].starts_with(r#"{"source":"docs/a.txt","#), "{output}");
    assert!(lines[1].starts_with(r#"{"source":"docs/z\n\u001b[2J%FF.txt","source_escaped":true,"error""#), "{output}");
    let manifest: serde_json::Value =
        serde_json::from_slice(&folder.read("out.jsonl.manifest.json")).expect("the manifest is JSON");
    assert_eq!(manifest["skipped"], serde_json::json!({"link": 4, "not_a_file": 2}));

    let run = folder.run(&["extract", "docs", "--follow-links"]);
    let outcomes = run.outcomes();
    let escaped = "docs/z\n\u{1b}[2J%FF.txt";
    assert_eq!(
        outcomes,
        [
            fine("docs/a.txt"),
            fine("docs/link.txt"),
            // `linked` holds the same file; `loop` leads to the folder that holds `docs`, and ends there
            failed(escaped, "empty")
        ]
    );
}

#[test]
fn what_steers_a_terminal_is_shown_in_messages() {
    let folder = Folder::with("escapes", &[("a\u{1b}]0;owned\u{7}\n\u{9b}2J.txt", b"")]);
    let name = "a\u{1b}]0;owned\u{7}\n\u{9b}2J.txt";
    for command in ["clean", "explain"] {
        let run = folder.run(&[command, name]);
        assert_eq!(run.status, 1);
        assert!(run.stderr.starts_with(r"error: a\u{1b}]0;owned\u{7}\n\u{9b}2J.txt: "), "{:?}", run.stderr);
        assert_eq!(run.stderr.chars().filter(|character| character.is_control()).count(), 1, "{:?}", run.stderr);
    }
    let run = folder.run(&["extract", "gone\u{1b}[2J/"]);
    assert_eq!((run.status, run.stderr.contains('\u{1b}')), (2, false), "{:?}", run.stderr);
}

#[test]
fn a_terminal_is_sent_no_codes_of_the_content() {
    let folder = Folder::with("terminal", &[("a\u{9b}2J.txt", GOOD.as_bytes())]);
    let command = format!("{} extract .", env!("CARGO_BIN_EXE_gongwen"));
    // `script` runs a command on a terminal of its own
    let output = Command::new("script").args(["-qec", &command, "/dev/null"]).current_dir(&folder.0).output();
    let Ok(output) = output else { return println!("skipped: there is no `script` to make a terminal with") };
    let shown = String::from_utf8(output.stdout).expect("the output is UTF-8");
    assert!(shown.contains("高新技术企业"), "{shown}");
    assert!(!shown.contains('\u{9b}'), "{shown}");
    // the output that is no terminal has the name as it is
    assert!(folder.run(&["extract", "."]).outcomes() == [fine("./a\u{9b}2J.txt")]);
}

#[test]
fn long_files_are_error_lines() {
    let folder = Folder::with("long", &[("docs/a.txt", GOOD.as_bytes()), ("docs/c.txt", GOOD.repeat(3).as_bytes())]);
    // five gigabytes that take no room on the disk
    File::create(folder.0.join("docs/b.txt")).and_then(|file| file.set_len(5 << 30)).expect("it can be made");
    let run = folder.run(&["extract", "docs"]);
    assert_eq!(
        (run.status, run.outcomes()),
        (1, vec![fine("docs/a.txt"), failed("docs/b.txt", "limit"), fine("docs/c.txt")])
    );
    let run = folder.run(&["extract", "docs", "--max-bytes", "100"]);
    assert_eq!(run.outcomes()[1..], [failed("docs/b.txt", "limit"), failed("docs/c.txt", "limit")]);
    let message = run.lines()[2]["error"]["message"].to_string();
    assert!(message.contains(&format!("bytes: {} where 100", GOOD.len() * 3)), "{message}");
    // a device that is named is read, but not for ever
    let run = folder.run(&["extract", "/dev/zero", "--max-bytes", "1000000"]);
    assert_eq!(run.outcomes(), [failed("/dev/zero", "limit")]);
}

#[test]
fn what_may_not_be_read_is_an_error_line() {
    let folder = Folder::with("denied", &[("docs/a.txt", GOOD.as_bytes()), ("docs/b/c.txt", b""), ("docs/d.txt", b"")]);
    let deny = |name: &str, mode| {
        fs::set_permissions(folder.0.join(name), fs::Permissions::from_mode(mode)).expect("they are ours");
    };
    deny("docs/b", 0o000);
    deny("docs/d.txt", 0o000);
    let mut command = folder.command(&["extract", "docs"]);
    if File::open(folder.0.join("docs/d.txt")).is_ok() {
        // who may read everything becomes somebody else
        command.uid(65534).gid(65534);
    }
    let output = command.output();
    deny("docs/b", 0o700);
    let Ok(output) = output else { return println!("skipped: no other user can run the command") };
    assert_eq!(output.status.code(), Some(1));
    let lines = String::from_utf8(output.stdout).expect("the output is UTF-8");
    let code = |line: &str| line.contains(r#""error":{"code":"io","message":"cannot be read: Permission denied"#);
    let denied: Vec<bool> = lines.lines().map(code).collect();
    assert_eq!(denied, [false, true, true], "{lines}");
}

#[test]
fn files_that_go_or_are_cut_during_the_run_are_lines() {
    let names = ["docs/a.txt", "docs/b.txt", "docs/c.txt", "docs/d.txt"];
    let folder = Folder::new("going");
    names.iter().for_each(|name| folder.write(name, GOOD.as_bytes()));
    let run = Waiting::start(&folder, "out.jsonl");
    fs::remove_file(folder.0.join("docs/a.txt")).expect("it is there");
    folder.write("docs/b.txt", b"");
    folder.write("docs/c.txt", &GOOD.as_bytes()[..GOOD.len() - 2]);
    let (status, messages) = run.end();
    assert_eq!(status, Some(1), "{messages}");
    let output = String::from_utf8(folder.read("out.jsonl")).expect("the output is UTF-8");
    let code = |line: &str| {
        let line: serde_json::Value = serde_json::from_str(line).expect("a line is JSON");
        line["error"]["code"].as_str().map(str::to_owned)
    };
    let codes: Vec<_> = output.lines().map(code).collect();
    assert_eq!(codes, [None, Some("not_found".to_owned()), Some("empty".to_owned()), None, None], "{output}");
}

#[test]
fn an_output_folder_that_goes_is_a_message() {
    let folder = Folder::with("output-gone", &[("docs/a.txt", GOOD.as_bytes()), ("out/keep", b"")]);
    let run = Waiting::start(&folder, "out/out.jsonl");
    fs::remove_dir_all(folder.0.join("out")).expect("it is there");
    let (status, messages) = run.end();
    assert_eq!(status, Some(2));
    assert!(messages.starts_with("error: out/out.jsonl cannot be written: No such file or directory"), "{messages}");
    assert!(!messages.contains("--resume"), "there is nothing to go on from: {messages}");
    let run = folder.run(&["extract", "docs", "-o", "out/out.jsonl"]);
    assert_eq!(run.status, 2);
    assert_eq!(run.stderr, "error: out/out.jsonl cannot be written: there is no folder out; make it first\n");
    let run = folder.run(&["extract", "docs", "-o", "docs"]);
    assert_eq!((run.status, run.stderr.contains("it is a folder")), (2, true), "{}", run.stderr);
}

/// A small disk in memory.
struct SmallDisk<'a>(&'a Path);

impl<'a> SmallDisk<'a> {
    /// `None` if the system does not let us make one.
    fn mount(path: &'a Path) -> Option<Self> {
        fs::create_dir_all(path).expect("the folder can be made");
        let arguments = ["-t", "tmpfs", "-o", "size=64k", "tmpfs"].map(OsStr::new);
        succeeds("mount", &[&arguments[..], &[path.as_os_str()]].concat()).then_some(Self(path))
    }

    fn grow(&self) {
        assert!(succeeds("mount", &[OsStr::new("-o"), OsStr::new("remount,size=64m"), self.0.as_os_str()]));
    }
}

impl Drop for SmallDisk<'_> {
    fn drop(&mut self) {
        let _ = succeeds("umount", &[self.0.as_os_str()]);
    }
}

#[test]
fn a_full_disk_is_a_message_and_the_work_is_kept() {
    let folder = Folder::new("disk-full");
    for number in 0..100 {
        folder.write(&format!("docs/{number}.txt"), GOOD.replace("500", &number.to_string()).as_bytes());
    }
    if Path::new("/dev/full").exists() {
        let run = folder.run(&["extract", "docs", "-o", "/dev/full"]);
        assert_eq!(run.status, 2);
        assert!(run.stderr.contains("the output cannot be written: No space left on device"), "{}", run.stderr);
    }
    let path = folder.0.join("disk");
    let Some(disk) = SmallDisk::mount(&path) else { return println!("skipped: no disk can be mounted") };
    let run = folder.run(&["extract", "docs", "-o", "disk/out.jsonl"]);
    assert_eq!(run.status, 2);
    assert!(
        run.stderr.starts_with("error: disk/out.jsonl cannot be written: No space left on device"),
        "{}",
        run.stderr
    );
    assert!(run.stderr.contains("--resume"), "{}", run.stderr);
    let left: Vec<_> =
        fs::read_dir(&path).expect("it is mounted").map(|entry| entry.expect("it is listed").file_name()).collect();
    assert_eq!(left, ["out.jsonl.journal"]);
    disk.grow();
    let run = folder.run(&["extract", "docs", "-o", "disk/out.jsonl", "--resume"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert!(run.stderr.contains(" of them read before: "), "{}", run.stderr);
    assert!(folder.read("disk/out.jsonl") == folder.run(&["extract", "docs"]).stdout, "the output is not whole");
}
