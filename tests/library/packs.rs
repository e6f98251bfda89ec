//! Packs of users: what they add, what is said of their mistakes, and what they cost.

use std::fmt::Write;

use gongwen::{
    Extractor,
    pack::Pack,
    record::{Kind, Measure, Record},
    rule::{Fit, Fits, Item, Rule},
};

fn pack(text: &str) -> Pack {
    Pack::parse("forest.toml", text).expect("the pack is well formed")
}

fn with(text: &str) -> Extractor {
    Extractor::builder().pack(pack(text)).build().expect("the pack holds what it says")
}

fn builtin() -> Extractor {
    Extractor::new().expect("the built-in packs are well formed")
}

fn records(extractor: &Extractor, text: &str) -> Vec<Record> {
    extractor.extract(text.as_bytes()).expect("it is text").records
}

fn refusal(text: &str) -> String {
    let built = Pack::parse("forest.toml", text).and_then(|pack| Extractor::builder().pack(pack).build());
    built.expect_err("the pack holds a mistake").to_string()
}

const TEN_LINES: &str = r#"
[unit]
count = ["标准墩"]

[[department.organ]]
name = "岭泽林哨"
short = ["林哨"]

[cue.verbs]
reach = ["扩繁到"]
"#;

#[test]
fn ten_lines_teach_a_unit_an_organ_and_a_verb() {
    let text = "一、目标\n到2030年，毛竹母竹扩繁到1200标准墩以上（责任单位：岭泽林哨）。\n";
    let read = records(&with(TEN_LINES), text);
    let record = &read[0];
    assert_eq!((record.indicator.as_str(), record.value.as_str()), ("毛竹母竹", "1200"));
    assert_eq!((record.unit.as_deref(), record.year), (Some("标准墩"), Some(2030)));
    assert_eq!(record.bodies[0].name, "岭泽林哨");
    let before = records(&builtin(), text);
    assert!(!before.iter().any(|record| record.unit.as_deref() == Some("标准墩") && record.indicator == "毛竹母竹"));
}

#[test]
fn a_name_is_kept_whole_and_has_its_unit() {
    let text = "到2030年，全县林木增长达到35，新增补植造林提质面积20公顷。";
    let extractor = with("[indicator]\nnames = [\"林木增长\"]\n[unit.unwritten]\n\"立方米\" = [\"林木增长\"]\n");
    let read = records(&extractor, text);
    assert_eq!((read[0].indicator.as_str(), read[0].unit.as_deref()), ("林木增长", Some("立方米")));
    assert!(read[0].unit_inferred);
}

#[test]
fn the_hash_of_the_rules_follows_what_they_read() {
    let plain = builtin().rules_hash().to_owned();
    assert_eq!(plain.len(), 64);
    assert_eq!(builtin().rules_hash(), plain);
    let hash = |text: &str| with(text).rules_hash().to_owned();
    let disabled = Extractor::builder().disable("state.again").build().expect("the rule is there");
    let first = "[unit]\ncount = [\"墩\", \"丛\"]\n";
    let others = [
        hash(first),
        hash("[unit]\ncount = [\"丛\", \"墩\"]\n"),
        hash(TEN_LINES),
        hash(&rule("")),
        hash(&rule("kind = \"actual\"")),
        hash(&rule("pattern = \"noun:林地面积 reach money|amount\"")),
        disabled.rules_hash().to_owned(),
        plain,
    ];
    assert_eq!(others.iter().collect::<std::collections::HashSet<_>>().len(), others.len());
    // what is only told to people, and what the file is called, changes nothing
    assert_eq!(hash(&rule("why = \"For another test.\"")), others[3]);
    let elsewhere = Pack::parse("other/forest.toml", first).expect("the pack is well formed");
    let elsewhere = Extractor::builder().pack(elsewhere).build().expect("the pack holds what it says");
    assert_eq!(elsewhere.rules_hash(), others[0]);
}

