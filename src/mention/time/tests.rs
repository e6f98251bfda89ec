use super::*;

/// Each time as `text role when`, `when` as years, as an offset or as a word.
fn times(text: &str) -> Vec<String> {
    let lexicon = Lexicon::builtin().expect("the built-in tables are well formed");
    let write = |time: Time| {
        let when = match time.when {
            When::Absolute { start, end }
                if start.month == Some(1) && end.month == Some(12) && start.day == Some(1) =>
            {
                format!("{}-{}", start.year, end.year)
            }
            When::Absolute { start, end } => format!("{start}..{end}"),
            When::Relative { first, last, months } => {
                let from = if first == last || first == 0 { String::new() } else { format!("{first:+}..") };
                let months = months.map(|(first, last)| format!(" months {first}-{last}")).unwrap_or_default();
                format!("{from}{last:+}{months}")
            }
            When::EveryYear => "every".to_owned(),
            When::Unknown => "?".to_owned(),
        };
        format!("{} {:?} {when}", &text[time.span.range()], time.role)
    };
    find(text, Era::of(text), &lexicon).into_iter().map(write).collect()
}

#[test]
fn times_with_their_roles() {
    for (text, expected) in [
        ("到2025年，", "到2025年 Deadline 2025-2025"),
        ("到2025年底，", "到2025年底 Deadline 2025-2025"),
        ("到2025年末", "到2025年末 Deadline 2025-2025"),
        ("2025年底前", "2025年底前 Deadline 2025-2025"),
        ("2025年6月底前", "2025年6月底前 Deadline 2025-06-01..2025-06-30"),
        ("截至2016年，", "截至2016年 Deadline 2016-2016"),
        ("2021年完成", "2021年 Period 2021-2021"),
        ("2020年全年", "2020年全年 Period 2020-2020"),
        ("2018—2020年", "2018—2020年 Period 2018-2020"),
        ("(2018-2020)", "2018-2020 Period 2018-2020"),
        ("2018年至2020年", "2018年至2020年 Period 2018-2020"),
        ("2018年—2020年", "2018年—2020年 Period 2018-2020"),
        ("2021年3月至2023年12月", "2021年3月至2023年12月 Period 2021-03-01..2023-12-31"),
        ("2021年3月5日—2023年5月1日", "2021年3月5日—2023年5月1日 Period 2021-03-05..2023-05-01"),
        ("2023年上半年", "2023年上半年 Period 2023-01-01..2023-06-30"),
        ("2023年第三季度末", "2023年第三季度末 Deadline 2023-07-01..2023-09-30"),
        ("2023年1月至11月", "2023年1月至11月 Period 2023-01-01..2023-11-30"),
        ("去年1—9月", "去年1—9月 Period -1 months 1-9"),
        ("今年上半年", "今年上半年 Period +0 months 1-6"),
        ("明年6月底前", "明年6月底前 Deadline +1 months 6-6"),
        ("6月底前完成", "6月底前 Deadline +0 months 6-6"),
        ("增加到2002年的", "2002年 Period 2002-2002"),
        ("“三五”时期", "“三五”时期 Period 1966-1970"),
        ("“一五”期间", "“一五”期间 Period 1953-1957"),
        ("“十六五”末", "“十六五”末 Deadline 2031-2035"),
        ("第二个五年计划期间", "第二个五年计划期间 Period 1958-1962"),
        ("第十四个五年规划时期", "第十四个五年规划时期 Period 2021-2025"),
        ("2023年1—6月", "2023年1—6月 Period 2023-01-01..2023-06-30"),
        ("“十四五”期间", "“十四五”期间 Period 2021-2025"),
        ("十四五时期，", "十四五时期 Period 2021-2025"),
        ("“十三五”末全区", "“十三五”末 Deadline 2016-2020"),
        ("到“十五五”末", "到“十五五”末 Deadline 2026-2030"),
        ("“九五”期间", "“九五”期间 Period 1996-2000"),
        ("“二五”时期", "“二五”时期 Period 1958-1962"),
        ("每年新增", "每年 Annual every"),
        ("年均增长", "年均 Annual every"),
        ("年度培养人才", "年度 Annual every"),
        ("今年，", "今年 Period +0"),
        ("过去一年，", "过去一年 Period -1"),
        ("一年来，", "一年来 Period -1"),
        ("新的一年，", "新的一年 Period +0"),
        ("去年", "去年 Period -1"),
        ("今明两年", "今明两年 Period +1"),
        ("明后两年", "明后两年 Period +1..+2"),
        ("今年底前", "今年底前 Deadline +0"),
        ("年底前完成", "年底前 Deadline +0"),
        ("三年内", "三年内 Deadline +3"),
        ("今后三年", "今后三年 Deadline +3"),
        ("未来3年", "未来3年 Deadline +3"),
        ("近三年来", "近三年来 Period ?"),
        ("2012年起5年内", "2012年起5年内 Deadline 2012-2016"),
        ("2020年以来", "2020年以来 Period ?"),
        ("较2020年增长", "较2020年 Baseline 2020-2020"),
        ("比上年增长", "比上年 Baseline -1"),
        ("增幅高于去年", "去年 Baseline -1"),
        ("与上年末大体持平", "与上年末 Baseline -1"),
        ("同2020年比较", "同2020年 Baseline 2020-2020"),
        ("比“十一五”末降低", "比“十一五”末 Baseline 2006-2010"),
        ("同比增长", "同比 Baseline ?"),
        ("2023年3月5日", "2023年3月5日 Date 2023-03-05..2023-03-05"),
        ("2023-03-05", "2023-03-05 Date 2023-03-05..2023-03-05"),
        ("2018.12.28", "2018.12.28 Date 2018-12-28..2018-12-28"),
        ("到二〇二五年", "到二〇二五年 Deadline 2025-2025"),
        ("二零二五年", "二零二五年 Period 2025-2025"),
        ("到２０２５年", "到２０２５年 Deadline 2025-2025"),
        ("民国112年", "民国112年 Period 2023-2023"),
        ("2030年前", "2030年前 Deadline 2030-2030"),
        ("到 2025 年底", "到 2025 年底 Deadline 2025-2025"),
        ("到本世纪中叶", "到本世纪中叶 Deadline 2050-2050"),
        ("2017年(期)", "2017年(期) Period 2017-2017"),
    ] {
        assert_eq!(times(text), [expected], "{text}");
    }
}

