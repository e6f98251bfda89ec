//! A folder of any size, as `examples/generate.rs` makes it: killed ten times, on one thread and on eight, in little memory.
//!
//! Takes minutes, and is run by hand; CONTRIBUTING.md says how. `resume.rs` and `main.rs` have the small versions.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::{Child, Stdio},
    time::{Duration, Instant},
};

use crate::folder::Folder;

/// The peak memory of a running process, as Linux tells it, in bytes.
fn peak(process: u32) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let kilobytes = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?.trim().strip_suffix(" kB")?;
    kilobytes.parse::<u64>().ok().map(|kilobytes| kilobytes * 1024)
}

struct Large {
    folder: Folder,
    /// The folders with a thousand files each.
    roots: Vec<PathBuf>,
}

impl Large {
    fn start(&self, roots: &[PathBuf], output: &str, threads: u8) -> Child {
        self.folder
            .command(&["extract", "-o", output, "--resume", "--threads", &threads.to_string()])
            .args(roots)
            .stderr(Stdio::null())
            .spawn()
            .expect("the binary runs")
    }

    /// A run from beginning to end: how long it took, and its peak of memory.
    fn run(&self, roots: &[PathBuf], output: &str, threads: u8) -> (Duration, u64) {
        let start = Instant::now();
        let mut child = self.start(roots, output, threads);
        let mut most = 0;
        while child.try_wait().expect("it was started").is_none() {
            most = peak(child.id()).unwrap_or(0).max(most);
            std::thread::sleep(Duration::from_millis(10));
        }
        let time = start.elapsed();
        println!("{output}: {} roots, {threads} threads, {:.1} s, {} bytes", roots.len(), time.as_secs_f64(), most);
        (time, most)
    }

    /// Output and manifest, the latter without the times at its end.
    fn written(&self, output: &str) -> (Vec<u8>, String) {
        let manifest = String::from_utf8(self.folder.read(&format!("{output}.manifest.json"))).expect("it is UTF-8");
        let (same, _) = manifest.rsplit_once("\n\"times\":").expect("the times come last");
        (self.folder.read(output), same.to_owned())
    }
}

#[test]
#[ignore = "takes minutes, and a folder that was generated"]
fn the_same_bytes_however_it_was_run_and_little_memory() {
    let path = env::var_os("GONGWEN_FOLDER").expect("GONGWEN_FOLDER names the folder that was generated");
    let entries = fs::read_dir(Path::new(&path)).expect("the folder is there");
    let mut roots: Vec<PathBuf> = entries.map(|entry| entry.expect("it can be listed").path()).collect();
    roots.sort();
    let large = Large { folder: Folder::new("large"), roots };
    let files = large.roots.len() as u64 * 1000;
    let (_, few) = large.run(&large.roots[..1], "few.jsonl", 2);
    let (time, all) = large.run(&large.roots, "whole.jsonl", 2);
    let allowed = few + few / 5 + 200 * files;
    assert!(all <= allowed, "{all} bytes of memory where {allowed} are allowed");
    let whole = large.written("whole.jsonl");

    let mut shuffled = large.roots.clone();
    shuffled.sort_by_key(|root| root.to_string_lossy().chars().rev().collect::<String>());
    for threads in [1, 8] {
        // an output of its own: what is finished would not be done again
        let output = format!("threads-{threads}.jsonl");
        large.run(&shuffled, &output, threads);
        assert!(large.written(&output) == whole, "{threads} threads");
    }

    for round in 1..=10_u32 {
        let mut child = large.start(&large.roots, "killed.jsonl", 2);
        // after one to ten eightieths of the time of a whole run, in disorder
        std::thread::sleep(time * (round * 7 % 11) / 80);
        child.kill().expect("it was started");
        assert_eq!(child.wait().expect("it was started").code(), None, "it ended before it was killed");
    }
    large.run(&large.roots, "killed.jsonl", 2);
    assert!(large.written("killed.jsonl") == whole, "the output differs from that of a whole run");
}