#[test]
fn a_rule_may_name_words() {
    let extractor = with(
        r#"
        [[rule]]
        id = "level.held"
        finds = "what must not shrink"
        why = "守牢 before a value commits to a lower bound."
        pattern = "name 守牢 amount"
        examples = [{ text = "林地面积守牢30万亩。", indicator = "林地面积", value = "300000", unit = "亩" }]
        negatives = ["守牢生态红线。"]
        "#,
    );
    let read = records(&extractor, "到2027年，湿地面积守牢12万亩。");
    assert_eq!((read[0].rule.as_str(), read[0].indicator.as_str()), ("level.held", "湿地面积"));
    assert_eq!(read[0].year, Some(2027));
}

/// A pack with a rule of this pattern, and an example that it reads.
fn with_pattern(pattern: &str, example: &str, indicator: &str, value: &str) -> Extractor {
    with(&format!(
        "[[rule]]\nid = \"level.word\"\nfinds = \"a word\"\nwhy = \"For a test.\"\npattern = \"{pattern}\"\n\
         examples = [{{ text = \"{example}\", indicator = \"{indicator}\", value = \"{value}\" }}]\n\
         negatives = [\"植树造林。\"]\n"
    ))
}

#[test]
fn a_word_of_one_rule_is_left_to_the_others() {
    let texts = [
        "到2030年，渔业产值达到500亿元，水产养殖面积达到3万亩，渔港达到5个。",
        "产量达到上年的2倍，占比达到45%，位次达到全省第3位。",
        "新建渔港5座，建设码头3个，补助资金3000万元。",
        "捕捞产量降低到3万吨，增长5%，每年增长3个百分点。",
    ];
    let packs = [
        with_pattern("name 达到 money", "渔业产值达到5亿元。", "渔业产值", "500000000"),
        with_pattern("name 新建 percent", "放流苗种新建3%。", "放流苗种", "3"),
        with_pattern("name:费 补助 money", "渔船燃油费补助5万元。", "渔船燃油费", "50000"),
        with_pattern("name 到 ratio", "渔工商结构比到3:1。", "渔工商结构比", "3"),
    ];
    for text in texts {
        let before = records(&builtin(), text);
        assert!(!before.is_empty(), "{text}");
        for extractor in &packs {
            let (own, others): (Vec<_>, Vec<_>) =
                records(extractor, text).into_iter().partition(|record| record.rule == "level.word");
            let unchanged = before.iter().filter(|record| own.iter().all(|own| own.span != record.span));
            assert_eq!(others.iter().collect::<Vec<_>>(), unchanged.collect::<Vec<_>>(), "{text}");
        }
    }
    let own = records(&packs[0], texts[0]);
    assert_eq!((own[0].rule.as_str(), own[1].rule.as_str()), ("level.word", "level.reach"));
}

#[test]
fn a_word_of_one_character_is_no_end_of_a_name() {
    let extractor = with_pattern("name 达 amount", "渔港达5个。", "渔港", "5");
    let text = "到2030年，全县行政村通达8个。";
    assert_eq!(records(&extractor, text), records(&builtin(), text));
}

#[test]
fn of_two_words_of_rules_each_rule_has_its_own() {
    let held = "稳固于";
    let text = format!("鱼苗产量{held}5吨，渔港数量固于5个。");
    let both = format!(
        "{}{}",
        rule(&format!("pattern = \"name {held} money\""))
            .replace("林地面积达到5万亩。", &format!("林地面积{held}5元。"))
            .replace("\"50000\"", "\"5\""),
        rule("pattern = \"name 固于 amount\"").replace("level.wood", "level.firm").replace("达到", "固于")
    );
    let rules: Vec<_> = records(&with(&both), &text).into_iter().map(|record| record.rule).collect();
    assert_eq!(rules, ["level.firm", "level.firm"]);
}

