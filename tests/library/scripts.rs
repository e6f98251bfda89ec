//! Simplified and traditional script: by phrase where phrases matter, simplified text left alone, the source given back.

use std::{
    fs,
    path::{Path, PathBuf},
};

use gongwen::{
    Extractor,
    clean::Script,
    decode::decode,
    extractor::{Options, OutputScript},
    lexicon::Lexicon,
};
use regex::Regex;

/// Traditional text and its simplified form: in mainland words as they stand, never in other words for the same thing.
const TRADITIONAL: [(&str, &str); 26] = [
    ("關於促進經濟發展的意見", "关于促进经济发展的意见"),
    ("瀋陽與於潛鎮於2035年前完成於規劃的項目", "沈阳与於潜镇于2035年前完成于规划的项目"),
    ("乾縣與乾安縣的幹部在乾旱時節幹勁十足，河道乾淨", "乾县与乾安县的干部在干旱时节干劲十足，河道干净"),
    ("若干措施不干預市場，干擾減少", "若干措施不干预市场，干扰减少"),
    ("著力圍繞著重點，沿著長江，隨著改革", "着力围绕着重点，沿着长江，随着改革"),
    ("著名學者的專著、原著與著作成效顯著", "著名学者的专著、原著与著作成效显著"),
    ("皇后在後面，前後三年，后土祠後殿", "皇后在后面，前后三年，后土祠后殿"),
    ("城裡有三公里綠道，裏程碑在村裡", "城里有三公里绿道，里程碑在村里"),
    ("餘額增加三千餘萬元，其餘不變", "余额增加三千余万元，其余不变"),
    ("臺灣的颱風過後，平臺與臺賬重建", "台湾的台风过后，平台与台账重建"),
    ("恢復、複製、複雜、回覆、答覆、批覆", "恢复、复制、复杂、回复、答复、批复"),
    ("森林覆蓋率達到61.5%，覆核結果公佈", "森林覆盖率达到61.5%，复核结果公布"),
    ("徵收土地，長征精神，象徵與特徵", "征收土地，长征精神，象征与特征"),
    ("製造業制度，準備批准", "制造业制度，准备批准"),
    ("頭髮、麵粉、穀物、鬆綁、松樹", "头发、面粉、谷物、松绑、松树"),
    ("範圍與典範，姓范", "范围与典范，姓范"),
    ("衝擊、沖洗、衝突", "冲击、冲洗、冲突"),
    ("週期、周邊、一週", "周期、周边、一周"),
    ("採購、採取、風采", "采购、采取、风采"),
    ("鬥爭、北斗、戰鬥", "斗争、北斗、战斗"),
    ("佔地、占比、占卜", "占地、占比、占卜"),
    ("儘快、盡力、詳盡", "尽快、尽力、详尽"),
    ("瞭解、瞭望、一目瞭然", "了解、瞭望、一目了然"),
    ("計畫書、憑藉、甚麼", "计划书、凭借、什么"),
    ("程式、網路、品質、軟體的數位化", "程式、网路、品质、软体的数位化"),
    ("甦醒、研究、爲了、羣眾、啓動", "苏醒、研究、为了、群众、启动"),
];

/// Simplified text that looks traditional here and there.
const SIMPLIFIED: [&str; 12] = [
    "乾县、乾安县和於潜镇的干部",
    "专著、名著、显著、著名、执著、昭著",
    "瞭望塔、凭藉、慰藉、狼藉",
    "宫商角徵羽、答覆、覆盖、倾覆",
    "皇后、太后、后土、里程、公里、邻里",
    "面粉、台风、天台、北斗、制度、准许、松树、山谷",
    "什么、那么、夥同、毕昇、薰衣草、拚搏",
    "蔄山镇、鮀江街道、峣山、浛洸镇、犇牛",
    "李喆、陈堃、王珺、赵昇、刘淼",
    "余姚、于洪、万俟、种姓、仇姓、单县、任县",
    "坂田街道、荃湾、氹仔、凼塘、圳美",
    "2025年GDP达到500亿元，R&D经费占比2.5%",
];

