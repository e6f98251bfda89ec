//! Pages made to hurt, read by the command as it is built: each is done or refused with a clear error, soon and in little
//! memory, and twice the page takes no more than about twice the time.
//!
//! An unoptimised build is some ten times slower and gets pages of an eighth of the size; `.ci/run` runs the full ones:
//! `cargo test --release --test hostile -- --nocapture` prints the figures. Time is that of the processor where the system
//! tells it, so that a busy machine does not count.

use std::{
    fs,
    path::PathBuf,
    process::{Command, Stdio},
    time::{Duration, Instant},
};

const MEGA: usize = if cfg!(debug_assertions) { 1 << 17 } else { 1 << 20 };

/// How long a page may take.
const LONGEST: Duration = Duration::from_secs(if cfg!(debug_assertions) { 60 } else { 20 });

/// When a run is given up, on the clock.
const PATIENCE: Duration = Duration::from_secs(600);

/// The peak of the command's memory, in kilobytes.
const MOST_MEMORY: u64 = 1_000_000;

/// What a run took and gave.
#[derive(Debug)]
struct Run {
    status: Option<i32>,
    error: Option<String>,
    time: Duration,
    /// In kilobytes; `None` where the system does not tell.
    memory: Option<u64>,
}

/// Runs `gongwen extract` on `bytes`.
fn run(name: &str, bytes: &[u8]) -> Run {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
    let [page, output, manifest] =
        ["", ".jsonl", ".jsonl.manifest.json"].map(|ending| folder.join(format!("hostile-{name}{ending}")));
    fs::write(&page, bytes).expect("the folder can be written to");
    let start = Instant::now();
    let mut child = Command::new(env!("CARGO_BIN_EXE_gongwen"))
        .args(["extract", "--threads", "1", "-o"])
        .args([&output, &page])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("the command runs");
    let (mut memory, mut processor) = (None, None);
    let status = loop {
        memory = peak(child.id()).max(memory);
        processor = processor_time(child.id()).max(processor);
        if let Some(status) = child.try_wait().expect("the command was started") {
            break status;
        }
        if start.elapsed() > PATIENCE {
            child.kill().expect("the command was started");
            panic!("{name}: still running after {:?}", start.elapsed());
        }
        std::thread::sleep(Duration::from_millis(5));
    };
    let time = processor.unwrap_or_else(|| start.elapsed());
    let line = fs::read_to_string(&output).unwrap_or_default();
    [page, output, manifest].into_iter().try_for_each(fs::remove_file).expect("the files were just written");
    let error = line
        .split_once("\"error\":{\"code\":\"")
        .and_then(|(_, rest)| rest.split_once('"'))
        .map(|(code, _)| code.to_owned());
    assert!(line.ends_with("}\n"), "{name}: no line");
    Run { status: status.code(), error, time, memory }
}

/// The peak memory of a running process, as Linux tells it.
fn peak(process: u32) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?.trim().strip_suffix(" kB")?.parse().ok()
}

/// The time that the processor spent on a running process, as Linux tells it: in hundredths of a second.
fn processor_time(process: u32) -> Option<Duration> {
    let status = fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    // the name of the command, in brackets, may hold anything; the times are the twelfth and thirteenth fields behind it
    let fields: Vec<&str> = status.rsplit_once(')')?.1.split_whitespace().collect();
    let ticks: u64 = fields.get(11)?.parse::<u64>().ok()? + fields.get(12)?.parse::<u64>().ok()?;
    Some(Duration::from_millis(ticks * 10))
}

/// Runs a page of one size, and checks what must hold.
fn check(name: &str, bytes: &[u8], error: Option<&str>) -> Run {
    let run = run(name, bytes);
    let megabytes = run.memory.unwrap_or(0) / 1000;
    println!("{name}: {} bytes, {:.2} s, {megabytes} MB, {:?}", bytes.len(), run.time.as_secs_f64(), run.error);
    assert_eq!(run.error.as_deref(), error, "{name}");
    assert_eq!(run.status, Some(i32::from(error.is_some())), "{name}: no panic, and the status says what happened");
    assert!(run.time < LONGEST, "{name} took {:?}", run.time);
    assert!(run.memory.is_none_or(|memory| memory < MOST_MEMORY), "{name} took {megabytes} MB");
    run
}

/// Checks a page and one twice as long: the second takes no more than three times as long, once that can be measured.
fn check_growth(name: &str, page: impl Fn(usize) -> Vec<u8>, error: Option<&str>) {
    let small = check(name, &page(1), error);
    let large = check(&format!("{name}-twice"), &page(2), error);
    let floor = Duration::from_millis(1500);
    assert!(large.time < small.time.max(floor) * 3, "{name}: {:?}, twice of it {:?}", small.time, large.time);
}

fn repeated(piece: &str, bytes: usize) -> Vec<u8> {
    piece.repeat(bytes / piece.len()).into_bytes()
}

/// What stands before a page that would be empty without it.
const TEXT: &str = "<p>岭泽县到2035年建成林场8个，森林面积不断增加。</p>";

fn page(attack: Vec<u8>) -> Vec<u8> {
    [TEXT.as_bytes(), &attack].concat()
}

#[test]
fn nested_elements() {
    let nested = |depth: usize| {
        let (open, close) = ("<div>".repeat(depth), "</div>".repeat(depth));
        format!("{open}{TEXT}{close}").into_bytes()
    };
    check_growth("div", |times| nested(100_000 * times), None);
    check_growth("nested-tables", |times| page(repeated("<table><tr><td>", times * MEGA / 2)), None);
    check_growth("open-inline", |times| page(repeated("<b>a", times * MEGA / 4)), None);
}