#[test]
fn a_rule_takes_the_place_of_one_with_its_id_and_others_can_be_disabled() {
    let text = "森林覆盖率达到24%。";
    let id = records(&builtin(), text)[0].rule.clone();
    assert_eq!(id, "level.reach");
    let replaced = with(
        r#"
        [[rule]]
        id = "level.reach"
        finds = "what is granted"
        why = "For a collection in which all values are granted."
        pattern = "do? name reach quantity name?"
        kind = "provision"
        examples = [{ text = "补助标准达到24元。", indicator = "补助标准", value = "24" }]
        negatives = ["植树造林。"]
        "#,
    );
    assert_eq!(records(&replaced, text)[0].kind, Kind::Provision);
    let without = with("disable = [\"level.reach\"]\n");
    assert!(without.rules().get("level.reach").is_none());
    assert!(records(&without, text).iter().all(|record| record.rule != "level.reach"));
}

#[test]
fn the_last_pack_counts_first() {
    let unit = |kind: &str| pack(&format!("[unit]\n{kind} = [\"墩\"]\n"));
    let of_area = Extractor::builder().pack(unit("count")).pack(unit("area")).build().expect("both are well formed");
    let found = of_area.lexicon().units.longest_at("墩以上").expect("it is a unit");
    assert!(found.kind.is_physical());
}

#[test]
fn a_rule_in_code_stands_in_the_same_list() {
    #[derive(Debug)]
    struct Everything;
    impl Fits for Everything {
        fn fits(&self, items: &[Item], text: &str) -> bool {
            items.iter().any(|item| item.class.is_name() && text[item.span.range()].contains("林"))
        }
    }
    let rule = Rule::new("level.wood", "anything of woods", Fit::Code(std::sync::Arc::new(Everything)));
    let extractor = Extractor::builder().rule(rule).build().expect("it is well formed");
    assert_eq!(extractor.rules().list()[0].id, "level.wood");
    let rules: Vec<_> =
        records(&extractor, "林地面积达到5万亩，水田面积达到3万亩。").into_iter().map(|r| r.rule).collect();
    assert_eq!(rules, ["level.wood", "level.reach"]);
}

#[test]
fn without_its_pack_the_output_is_as_before() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/documents");
    let mut files: Vec<_> =
        std::fs::read_dir(folder).expect("the corpus is there").flatten().map(|e| e.path()).collect();
    files.sort();
    let (plain, packed, again) = (builtin(), with(TEN_LINES), builtin());
    let json = |extractor: &Extractor, bytes: &[u8]| {
        extractor.extract(bytes).map(|extraction| serde_json::to_string(&extraction).expect("it serialises")).ok()
    };
    for file in files.iter().step_by(4) {
        let bytes = std::fs::read(file).expect("the document can be read");
        let before = json(&plain, &bytes);
        assert_eq!(before, json(&packed, &bytes), "no document of the corpus has these words: {}", file.display());
        assert_eq!(before, json(&again, &bytes), "{}", file.display());
    }
}

/// A rule with one line changed.
fn rule(line: &str) -> String {
    let key = line.split(' ').next().unwrap_or_default();
    let lines = [
        "id = \"level.wood\"",
        "finds = \"a level of woods\"",
        "why = \"For a test.\"",
        "pattern = \"noun:林地面积 reach amount\"",
        "examples = [{ text = \"林地面积达到5万亩。\", indicator = \"林地面积\", value = \"50000\" }]",
        "negatives = [\"植树造林。\"]",
    ];
    let mut text = String::from("[[rule]]\n");
    for own in lines {
        let own = if own.split(' ').next() == Some(key) { line } else { own };
        writeln!(text, "{own}").expect("a string can be written to");
    }
    if !lines.iter().any(|own| own.split(' ').next() == Some(key)) {
        writeln!(text, "{line}").expect("a string can be written to");
    }
    text
}

