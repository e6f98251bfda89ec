//! Real documents that lie beside the repository, in `../shared`, with their gold. Where they are not, each test says so
//! and passes.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use gongwen::{
    Extractor,
    evaluate::{Floors, Gold, Prediction, evaluate},
};
use serde_json::Value;

/// The folder, or `None` with a printed line.
fn shared() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared");
    if folder.join("gold").is_dir() {
        return Some(folder);
    }
    println!("skipped: there is no {}", folder.display());
    None
}

/// The gold files' names and texts, sorted by name.
fn gold_files(shared: &Path) -> Vec<(PathBuf, String)> {
    let mut paths: Vec<_> = fs::read_dir(shared.join("gold"))
        .expect("the folder was just seen")
        .map(|entry| entry.expect("the folder can be listed").path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "json"))
        .collect();
    paths.sort();
    let text = |path: &PathBuf| fs::read_to_string(path).expect("a gold file can be read");
    paths.into_iter().map(|path| (path.clone(), text(&path))).collect()
}

fn parse(files: &[(PathBuf, String)]) -> Vec<Gold> {
    files.iter().map(|(path, text)| Gold::parse(&path.display().to_string(), text).expect("gold parses")).collect()
}

#[test]
fn no_score_is_below_its_floor() {
    let Some(shared) = shared() else { return };
    let extractor = Extractor::new().expect("the built-in tables are well formed");
    let gold = parse(&gold_files(&shared));
    let predictions = gold
        .iter()
        .map(|gold| {
            let bytes = fs::read(shared.join("docs").join(&gold.doc)).expect("every gold file has its document");
            let extraction = extractor.extract(&bytes).expect("every shared document can be read");
            (gold.doc.clone(), Prediction::from(&extraction))
        })
        .collect();
    let scores = evaluate(&gold, &predictions);
    let floors = Floors::parse("tests/floors.toml", include_str!("../floors.toml"), "shared").expect("floors parse");
    let compared = floors.compare(&scores);
    for floor in compared.iter().filter(|floor| floor.is_low()) {
        println!("{} is {}: raise its floor of {}", floor.name, floor.score, floor.floor);
    }
    let broken: Vec<_> = compared.iter().filter(|floor| floor.is_broken()).collect();
    assert!(broken.is_empty(), "below the floor: {broken:?}");
}

/// Makes an extraction with one of many mistakes in each record: a field wrong, a record lost, doubled or moved.
fn with_mistakes(gold: &Value, seed: usize) -> Value {
    let mut records = Vec::new();
    for (index, record) in gold["records"].as_array().expect("gold has records").iter().enumerate() {
        let mut record = record.clone();
        let fields = record.as_object_mut().expect("a record is an object");
        fields.remove("also");
        fields.remove("optional");
        let indicator = fields["indicator"].as_str().expect("an indicator is text").to_owned();
        let half: String = indicator.chars().skip(indicator.chars().count() / 2).collect();
        match (index + seed) % 13 {
            0 => continue,
            1 => fields["indicator"] = half.into(),
            2 => fields["year"] = Value::Null,
            3 => fields["bodies"] = Value::Array(Vec::new()),
            4 => fields["kind"] = "target".into(),
            5 => fields["comparator"] = "gt".into(),
            6 => fields["unit"] = "".into(),
            7 => fields["value"] = format!("{}.0", fields["value"].as_str().unwrap_or("1")).into(),
            8 => fields["indicator"] = format!("全市新增{indicator}（个）").into(),
            9 => records.push(record.clone()),
            10 => fields["cadence"] = "annual".into(),
            11 => fields["value_max"] = "7".into(),
            _ => fields["measure"] = "rank".into(),
        }
        let place = if index % 17 == seed { records.len() / 2 } else { records.len() };
        records.insert(place, record);
    }
    let mut document = gold["document"].clone();
    match seed {
        0 => document["title"] = format!(" {} ", document["title"].as_str().unwrap_or_default()).into(),
        1 => document["issuers"] = Value::Array(Vec::new()),
        _ => document["issued"] = Value::Null,
    }
    serde_json::json!({"document": document, "records": records})
}

#[test]
fn the_figures_are_those_of_the_scorer() {
    let Some(shared) = shared() else { return };
    if !Command::new("python3").arg("--version").output().is_ok_and(|output| output.status.success()) {
        println!("skipped: there is no python3");
        return;
    }
    let files = gold_files(&shared);
    let gold = parse(&files);
    for seed in 0..3 {
        let mut predictions = BTreeMap::new();
        let mut lines = String::new();
        for (index, (_, text)) in files.iter().enumerate() {
            if (index + seed) % 8 == 7 {
                continue; // a document that gave nothing
            }
            let gold: Value = serde_json::from_str(text).expect("gold is JSON");
            let mut prediction = with_mistakes(&gold, seed);
            let name = gold["doc"].as_str().expect("gold names its document");
            let parsed = serde_json::from_value::<Prediction>(prediction.clone()).expect("it has the fields");
            predictions.insert(name.to_owned(), parsed);
            prediction["source"] = format!("docs/{name}").into();
            lines.push_str(&format!("{prediction}\n"));
        }
        let file = std::env::temp_dir().join(format!("gongwen-scorer-{}-{seed}.jsonl", std::process::id()));
        fs::write(&file, lines).expect("the temporary folder can be written to");
        let output = Command::new("python3")
            .arg(shared.join("score.py"))
            .args(files.iter().map(|(path, _)| path))
            .arg("--pred")
            .arg(&file)
            .arg("--json")
            .output()
            .expect("python3 was just run");
        fs::remove_file(&file).expect("the file was just written");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let scorer: Value = serde_json::from_slice(&output.stdout).expect("the scorer prints JSON");
        let own = serde_json::to_value(evaluate(&gold, &predictions)).expect("scores serialise");
        assert_eq!(own, scorer, "seed {seed}");
    }
}
