use super::*;
#[test]
fn dump() {
    let Ok(path) = std::env::var("DUMP") else { return };
    let lexicon = Lexicon::builtin().expect("tables");
    let text = std::fs::read_to_string(path).expect("file");
    for (n, line) in text.lines().enumerate() {
        let q = find(line, &lexicon);
        let mut items: Vec<(usize, usize, String)> = Vec::new();
        for f in &q.found {
            items.push((
                f.span.start,
                f.span.end,
                format!(
                    "Q\t{}\t{}\t{}\t{}\t{:?}\t{:?}",
                    &line[f.span.range()],
                    f.value,
                    f.value_max.map_or(String::from("-"), |v| v.to_string()),
                    f.unit.as_deref().unwrap_or("-"),
                    f.comparator,
                    f.figure
                ),
            ));
        }
        for r in &q.refused {
            items.push((r.span.start, r.span.end, format!("R\t{}\t{:?}", &line[r.span.range()], r.refusal)));
        }
        for t in super::super::time::find(line, &lexicon) {
            items.push((t.span.start, t.span.end, format!("T\t{}\t{:?}\t{:?}", &line[t.span.range()], t.role, t.when)));
        }
        items.sort();
        for (s, e, i) in items {
            let from = line[..s].char_indices().rev().nth(11).map_or(0, |(i, _)| i);
            let to = line[e..].char_indices().nth(10).map_or(line.len(), |(i, _)| e + i);
            println!("{}\t{}\t{i}\t{}⟦{}⟧{}", n + 1, s, &line[from..s], &line[s..e], &line[e..to]);
        }
    }
}