#[test]
fn every_kind_of_mistake_has_its_own_message() {
    let cases: Vec<(&str, String)> = vec![
        ("no TOML", "[unit\n".into()),
        ("an unknown section", "[units]\ncount = [\"墩\"]\n".into()),
        ("rules by another name", "[[rules]]\nid = \"level.wood\"\n".into()),
        ("one rule for a list", rule("").replace("[[rule]]", "[rule]")),
        ("disable below a section", "[unit]\ncount = [\"墩\"]\ndisable = [\"level.reach\"]\n".into()),
        ("Chinese quotes", "[unit]\ncount = [“墩”]\n".into()),
        ("a unit of two kinds", "[unit]\narea = [\"墩\"]\ncount = [\"束\", \"墩\"]\n".into()),
        ("an unknown list", "[comparator.between]\nword = [\"墩\"]\n".into()),
        ("a wrong shape", "[unit]\ncount = \"墩\"\n".into()),
        ("an empty word", "[unit]\ncount = [\"墩\", \"\"]\n".into()),
        ("a word with a space", "[cue.verbs]\nreach = [\"达 到\"]\n".into()),
        ("a word in traditional characters", "[unit]\ncount = [\"標準墩\"]\n".into()),
        ("a bad expression", "[boilerplate]\nlines = ['(']\n".into()),
        ("an unknown key of a rule", rule("mesure = \"level\"")),
        ("no id", rule("id = \"Wood\"")),
        ("an unknown class", rule("pattern = \"noun verb amount\"")),
        ("a misspelt class", rule("pattern = \"noun raech amount\"")),
        ("a full-width sign", rule("pattern = \"noun：苗 reach amount\"")),
        ("a value that may be missing", rule("pattern = \"noun reach money?\"")),
        ("a value by its words", rule("pattern = \"noun reach amount:4.2万亩\"")),
        ("a word apart from the value", rule("pattern = \"稳住 name amount\"")),
        ("no pattern", rule("pattern = \"\"").replace("pattern = \"\"\n", "")),
        ("nothing but an id", "[[rule]]\nid = \"level.wood\"\n".into()),
        ("nothing at all", "[[rule]]\n".into()),
        ("code", rule("code = \"src/lib.rs\"")),
        (
            "an unknown kind",
            rule(
                "examples = [{ text = \"林地面积达到5万亩。\", indicator = \"林地面积\", value = 5, kind = \"targt\" }]",
            ),
        ),
        (
            "another measure",
            rule(
                "examples = [{ text = \"林地面积达到5万亩。\", indicator = \"林地面积\", value = 50000, measure = \"increase\" }]",
            ),
        ),
        ("half an example", rule("examples = [{ text = \"林地面积达到5万亩。\" }]")),
        (
            "no number",
            rule("examples = [{ text = \"林地面积达到5万亩。\", indicator = \"林地面积\", value = \"5万\" }]"),
        ),
        ("no value", rule("pattern = \"noun reach\"")),
        ("an unknown part", rule("indicator = \"{nuon}\"")),
        ("an unknown measure", rule("measure = \"high\"")),
        ("no share", rule("confidence = 2.0")),
        ("no example", rule("examples = []")),
        (
            "an example that fails",
            rule("examples = [{ text = \"林地面积达到5万亩。\", indicator = \"林地\", value = \"5\" }]"),
        ),
        (
            "an example that another rule reads",
            rule("examples = [{ text = \"水田面积达到5万亩。\", indicator = \"水田面积\", value = 50000 }]"),
        ),
        (
            "an example that no rule reads",
            rule("examples = [{ text = \"林地面积增长第3位。\", indicator = \"林地面积\", value = 50000 }]"),
        ),
        ("a negative that is read", rule("negatives = [\"林地面积达到6万亩。\"]")),
        ("an id that stands twice", format!("{}{}", rule(""), rule(""))),
        ("a rule that hides another", rule("pattern = \"do? name reach quantity name?\"")),
        ("an unknown rule", "disable = [\"level.raech\"]\n".into()),
        ("a word and a class in one", rule("pattern = \"name 守住amount\"")),
        ("one organ for a list", "[department.organ]\nname = \"总林长\"\n".into()),
        ("an organ without a name", "[[department.organ]]\nshort = [\"林长\"]\n".into()),
        ("a list of other things", "rule = 5\n".into()),
        (
            "mistakes in several places",
            format!("[unit]\ncount = \"墩\"\n{}{}{}", rule("id = \"Wood\""), rule("kind = \"targt\""), rule("")),
        ),
        ("a reader that is needed", "disable = [\"numeral.value\"]\n".into()),
    ];
    let told: String = cases.iter().map(|(what, text)| format!("{what}:\n  {}\n", refusal(text))).collect();
    assert_eq!(told, include_str!("packs/messages.txt"));
}

