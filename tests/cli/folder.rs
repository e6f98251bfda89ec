//! A folder of a test's own, and the command run in it.

use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::{Duration, Instant},
};

use serde_json::Value;

/// A text that can be read, with one record.
pub(crate) const GOOD: &str = "工作方案\n到2025年，高新技术企业达到500家以上。\n";

/// What a run gave.
pub(crate) struct Run {
    pub(crate) status: i32,
    pub(crate) stdout: Vec<u8>,
    pub(crate) stderr: String,
}

impl Run {
    pub(crate) fn lines(&self) -> Vec<Value> {
        let text = std::str::from_utf8(&self.stdout).expect("the output is UTF-8");
        text.lines().map(|line| serde_json::from_str(line).expect("every line is JSON")).collect()
    }

    /// Source and error code of each line.
    pub(crate) fn outcomes(&self) -> Vec<(String, Option<String>)> {
        let text = |value: &Value| value.as_str().map(str::to_owned);
        self.lines()
            .iter()
            .map(|line| (text(&line["source"]).expect("every line has its source"), text(&line["error"]["code"])))
            .collect()
    }
}

/// An empty folder of its own for each test.
pub(crate) struct Folder(pub(crate) PathBuf);

impl Folder {
    pub(crate) fn new(test: &str) -> Self {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(test);
        if path.exists() {
            fs::remove_dir_all(&path).expect("the folder of the last run can be removed");
        }
        fs::create_dir_all(&path).expect("the folder can be made");
        Self(path)
    }

    pub(crate) fn with(test: &str, files: &[(&str, &[u8])]) -> Self {
        let folder = Self::new(test);
        files.iter().for_each(|(name, bytes)| folder.write(name, bytes));
        folder
    }

    pub(crate) fn write(&self, name: &str, bytes: &[u8]) {
        let path = self.0.join(name);
        fs::create_dir_all(path.parent().expect("a file is in a folder")).expect("the folder can be made");
        fs::write(path, bytes).expect("the file can be written");
    }

    /// The command, to be run in the folder.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_gongwen"));
        command.args(arguments).current_dir(&self.0);
        command
    }

    pub(crate) fn read(&self, name: &str) -> Vec<u8> {
        fs::read(self.0.join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    /// The names of the files that lie in it directly.
    pub(crate) fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(&self.0).expect("the folder is there").map(|entry| entry.expect("it can be listed"));
        let mut names: Vec<String> = entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }

    /// Kills a run that is to write `output`, when `files` are in its journal: it waits for one more, on standard input.
    pub(crate) fn break_off(&self, output: &str, files: usize, arguments: &[&str]) {
        let arguments = [&["extract", "-", "-o", output, "--threads", "2"], arguments].concat();
        let mut child =
            self.command(&arguments).stdin(Stdio::piped()).stderr(Stdio::null()).spawn().expect("the binary runs");
        let journal = self.0.join(format!("{output}.journal"));
        // a piece of a journal, and no other text, ends on this byte; the first is its head
        let written = || fs::read(&journal).unwrap_or_default().iter().filter(|&&byte| byte == 0xFF).count();
        let start = Instant::now();
        while written() < 1 + files {
            assert!(start.elapsed() < Duration::from_secs(60), "{} of {files} files after a minute", written());
            std::thread::sleep(Duration::from_millis(2));
        }
        child.kill().expect("it was started");
        assert_eq!(child.wait().expect("it was started").code(), None, "it ended before it was killed");
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Run {
        self.run_with(arguments, b"")
    }

    pub(crate) fn run_with(&self, arguments: &[&str], stdin: &[u8]) -> Run {
        let mut child = self
            .command(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the binary runs");
        // a command that does not read its input may be gone by now
        let _ = child.stdin.take().expect("the input is a pipe").write_all(stdin);
        let output = child.wait_with_output().expect("the binary ends");
        Run {
            status: output.status.code().expect("the binary is not killed"),
            stdout: output.stdout,
            stderr: String::from_utf8(output.stderr).expect("messages are UTF-8"),
        }
    }
}

pub(crate) fn fine(source: &str) -> (String, Option<String>) {
    (source.to_owned(), None)
}

pub(crate) fn failed(source: &str, code: &str) -> (String, Option<String>) {
    (source.to_owned(), Some(code.to_owned()))
}