#[test]
fn what_is_no_time() {
    for text in [
        "20__年",
        "20xx年",
        "202X年",
        "年度报告",
        "当年发明专利申请数",
        "“十四五”规划102项",
        "第十四个五年规划纲要",
        "第十四届",
        "十五个",
        "如今年轻人",
        "9999年",
        "用时2小时",
        "占比",
        "前列",
        "2025",
        "110112年",
        "",
    ] {
        assert!(times(text).is_empty(), "{text}: {:?}", times(text));
    }
}

#[test]
fn a_role_goes_on_in_a_list() {
    assert_eq!(times("到2025、2030年"), ["到2025 Deadline 2025-2025", "2030年 Deadline 2030-2030"]);
    assert_eq!(times("到2025年、2030年"), ["到2025年 Deadline 2025-2025", "2030年 Deadline 2030-2030"]);
}

#[test]
fn headings_name_plans_without_saying_so() {
    let years = |heading: &str| -> Vec<u16> {
        let times =
            super::plans_named(heading, &Lexicon::builtin().expect("the built-in tables are well formed").times)
                .into_iter();
        times
            .filter_map(|time| if let When::Absolute { end, .. } = time.when { Some(end.year) } else { None })
            .collect()
    };
    assert_eq!(years("一、“十一五”成就辉煌"), [2010]);
    assert_eq!(years("“十五五”发展目标"), [2030]);
    assert!(years("实现“十四五”良好开局").is_empty());
    assert!(years("“五位一体”总体布局").is_empty());
}

#[test]
fn years_of_the_republic() {
    let text = "民国112年度产值较111年度成长，至114年底前完成；1130045678号，长113公里，于113年3月5日核定。";
    assert_eq!(
        times(text),
        [
            "民国112年度 Period 2023-2023",
            "较111年度 Baseline 2022-2022",
            "至114年底前 Deadline 2025-2025",
            "113年3月5日 Date 2024-03-05..2024-03-05",
        ]
    );
    assert!(times("建校113年").is_empty());
}

#[test]
fn what_is_counted_from_the_year_of_the_document() {
    let iso = |when: When| match when {
        When::Absolute { start, end } => format!("{start}..{end}"),
        other => format!("{other:?}"),
    };
    for (when, expected) in [
        (When::relative(-1), "2022-01-01..2022-12-31"),
        (When::Relative { first: 0, last: 3, months: None }, "2023-01-01..2026-12-31"),
        (When::Relative { first: 0, last: 0, months: Some((6, 6)) }, "2023-06-01..2023-06-30"),
        (When::years(2016, 2020), "2016-01-01..2020-12-31"),
        (When::EveryYear, "EveryYear"),
    ] {
        assert_eq!(iso(when.counted_from(Some(2023))), expected);
    }
    assert_eq!(When::relative(0).counted_from(None), When::relative(0));
    assert_eq!(When::relative(1).counted_from(Some(2100)), When::relative(1));
}