#[test]
fn a_hostile_pack_is_refused() {
    let words = |count: usize| {
        let mut text = String::from("[unit]\ncount = [");
        (0..count).for_each(|number| write!(text, "\"墩{number}号\",").expect("a string can be written to"));
        text + "]\n"
    };
    let message = |text: &str| Pack::parse("a.toml", text).expect_err("it is over a limit").to_string();
    assert!(message(&words(60_000)).contains("words of a pack"));
    assert!(message(&"#".repeat(9 << 20)).contains("bytes of a pack"));
    assert!(refusal(&rule(&format!("pattern = \"{} amount\"", "name? ".repeat(1000)))).contains("1001 elements"));
    assert!(refusal("[boilerplate]\nlines = ['(\\w{1000}){1000}']\n").contains("size limit"));
    // a pattern that would keep a backtracking engine busy for ever
    let text = rule(&format!("pattern = \"{} amount {}\"", "name? ".repeat(8), "name? ".repeat(7)));
    let _ = Pack::parse("a.toml", &text.replace("林地面积", "")).map(|pack| Extractor::builder().pack(pack).build());
}

/// The blocks of the guide in a language, joined.
fn guide(language: &str) -> String {
    let guide = include_str!("../../src/pack/guide.md");
    let opening = format!("```{language}\n");
    let blocks = guide.split(opening.as_str()).skip(1).map(|rest| rest.split("```").next().unwrap_or_default());
    blocks.collect::<Vec<_>>().join("\n")
}

#[test]
fn the_guide_does_what_it_says() {
    let (plan, pack) = (guide("text"), with(&guide("toml")));
    let read = records(&pack, &plan);
    let mut table = String::from("indicator,measure,value,unit,year,rule\n");
    for record in &read {
        let unit = record.unit.as_deref().unwrap_or_default();
        let year = record.year.unwrap_or_default();
        let measure = serde_json::to_value(record.measure).expect("a choice serialises");
        let measure = measure.as_str().unwrap_or_default();
        writeln!(table, "{},{measure},{},{unit},{year},{}", record.indicator, record.value, record.rule)
            .expect("a string can be written to");
    }
    assert_eq!(table, guide("csv"));
    let bodies: Vec<_> = read[4].bodies.iter().map(|body| body.name.as_str()).collect();
    assert_eq!(bodies, ["总林长", "县森防站"]);
    // what the guide says is wrong without the pack
    let before = records(&builtin(), &plan);
    for wrong in ["森林覆盖率稳固在", "湿地保有量守牢", "迁出林区养殖场"] {
        assert!(before.iter().any(|record| record.indicator == wrong), "{wrong}");
    }
    assert!(before.iter().all(|record| record.unit.as_deref() != Some("片区")));
    let named = records(&pack, "到2027年，营造林抚育增长达到3万亩。");
    assert_eq!(named[0].indicator, "营造林抚育增长");
    // a line for `disable` may stand above all sections
    let disabled = format!("{}{}", guide("conf"), guide("toml"));
    assert!(with(&disabled).rules().get("state.again").is_none());
}

