use super::{DocumentNumberClass as Class, *};

fn lexicon() -> Lexicon {
    Lexicon::builtin().expect("the tables are well formed")
}

/// The 40 shapes of real numbers, in simplified characters, with their canonical forms.
const SHAPES: [(&str, &str, Class); 40] = [
    ("国发〔2024〕12号", "国发〔2024〕12号", Class::Standard),
    ("国办发〔2017〕47号", "国办发〔2017〕47号", Class::Standard),
    ("中办发〔2016〕8号", "中办发〔2016〕8号", Class::Standard),
    ("渝府办发〔2026〕24号", "渝府办发〔2026〕24号", Class::Standard),
    ("发改能源〔2022〕210号", "发改能源〔2022〕210号", Class::Standard),
    ("工信部联节〔2022〕88号", "工信部联节〔2022〕88号", Class::Standard),
    ("国办发﹝2017﹞47号", "国办发〔2017〕47号", Class::Standard),
    ("国办发[2017]47号", "国办发〔2017〕47号", Class::Standard),
    ("国办发［2017］47号", "国办发〔2017〕47号", Class::Standard),
    ("国办发【2017】47号", "国办发〔2017〕47号", Class::Standard),
    ("国办发（2017）47号", "国办发〔2017〕47号", Class::Standard),
    ("国办发(2017)47号", "国办发〔2017〕47号", Class::Standard),
    ("国发［２００４］２０号", "国发〔2004〕20号", Class::Standard),
    ("国办发 〔2017〕 47 号", "国办发〔2017〕47号", Class::Standard),
    ("国 办 发〔2 0 1 7〕4 7 号", "国办发〔2017〕47号", Class::Standard),
    ("国办发\u{a0}〔2017〕\u{200b}47号", "国办发〔2017〕47号", Class::Standard),
    ("国税发[1994]089号", "国税发〔1994〕089号", Class::Standard),
    ("财税字〔1994〕001号", "财税字〔1994〕001号", Class::Standard),
    ("市财发〔1992〕字第36号", "市财发〔1992〕字第36号", Class::Standard),
    ("（86）财税地字第008号", "〔86〕财税地字第008号", Class::Standard),
    ("中国人民银行公告〔2019〕第30号", "中国人民银行公告〔2019〕第30号", Class::Announcement),
    ("财政部 税务总局公告2023年第7号", "财政部税务总局公告2023年第7号", Class::Announcement),
    ("财政部公告2020年第21号", "财政部公告2020年第21号", Class::Announcement),
    ("中华人民共和国国务院令第711号", "中华人民共和国国务院令第711号", Class::Order),
    ("中华人民共和国国务院令 第 711 号", "中华人民共和国国务院令第711号", Class::Order),
    ("中华人民共和国主席令第四十五号", "中华人民共和国主席令第四十五号", Class::Order),
    ("主席令（第四十五号）", "主席令第四十五号", Class::Order),
    ("交通运输部令2023年第13号", "交通运输部令2023年第13号", Class::Order),
    ("证监会令【第187号】", "证监会令第187号", Class::Order),
    ("浙江省人民政府令第388号", "浙江省人民政府令第388号", Class::Order),
    (
        "广东省第十三届人民代表大会常务委员会公告（第97号）",
        "广东省第十三届人民代表大会常务委员会公告第97号",
        Class::Announcement,
    ),
    (
        "北京市人民代表大会常务委员会公告〔十五届〕第69号",
        "北京市人民代表大会常务委员会公告〔十五届〕第69号",
        Class::Announcement,
    ),
    ("国办发〔2017〕47", "国办发〔2017〕47号", Class::Standard),
    ("国办发〔二〇一七〕四十七号", "国办发〔2017〕47号", Class::Standard),
    ("国办发〔2017〕47号", "国办发〔2017〕47号", Class::Standard),
    ("国办(ban)发〔2017〕47号", "国办发〔2017〕47号", Class::Standard),
    ("华总一义字第11200045431号", "华总一义字第11200045431号", Class::Taiwan),
    ("府教学字第1120012345号", "府教学字第1120012345号", Class::Taiwan),
    ("第16/2021号行政法规", "第16/2021号行政法规", Class::Macau),
    ("2020年第136号法律公告", "2020年第136号法律公告", Class::HongKong),
];

#[test]
fn all_shapes_stand_alone_in_brackets_and_in_a_sentence() {
    let lexicon = lexicon();
    let mut wrong = Vec::new();
    for (before, after) in [
        ("", ""),
        ("（", "）"),
        ("根据", ""),
        ("《管理办法》和", ""),
        ("和", ""),
        ("《关于该项工作的通知》（", "），自印发之日起施行"),
        ("按照", "文件精神，"),
        ("现将其与", "一并印发"),
        ("依据“", "”的规定"),
        ("　　文号：", " 发布日期：2024-01-01"),
    ] {
        for (shape, canonical, class) in SHAPES {
            if shape.ends_with("47") && after.starts_with(|next: char| !"），”".contains(next) && next != ' ') {
                continue; // without 号 it needs a border
            }
            let text = format!("{before}{shape}{after}");
            let found = find(&text, &lexicon);
            let span = TextSpan::new(before.len(), before.len() + shape.len());
            if found != [DocumentNumber { span, canonical: canonical.to_owned(), class }] {
                wrong.push(format!("{text}: {found:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{} wrong\n{}", wrong.len(), wrong.join("\n"));
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
        ("省卫生健康委函〔2021〕3-1号", vec!["省卫生健康委函〔2021〕3-1号"]),
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