#[test]
fn signs_without_end() {
    check_growth("angles", |times| repeated("<", 5 * times * MEGA), None);
    check_growth("ampersands", |times| page(repeated("&", times * MEGA)), None);
    check_growth("comments", |times| page(repeated("<!-- ", times * MEGA / 2)), None);
    check_growth("quotes", |times| page(repeated("<a title=\"", times * MEGA / 2)), None);
    check_growth("brackets", |times| repeated("（", 5 * times * MEGA / 2), None);
    check_growth("markdown-comments", |times| [b"# a\n".to_vec(), repeated("<!-- ", times * MEGA / 2)].concat(), None);
    check_growth("markdown", |times| [b"# a\n".to_vec(), repeated("[**![a](", times * MEGA / 2)].concat(), None);
    check_growth(
        "strings",
        |times| [b"<script>".to_vec(), repeated("content:\"", times * MEGA / 2), b"</script>a".to_vec()].concat(),
        None,
    );
}

#[test]
fn zero_bytes_are_no_text() {
    check("zeros", &page(vec![0; MEGA]), Some("not_text"));
    let scattered: Vec<u8> = TEXT.bytes().chain([0]).collect();
    check("scattered-zeros", &scattered.repeat(100), None);
}

#[test]
fn many_attributes() {
    let attributes = |count: usize| {
        let list: String = (0..count).map(|number| format!(" a{number}=1")).collect();
        format!("<p{list}>{TEXT}").into_bytes()
    };
    check_growth("attributes", |times| attributes(100_000 * times), None);
    check_growth(
        "classes",
        |times| format!("<div class=\"{}\">{TEXT}", "nav ".repeat(100_000 * times)).into_bytes(),
        None,
    );
}

#[test]
fn tables_without_measure() {
    let row = format!("<tr>{}</tr>", "<td rowspan=3>1</td>".repeat(1000));
    check(
        "table",
        page(repeated(&format!("<table>{}</table>", row.repeat(1000)), row.len() * 1000 + 20)).as_slice(),
        Some("limit"),
    );
    let huge = "<table><tr><td rowspan=1000000000 colspan=1000000000>1<td>2<tr><td>3</table>";
    check("spans", &page(repeated(huge, 10 * huge.len())), None);
    check_growth("rows", |times| repeated("指标\t1\n", times * MEGA / 4), None);
    check_growth("pipes", |times| repeated("a | ", times * MEGA / 4), None);
    check("cells", &repeated("a | ", 1 << 20), Some("limit"));
    // one long row makes all others as long
    for (name, separator, head) in [("long-row-of-pipes", " | ", "a | b\n--|--\n"), ("long-row-of-tabs", "\t", "# a\n")]
    {
        let rows = repeated(&format!("a{separator}b{separator}c\n"), MEGA / 2);
        let long = repeated(&format!("a{separator}"), MEGA / 8);
        let table = [rows.as_slice(), &long, b"\n", &rows].concat();
        check(name, &table, Some("limit"));
        check(name, &[head.as_bytes(), &table].concat(), Some("limit"));
    }
}

#[test]
fn many_of_what_is_looked_for_beside_another() {
    // each opens a list, and the headings behind it go on
    let opened = |index: usize| format!("{}.甲\n乙：\n", index % 90 + 1);
    check_growth("opened", |times| (0..times * MEGA / 64).map(opened).collect::<String>().into_bytes(), None);
    let cited = |index: usize| format!("岭政发〔2031〕{index}号、");
    check_growth("cited", |times| (0..times * MEGA / 64).map(cited).collect::<String>().into_bytes(), None);
    let figures = |times| [b"a\t".to_vec(), repeated("1，", times * MEGA / 16), b"\tb\nc\td\te\n".to_vec()].concat();
    check_growth("figures", figures, None);
    let table = "<table><tr><td>指标<td>数值<tr><td>林场<td>5</table>";
    let uneven = |times| [b"a\tb\tc\n".to_vec(), repeated("a\tb\tc\na\tb\n", times * MEGA / 16)].concat();
    check_growth("uneven", uneven, None);
    let bodies = |index: usize| format!("市{}局、", char::from_u32(0x4E00 + index as u32 % 20_000).unwrap_or('某'));
    let bodies = |times: usize| (0..times * MEGA / 100).map(bodies).collect::<String>();
    let row = |times| format!("任务\t目标\t责任单位\n林场\t5家\t{}\n苗圃\t6家\t市林业局\n", bodies(times)).into_bytes();
    check_growth("bodies", row, None);
    check_growth("tables", |times| page(repeated(table, times * MEGA / 4)), None);
}

#[test]
fn a_head_without_end() {
    check_growth("head", |times| [b"---\n".to_vec(), repeated("a: b\n", times * MEGA / 2)].concat(), None);
}

#[test]
fn fifty_megabytes_on_one_line() {
    check_growth("line", |times| repeated("加快建设创新平台，完善服务体系，", 25 * times * MEGA), None);
}

#[test]
fn values_without_end() {
    // on one line, in one sentence
    check_growth("values", |times| repeated("到2035年，林场达到500家，", times * MEGA / 2), None);
    check_growth("values-glued", |times| repeated("林场500家", times * MEGA / 4), None);
    check_growth("tasks", |times| [b"1. a\n".to_vec(), repeated("到2035年达到5家\n", times * MEGA / 4)].concat(), None);
    if !cfg!(debug_assertions) {
        check("numbers", &repeated("林场达到500家。", 10 * MEGA), Some("limit"));
    }
}