#[test]
fn the_guide_names_every_class_measure_part_and_key() {
    let guide = include_str!("../../src/pack/guide.md");
    let classes = gongwen::rule::Class::ALL.into_iter().filter(|class| *class != gongwen::rule::Class::Word);
    let parts = ["{noun}", "{noun2}", "{of}", "{subject}", "{before}", "{condition}", "{behind}"];
    let measures = ["level", "increase", "growth_rate", "decrease", "multiple", "rank", "governed"];
    let keys = ["id", "finds", "why", "pattern", "measure", "indicator", "kind", "old_value", "confidence", "examples"];
    let names = classes.map(gongwen::rule::Class::word).chain(parts).chain(measures).chain(keys);
    let missing: Vec<_> = names.filter(|name| !guide.contains(&format!("`{name}`"))).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn an_example_may_expect_whatever_a_record_has() {
    // what records may have is known where packs are read, and made by later stages
    let text = "面积达到5亩。";
    let fields = [
        ("measure", ["level", "increase", "growth_rate", "decrease", "multiple", "rank"].as_slice()),
        ("comparator", &["eq", "ge", "gt", "le", "lt", "approx", "range"]),
        ("kind", &["target", "actual", "forecast", "provision"]),
    ];
    let record: gongwen::record::Record = records(&builtin(), text).remove(0);
    let json = serde_json::to_value(&record).expect("it serialises");
    for (field, choices) in fields {
        assert!(choices.iter().any(|choice| json[field] == **choice), "{field}");
        for choice in choices {
            let example = format!(
                "examples = [{{ text = \"{text}\", indicator = \"面积\", value = 5, {field} = \"{choice}\" }}]"
            );
            Pack::parse("a.toml", &rule(&example)).expect("a choice that records have");
            let known = match field {
                "measure" => serde_json::from_value::<Measure>((*choice).into()).is_ok(),
                "kind" => serde_json::from_value::<Kind>((*choice).into()).is_ok(),
                _ => serde_json::from_value::<gongwen::mention::comparator::Comparator>((*choice).into()).is_ok(),
            };
            assert!(known, "{field} {choice}");
        }
    }
}

#[test]
fn the_value_of_an_example_is_written_in_several_ways() {
    for value in ["50000", "50000.0", "\"50000\"", "\"50000.00\""] {
        let example =
            format!("examples = [{{ text = \"林地面积达到5万亩。\", indicator = \"林地面积\", value = {value} }}]");
        assert_eq!(pack(&rule(&example)).rules()[0].examples[0].value.as_deref(), Some("50000"), "{value}");
    }
}

#[test]
fn a_verb_before_two_characters_is_cut_where_they_are_a_size() {
    let text = "到2030年，拆解功率合计不低于5000千瓦。";
    let verb = "[cue.verbs]\ndo = [\"拆解\"]\n";
    assert_eq!(records(&with(verb), text)[0].indicator, "拆解功率");
    let both = format!("{verb}[cue.names]\nsizes = [\"功率\"]\n");
    assert_eq!(records(&with(&both), text)[0].indicator, "功率");
}

#[test]
fn a_verb_of_a_pack_is_not_governed_by_the_verb_before() {
    let text = "2030年，压减捕捞渔船12艘，换装主机30台。";
    let last = |extractor: &Extractor| records(extractor, text)[1].measure;
    // known shortfall: which of the verbs that no list has take away is not known
    assert_eq!(last(&builtin()), Measure::Decrease);
    assert_eq!(last(&with("[cue.verbs]\ndo = [\"换装\"]\n")), Measure::Increase);
}

#[test]
fn a_level_before_the_name_of_an_organ_is_said_once() {
    let extractor = with("[[department.organ]]\nname = \"市港务总把头\"\nshort = [\"总把头\"]\n");
    let text = "岭泽市人民政府关于渔业的通知\n新建渔港5个（牵头单位：NAME）。\n";
    for (name, full) in [
        ("市港务总把头", "岭泽市港务总把头"),
        ("港务总把头", "岭泽市港务总把头"),
        ("市总把头", "岭泽市港务总把头"),
        ("县港务总把头", "县港务总把头"),
    ] {
        let read = records(&extractor, &text.replace("NAME", name));
        assert_eq!((read[0].bodies[0].name.as_str(), read[0].bodies[0].name_full.as_str()), (name, full));
    }
}