/// Simplified text and its traditional form.
const TO_TRADITIONAL: [(&str, &str); 20] = [
    ("关于促进经济发展的意见", "關於促進經濟發展的意見"),
    ("皇后在后面，前后三年", "皇后在後面，前後三年"),
    ("干部、干净、若干、干预、干旱、骨干", "幹部、乾淨、若干、干預、乾旱、骨幹"),
    ("乾县和乾安县", "乾縣和乾安縣"),
    ("著名的专著，围绕重点着力，随着改革", "著名的專著，圍繞重點著力，隨著改革"),
    ("城里、公里、里程碑", "城裡、公里、里程碑"),
    ("余额三千余万元", "餘額三千餘萬元"),
    ("制造业制度，体制造成", "製造業制度，體制造成"),
    ("恢复、复制、复杂、答复", "恢復、複製、複雜、答覆"),
    ("征收、长征、象征", "徵收、長征、象徵"),
    ("头发、面粉、表面、谷物、山谷", "頭髮、麵粉、表面、穀物、山谷"),
    ("放松、松树、准备、批准", "放鬆、松樹、準備、批准"),
    ("系统、关系、联系", "系統、關係、聯繫"),
    ("分钟、周期、周边", "分鐘、週期、周邊"),
    ("采购、风采", "採購、風采"),
    ("斗争、北斗", "鬥爭、北斗"),
    ("冲击、计划、划分、历史、日历", "衝擊、計劃、劃分、歷史、日曆"),
    ("尽快、尽力、只有、一只", "儘快、盡力、只有、一隻"),
    ("范围、合并、签订、征程", "範圍、合併、簽訂、征程"),
    ("软件、网络、信息、核心、新增", "軟件、網絡、信息、核心、新增"),
];

/// A line in simplified characters; the text around it is traditional or not.
fn simplify(text: &str, in_traditional: bool, lexicon: &Lexicon) -> String {
    let mut result = text.to_owned();
    for (span, to) in lexicon.script.simplify(text, in_traditional).into_iter().rev() {
        result.replace_range(span.range(), &to);
    }
    result
}

fn lexicon() -> Lexicon {
    Lexicon::builtin().expect("the built-in tables are well formed")
}

