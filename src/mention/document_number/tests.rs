use super::{DocumentNumberClass as Class, *};

fn lexicon() -> Lexicon {
    Lexicon::builtin().expect("the tables are well formed")
}

#[test]
fn what_is_found_in_sentences() {
    let lexicon = lexicon();
    for (text, expected) in [
        ("《县域科技创新跃升计划（20__-2025年）》(冀政办字〔20__〕9号)，", vec!["冀政办字〔20__〕9号"]),
        ("落实国办发〔X〕43号和省政府要求", vec!["国办发〔X〕43号"]),
        ("根据国发〔2024〕12号和沪府办发[2023]5号文件", vec!["国发〔2024〕12号", "沪府办发〔2023〕5号"]),
        ("武警总部请示（〔1996〕武司字第82号）收悉", vec!["〔1996〕武司字第82号"]),
        ("1994年1月28日中华人民共和国国务院令第142号发布", vec!["中华人民共和国国务院令第142号"]),
        ("国务院第711号令公布", vec!["国务院第711号令"]),
        ("财政部 税务总局2020年第8号公告", vec!["财政部税务总局2020年第8号公告"]),
        ("贯彻执行中央〔1984〕1号文件", vec!["中央〔1984〕1号"]),
        ("国令第707号", vec!["国令第707号"]),
        ("启政办发【2023】10号.pdf", vec!["启政办发〔2023〕10号"]),
        ("文件编号 澄高管〔2018〕70号 公开时限 长期公开", vec!["澄高管〔2018〕70号"]),
        ("国家发展和改革委员会令第16号", vec!["国家发展和改革委员会令第16号"]),
        ("发展改革委、财政部令第5号", vec!["发展改革委、财政部令第5号"]),
        ("抢抓国发〔2022〕2号文件机遇", vec!["抢抓国发〔2022〕2号"]),
        ("〔2026〕XX号", vec!["〔2026〕XX号"]),
        ("X府发〔2024〕X号", vec!["X府发〔2024〕X号"]),
        ("文件（HNPR—2021—01003）", vec!["HNPR-2021-01003"]),
        ("（2020）粤01民终1234号", vec!["（2020）粤01民终1234号"]),
        ("（2024）湛仲字第2342号", vec!["（2024）湛仲字第2342号"]),
        ("经自然资发〔2023〕8号修订", vec!["自然资发〔2023〕8号"]),
        ("和政发〔2020〕1号", vec!["和政发〔2020〕1号"]),
        ("按岭政办发〔2020〕6号之一执行", vec!["岭政办发〔2020〕6号之一"]),
        ("环办便函〔2019〕216号", vec!["环办便函〔2019〕216号"]),
        ("岭政办发〔2020〕\t6号", vec!["岭政办发〔2020〕6号"]),
        ("省卫生健康委函〔2021〕3-1号", vec!["省卫生健康委函〔2021〕3-1号"]),
        ("根据《方案》（岭环发〔2023〕31号）和棠政发〔2022〕6号文件", vec!["岭环发〔2023〕31号", "棠政发〔2022〕6号"]),
        ("根据岭泽县人民政府常务会议纪要〔2022〕9号", vec!["岭泽县人民政府常务会议纪要〔2022〕9号"]),
    ] {
        let found: Vec<String> = find(text, &lexicon).into_iter().map(|number| number.canonical).collect();
        assert_eq!(found, expected, "{text}");
    }
}

#[test]
fn classes_other_than_documents() {
    let lexicon = lexicon();
    for (text, class) in [
        ("〔2026〕XX号", Class::Placeholder),
        ("X府发〔2024〕X号", Class::Placeholder),
        ("国办发〔X〕43号", Class::Placeholder),
        ("国家税务总局公告2023年第XX号", Class::Placeholder),
        ("(2020)粤01民终1234号", Class::Case),
        ("深劳人仲案字〔2020〕第12号", Class::Case),
        ("ZJAC00-2023-0005", Class::Unified),
    ] {
        let found = find(text, &lexicon);
        assert_eq!(found.iter().map(|number| number.class).collect::<Vec<_>>(), [class], "{text}: {found:?}");
    }
}

#[test]
fn what_only_looks_like_a_number() {
    let lexicon = lexicon();
    for text in [
        "按GB/T 9704—2012执行",
        "索引号：014249827/2023-00989",
        "京ICP备12345678号-1",
        "苏公网安备 32028102000565号",
        "某小区〔2020〕12号楼",
        "规划用地（2020）8号地块",
        "地铁〔2020〕1号线",
        "表〔13.5〕",
        "完成计划(20__-2025年)",
        "在第7240号建议中",
        "采购合同（2020）12号",
        "〔2020〕12号",
        "(冀政办字〔20__〕下面是",
        "第16/2021次会议",
        "2007年第23号国务院公报",
        "实验室（2020）3个",
        "下达命令，第3号机组启动",
        "电话：0510-2018-1234",
        "第13次常务会议（2020年）",
        "国发〔2024〕12%",
        "国发〔2024〕12万元",
    ] {
        let found = find(text, &lexicon);
        assert!(found.is_empty(), "{text}: {found:?}");
    }
}

#[test]
fn hostile_text_is_read_in_linear_time() {
    let lexicon = lexicon();
    for piece in ["〔", "国", "号", "令第", "〔2020〕", "字第1", "A-", "公告2020年", "和国", "国 "] {
        let _ = find(&piece.repeat(100_000), &lexicon);
    }
}

#[test]
fn deviations_from_the_standard() {
    let lexicon = lexicon();
    for (text, expected) in [
        ("岭政发〔2021〕15号", vec![]),
        ("岭政发[2021]15号", vec![Deviation::Bracket]),
        ("岭政发〔2021〕015号", vec![Deviation::Padded]),
        ("岭政发〔2021〕第15号", vec![Deviation::SerialWord]),
        ("岭政发〔２０２１〕１５号", vec![Deviation::FullWidth]),
        ("岭政发 〔2021〕 15 号", vec![Deviation::Spaced]),
        ("岭政发〔二〇二一〕十五号", vec![Deviation::ChineseNumeral]),
        ("岭政发〔2021〕15", vec![Deviation::NoSign]),
        (
            "（87）岭财字第015号",
            vec![Deviation::Bracket, Deviation::ShortYear, Deviation::Padded, Deviation::SerialWord],
        ),
        ("岭泽市人民政府令第3号", vec![]),
    ] {
        let found = find(text, &lexicon);
        assert_eq!(found.len(), 1, "{text}: {found:?}");
        assert_eq!(found[0].deviations, expected, "{text}");
    }
}

#[test]
fn joint_numbers() {
    let lexicon = lexicon();
    for (text, joint) in [
        ("岭财联〔2021〕15号", true),
        ("岭工信联发〔2021〕15号", true),
        ("岭财发〔2021〕15号", false),
        ("财政部、税务总局公告2021年第9号", true),
        ("财政部公告2021年第9号", false),
    ] {
        let found = find(text, &lexicon);
        assert_eq!(found.iter().map(DocumentNumber::is_joint).collect::<Vec<_>>(), [joint], "{text}: {found:?}");
    }
}
