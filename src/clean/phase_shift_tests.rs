use super::*;
use crate::alignment::{AlignedText, Certainty};

fn lexicon() -> &'static Lexicon {
    static LEXICON: LazyLock<Lexicon> =
        LazyLock::new(|| Lexicon::builtin().expect("the built-in tables are well formed"));
    &LEXICON
}

fn repaired(text: &str) -> String {
    let changes: Vec<Change> = find(text, lexicon()).into_iter().map(|finding| finding.change).collect();
    AlignedText::identical(text.to_owned(), 0).apply(&changes).0.text().to_owned()
}

/// Damages `text` at every pair of characters whose middle bytes are `？` or `！`, as a converter does that works on bytes.
fn damaged(text: &str) -> String {
    let (bytes, _, lossy) = GBK.encode(text);
    assert!(!lossy, "{text}");
    let mut result = Vec::new();
    let mut position = 0;
    while position < bytes.len() {
        let wide = usize::from(bytes[position] >= 0x80);
        match bytes.get(position..position + 3) {
            Some(&[_, 0xA3, second @ (0xBF | 0xA1)]) if wide == 1 => {
                result.extend([b'?', second - 0x80]);
                position += 3;
                // the rest is read one byte off until the shift ends
                while position < bytes.len() {
                    let byte = bytes[position];
                    result.push(byte);
                    position += 1;
                    if byte < 0x80 {
                        break;
                    }
                }
            }
            _ => {
                result.extend_from_slice(&bytes[position..=position + wide]);
                position += 1 + wide;
            }
        }
    }
    GBK.decode_without_bom_handling(&result).0.into_owned()
}

#[test]
fn the_six_forms() {
    for (text, expected) in [
        ("以建設沿江沿??苿搸\u{E763}榻y領,以", "以建設沿江沿海科創帶為統領,以"),
        ("特新企業20家??萍夹椭行⌒推髽I入庫", "特新企業20家。科技型中小型企業入庫"),
        ("利用高??蒲屑夹g優勢", "利用高校科研技術優勢"),
        ("沿江科創帶,建設沿江沿??苿搸?,推動", "沿江科創帶,建設沿江沿海科創帶,推動"),
        ("接軌上??苿撝行暮吞K南國家", "接軌上海科創中心和蘇南國家"),
        ("帶集聚區?!耙粎^三園”要", "帶集聚區。“一區三園”要"),
    ] {
        assert_eq!(repaired(text), expected);
    }
}

#[test]
fn the_change_says_what_was_guessed() {
    let found = find("接軌上??苿撝行暮吞K南", lexicon());
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].change.certainty, Certainty::Inferred);
    assert_eq!(found[0].change.reason, Reason::GbkPhaseShift);
    let (code, message) = found[0].warning.as_ref().expect("a guess is said");
    assert_eq!(*code, WarningCode::CharacterInferred);
    assert!(message.contains('海'), "{message}");
}

#[test]
fn damage_made_at_will_is_undone() {
    let mut right = 0;
    let sentences = [
        "推進長三角上海科技創新共同體建設,服務全省",
        "加強與高校科研院所合作,突破關鍵技術",
        "打造東海科學城,引領發展",
        "建立學校可持續發展機制,提高質量",
        "支持企業建設。“十四五”規劃綱要,明確目標",
        "推動沿海開發區轉型,形成新格局",
        "支持民營企業上市。堅持創新驅動,增強活力",
        "健全園區管委會制度。“三重一大”事項,集體決策",
        "深化國資國企改革。《條例》要求落實,不打折扣",
        "實施南海可燃冰開采工程,保障能源安全",
    ];
    for sentence in sentences {
        let broken = damaged(sentence);
        let back = repaired(&broken);
        if broken == sentence {
            println!("not damaged: {sentence}");
        } else if back == sentence {
            right += 1;
        } else {
            println!("{broken}\n{back}\n{sentence}");
        }
    }
    assert!(right >= 6, "{right} of {}", sentences.len());
}

#[test]
fn what_nothing_decides_stays_lost() {
    let found = find("??苿撝行暮吞K南", lexicon());
    let changes: Vec<(&str, Reason)> = found.iter().map(|f| (f.change.to.as_str(), f.change.reason)).collect();
    assert_eq!(changes, [("?", Reason::Lost), ("科創中心和蘇", Reason::GbkPhaseShift)]);
    assert_eq!(found[1].change.certainty, Certainty::Certain);
}

#[test]
fn numbers_are_not_guessed() {
    let found = find("總額達到500??苿撝行暮吞K南", lexicon());
    let changes: Vec<(&str, Reason)> = found.iter().map(|f| (f.change.to.as_str(), f.change.reason)).collect();
    assert_eq!(changes, [("?", Reason::Lost), ("科創中心和蘇", Reason::GbkPhaseShift)]);
    assert_eq!(found[0].warning.as_ref().map(|(code, _)| *code), Some(WarningCode::ValueAmbiguous));
    // the bytes of the run are all there, only its last character is not
    assert_eq!(repaired("建設沿江沿??苿搸?2025年"), "建設沿江沿海科創\u{FFFD}2025年");
}

#[test]
fn clean_text_is_left_alone() {
    for text in [
        "??苿",
        "真的吗??我们今天要讨论的是高质量发展的问题A",
        "这样做行吗?!大家都来谈一谈各自的看法",
        "What??however you like it",
        "怎么办?? 落实责任,加强领导",
        "什么??h",
        "??",
        "???????????????",
        "",
    ] {
        assert!(find(text, lexicon()).is_empty(), "{text}: {:?}", find(text, lexicon()));
    }
}

#[test]
fn hostile_text_is_read_in_linear_time() {
    for unit in ["?", "??中", "??萍夹椭行⌒推髽I", "中"] {
        let text = unit.repeat(20_000);
        let _ = find(&text, lexicon());
    }
    let _ = find(&format!("??{}", "萍夹".repeat(100_000)), lexicon());
}

#[test]
fn where_the_search_ends_before_the_text_is_said() {
    // 縣 behind a character that no word tells, and that a Latin letter behind it makes doubtful: found, and left
    let place = "岭??hx\n";
    assert!(best_run(place, "岭??".len(), 0xBF, lexicon()).is_some());
    assert!(find(place, lexicon()).is_empty());
    let said = |places: usize| {
        let clean = super::super::clean_text(AlignedText::identical(place.repeat(places), 0), lexicon());
        let limits = clean.warnings.into_iter().filter(|warning| warning.code == WarningCode::LimitReached);
        limits.map(|warning| warning.span.start).collect::<Vec<_>>()
    };
    assert_eq!(said(MAX_PLACES + 1), [MAX_PLACES * place.len() + "岭".len()]);
    assert!(said(MAX_PLACES).is_empty());
}