/// Every row that does not hold, so that all are seen at once.
fn assert_none(wrong: &[String]) {
    assert!(wrong.is_empty(), "{} rows do not hold:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn traditional_text_becomes_simplified() {
    let (lexicon, extractor) = (lexicon(), Extractor::new().expect("the built-in tables parse"));
    let mut wrong = Vec::new();
    for (traditional, expected) in TRADITIONAL {
        let alone = simplify(traditional, true, &lexicon);
        // the whole chain, behind a line that shows the script
        let page = format!("嶺澤縣人民政府辦公室關於發展農業與實業的通知\n{traditional}。\n");
        let document = extractor.document(page.as_bytes()).expect("it is text");
        let chain = document.text.text().lines().nth(1).unwrap_or_default().trim_end_matches('。').to_owned();
        for found in [alone, chain] {
            if found != expected {
                wrong.push(format!("{traditional} → {found}, not {expected}"));
            }
        }
        let original = document.text.original_script();
        if original != page {
            wrong.push(format!("{page} → {original} as original"));
        }
    }
    assert_none(&wrong);
}

#[test]
fn simplified_text_is_left_alone() {
    let (lexicon, extractor) = (lexicon(), Extractor::new().expect("the built-in tables parse"));
    let mut wrong = Vec::new();
    for text in SIMPLIFIED {
        let page = format!("岭泽县人民政府办公室关于发展农业与实业的通知\n{text}。\n");
        let document = extractor.document(page.as_bytes()).expect("it is text");
        assert_eq!(document.script, Script::Simplified);
        for (found, expected) in [(simplify(text, false, &lexicon), text), (document.text.text().to_owned(), &page)] {
            if found != expected {
                wrong.push(format!("{expected} → {found}"));
            }
        }
    }
    assert_none(&wrong);
}

#[test]
fn simplified_text_becomes_traditional() {
    let (lexicon, extractor) = (lexicon(), Extractor::new().expect("the built-in tables parse"));
    let options = Options { script: OutputScript::Traditional, ..Options::default() };
    let mut wrong = Vec::new();
    for (simplified, expected) in TO_TRADITIONAL {
        let found = lexicon.script.to_traditional(simplified);
        if found != expected {
            wrong.push(format!("{simplified} → {found}, not {expected}"));
        }
        let back = simplify(&found, true, &lexicon);
        if back != simplified {
            wrong.push(format!("{found} → {back}, not back to {simplified}"));
        }
        // the whole chain
        let page = format!("到2035年，{simplified}的项目达到25个。\n");
        let extraction = extractor.extract_with(page.as_bytes(), options).expect("it is text");
        let page = lexicon.script.to_traditional(&page);
        wrong.extend(
            extraction
                .records
                .iter()
                .filter(|record| !page.contains(&record.quote))
                .map(|record| format!("{record:?}")),
        );
    }
    assert_none(&wrong);
}

/// The files of a folder of `../shared`, sorted; none if it is not there.
fn shared(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared").join(folder);
    let Ok(entries) = fs::read_dir(&folder) else {
        println!("left out: there is no {}", folder.display());
        return Vec::new();
    };
    let mut paths: Vec<_> = entries.map(|entry| entry.expect("it can be listed").path()).collect();
    paths.sort();
    paths
}

/// Places in simplified reports that are converted, as a person would: a stray traditional character in simplified words.
const STRAYS: [&str; 1] = ["党的领导[貫→贯]穿政府工作"];

#[test]
fn reports_in_simplified_script_are_left_alone() {
    let lexicon = lexicon();
    let (mut characters, mut there_and_back, mut changes, mut lost) = (0, 0, Vec::new(), 0);
    for (number, path) in shared("reports").into_iter().enumerate() {
        let text = String::from_utf8_lossy(&fs::read(&path).expect("it can be read")).into_owned();
        for line in text.lines() {
            characters += line.chars().count();
            for (span, to) in lexicon.script.simplify(line, false) {
                changes.push(format!("{}[{}→{to}]{}", &line[..span.start], &line[span.range()], &line[span.end..]));
            }
            if number % 5 != 0 {
                continue;
            }
            there_and_back += line.chars().count();
            let back = simplify(&lexicon.script.to_traditional(line), true, &lexicon);
            lost += back.chars().zip(line.chars()).filter(|(back, original)| back != original).count();
        }
    }
    println!("{} changes in {characters} characters", changes.len());
    println!("{lost} of {there_and_back} characters become others on the way there and back");
    changes.retain(|change| !STRAYS.iter().any(|stray| change.contains(stray)));
    assert_none(&changes);
    assert!(lost * 50_000 <= there_and_back);
}

#[test]
fn real_traditional_text() {
    let markup = Regex::new("<[^>]*>|&#?[0-9A-Za-z]+;").expect("a constant pattern");
    let (lexicon, extractor) = (lexicon(), Extractor::new().expect("the built-in tables parse"));
    for path in shared("traditional") {
        let bytes = fs::read(&path).expect("it can be read");
        let Ok(document) = extractor.document(&bytes) else {
            assert!(path.ends_with("_ude_euc-tw1.txt"), "{} cannot be read", path.display());
            continue;
        };
        let original = document.text.original_script();
        let (before, after) = (lexicon.script.count(&original), lexicon.script.count(document.text.text()));
        println!("{}: {before:?}, converted {after:?}", path.display());
        assert_eq!((document.script, after.traditional), (Script::Traditional, 0), "{}", path.display());
        // what is given back is what was there, between tags and over the ends of lines
        let source = decode(&bytes, None).expect("it is text").text;
        let source = markup.replace_all(source.text(), "").replace(char::is_whitespace, "");
        let line = original.lines().max_by_key(|line| line.len()).unwrap_or_default();
        let longest = line.split(|c: char| !('\u{4E00}'..='\u{9FFF}').contains(&c)).max_by_key(|run| run.len());
        assert!(source.contains(longest.unwrap_or_default()), "{}: {longest:?}", path.display());
    }
}

#[test]
fn words_come_back_as_the_source_has_them() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut paths = ["taiwan-plan.txt", "traditional-phase-shift.txt"]
        .map(|name| root.join("corpus/documents").join(name))
        .to_vec();
    paths.extend(shared("docs"));
    let (lexicon, extractor) = (lexicon(), Extractor::new().expect("the built-in tables parse"));
    let (mut fields, mut whole) = (0, 0);
    for path in paths {
        let bytes = fs::read(&path).expect("it can be read");
        let document = extractor.document(&bytes).expect("it is text").text.original_script();
        let options = Options { script: OutputScript::Original, ..Options::default() };
        let extraction = extractor.extract_with(&bytes, options).expect("it is text");
        let words = extraction.records.iter().flat_map(|record| [&record.indicator, &record.quote, &record.value_text]);
        for words in words.chain(&extraction.document.title).chain(&extraction.document.addressees) {
            fields += 1;
            whole += usize::from(document.contains(words.as_str()));
            // the others are put together from several places
            let count = lexicon.script.count(words);
            match extraction.script {
                Script::Traditional => assert_eq!(count.simplified, 0, "{}: {words}", path.display()),
                Script::Simplified => assert_eq!(count.traditional, 0, "{}: {words}", path.display()),
                Script::Mixed => {}
            }
        }
    }
    println!("{whole} of {fields} fields stand in their document in one piece");
    assert!(whole * 10 > fields * 9);
}
