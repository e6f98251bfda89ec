//! Tables in the forms that pages and texts give them.

use gongwen::{Extractor, extractor::Extraction, mention::organ::OrganRole, record::Kind, warning::WarningCode};

fn extract(text: &str) -> Extraction {
    Extractor::new().expect("the built-in tables parse").extract(text.as_bytes()).expect("it is text")
}

/// Each record as its indicator, value, unit and year.
fn records(text: &str) -> Vec<String> {
    extract(text)
        .records
        .iter()
        .map(|record| {
            let year = record.year.map_or("-".to_owned(), |year| year.to_string());
            format!("{} {} {} {year}", record.indicator, record.value, record.unit.as_deref().unwrap_or("-"))
        })
        .collect()
}

/// The text at which each warning of a table that does not square stands.
fn uneven(text: &str) -> Vec<String> {
    let extraction = extract(text);
    let warnings = extraction.warnings.iter().filter(|warning| warning.code == WarningCode::TableUneven);
    warnings.map(|warning| text[warning.source_span.range()].to_owned()).collect()
}

fn html(rows: &str) -> String {
    format!("<html><body><h1>岭泽县发展规划</h1><p>一、主要指标</p><table>{rows}</table></body></html>")
}

const HTML_HEAD: &str = "<tr><th>指标</th><th>单位</th><th>2030年</th><th>2035年</th></tr>";

#[test]
fn a_row_that_lacks_a_cell_is_no_shifted_row() {
    let even =
        "<tr><td>孵化器</td><td>家</td><td>5</td><td>9</td></tr><tr><td>学校</td><td>所</td><td>7</td><td>8</td></tr>";
    let short = "<tr><td>水厂</td><td>座</td><td>3</td></tr>";
    let expected = ["孵化器 5 家 2030", "孵化器 9 家 2035", "学校 7 所 2030", "学校 8 所 2035"];
    let page = html(&format!("{HTML_HEAD}{even}"));
    assert_eq!(records(&page), expected);
    assert!(uneven(&page).is_empty());
    let page = html(&format!("{HTML_HEAD}{even}{short}"));
    assert_eq!(records(&page), expected);
    assert_eq!(uneven(&page).len(), 1);
    assert!(uneven(&page)[0].contains("水厂"), "{:?}", uneven(&page));
    let listed = extract(&page)
        .rejected
        .iter()
        .any(|number| number.text.starts_with('3') && number.reason.words() == "in a row that does not fit its table");
    assert!(listed);
    // merged cells fill their places, and a note over all columns lacks none
    let merged = "<tr><td rowspan=2>学校</td><td>所</td><td>7</td><td>8</td></tr><tr><td>人</td><td>70</td><td>80</td></tr>\
                  <tr><td>注：略</td></tr>";
    assert!(uneven(&html(&format!("{HTML_HEAD}{merged}"))).is_empty());
}

#[test]
fn pipes_and_tabs_and_lines_are_squared_too() {
    for (separator, edge) in [(" | ", "| "), ("\t", "")] {
        let row =
            |cells: &[&str]| format!("{edge}{}{}\n", cells.join(separator), if edge.is_empty() { "" } else { " |" });
        let rows = [
            row(&["指标", "单位", "2030年", "2035年"]),
            row(&["孵化器", "家", "5", "9"]),
            row(&["学校", "所", "", "8"]),
        ]
        .concat();
        let text = format!("岭泽县发展规划\n\n一、主要指标\n{rows}二、保障措施\n加强领导。\n");
        assert_eq!(records(&text), ["孵化器 5 家 2030", "孵化器 9 家 2035", "学校 8 所 2035"], "{text}");
        assert!(uneven(&text).is_empty(), "{text}");
        let text =
            format!("岭泽县发展规划\n\n一、主要指标\n{rows}{}二、保障措施\n加强领导。\n", row(&["水厂", "座", "3"]));
        assert_eq!(records(&text).len(), 3, "{text}");
        assert_eq!(uneven(&text).len(), 1, "{text}");
    }
    let lines = |cells: &str| format!("岭泽县发展规划\n\n一、主要指标\n{}\n", cells.replace(' ', "\n"));
    let whole = lines("序号 指标 2030年 2035年 1 孵化器 5 9 2 学校 7 8 3 水厂 3 4");
    assert_eq!(records(&whole).len(), 6);
    assert!(uneven(&whole).is_empty());
    let short = lines("序号 指标 2030年 2035年 1 孵化器 5 9 2 学校 7 3 水厂 3 4");
    assert!(!records(&short).iter().any(|record| record.starts_with("学校 3 ")), "{:?}", records(&short));
}

#[test]
fn pipes_in_markdown_need_no_dashes() {
    let text =
        "# 岭泽县发展规划\n\n## 一、主要指标\n\n| 指标 | 单位 | 2030年 |\n| 孵化器 | 家 | 5 |\n| 学校 | 所 | 7 |\n";
    assert_eq!(records(text), ["孵化器 5 家 2030", "学校 7 所 2030"]);
}

#[test]
fn a_year_may_stand_above_or_below_what_is_measured() {
    let above = html(
        "<tr><th rowspan=2>指标</th><th colspan=2>2030年</th><th colspan=2>2035年</th></tr>\
         <tr><th>目标值（家）</th><th>增长（%）</th><th>目标值（家）</th><th>增长（%）</th></tr>\
         <tr><td>孵化器</td><td>5</td><td>12</td><td>9</td><td>14</td></tr>",
    );
    let expected = ["孵化器 5 家 2030", "孵化器 12 % 2030", "孵化器 9 家 2035", "孵化器 14 % 2035"];
    assert_eq!(records(&above), expected);
    // merged heads that were saved as text leave blanks
    let text = "岭泽县发展规划\n\n一、主要指标\n| 指标 | 单位 | 目标值 | |\n| | | 2030年 | 2035年 |\n| 孵化器 | 家 | 5 | 9 |\n";
    assert_eq!(records(text), ["孵化器 5 家 2030", "孵化器 9 家 2035"]);
    // a bare number below a year is a value
    let text = "岭泽县发展规划\n\n一、主要指标\n| 指标 | 2030年 | 2035年 |\n| 企业（家） | 2000 | 2050 |\n";
    assert_eq!(records(text), ["企业 2000 家 2030", "企业 2050 家 2035"]);
}

#[test]
fn without_a_date_a_year_before_one_that_is_called_a_target_is_reached() {
    let kinds = |heads: [&str; 2], date: &str| -> Vec<(Kind, bool)> {
        let head = heads.map(|head| format!("<th>{head}</th>")).concat();
        let page = html(&format!(
            "<tr><th>指标</th><th>单位</th>{head}</tr><tr><td>造林面积</td><td>亩</td><td>700</td><td>900</td></tr>"
        ));
        let page = page.replace("<table>", &format!("{date}<table>"));
        extract(&page).records.iter().map(|record| (record.kind, record.confidence > 0.9)).collect()
    };
    // nothing but the other head says it, so it is less sure
    assert_eq!(kinds(["2032年", "2035年目标"], ""), [(Kind::Actual, false), (Kind::Target, true)]);
    assert_eq!(kinds(["2035年目标", "2032年"], ""), [(Kind::Target, true), (Kind::Actual, false)]);
    assert_eq!(kinds(["2032年目标", "2035年目标"], ""), [(Kind::Target, true), (Kind::Target, true)]);
    assert_eq!(kinds(["2032年", "2035年"], ""), [(Kind::Target, false), (Kind::Target, false)]);
    assert_eq!(kinds(["2032年预计", "2035年目标"], ""), [(Kind::Forecast, true), (Kind::Target, true)]);
    // later than the target
    assert_eq!(kinds(["2032年目标", "2035年"], ""), [(Kind::Target, true), (Kind::Target, false)]);
    let date = "<p>发布时间：2030年1月5日</p>";
    assert_eq!(kinds(["2032年", "2035年目标"], date), [(Kind::Target, true), (Kind::Target, true)]);
    let date = "<p>发布时间：2033年1月5日</p>";
    assert_eq!(kinds(["2032年", "2035年目标"], date), [(Kind::Actual, true), (Kind::Target, true)]);
}

#[test]
fn the_number_of_a_document_dates_it_where_nothing_else_does() {
    let kinds = |number: &str| -> Vec<Kind> {
        let table = "| 指标 | 2032年 | 2035年 |\n| 企业（家） | 2000 | 2050 |\n";
        let text = format!("岭泽县发展规划\n\n{number}\n\n一、主要指标\n{table}");
        extract(&text).records.iter().map(|record| record.kind).collect()
    };
    assert_eq!(kinds("岭泽政发〔2033〕5号"), [Kind::Actual, Kind::Target]);
    assert_eq!(kinds("岭泽政发〔2031〕5号"), [Kind::Target, Kind::Target]);
}

#[test]
fn a_head_with_a_unit_says_what_is_measured_of_each_row() {
    let text = "岭泽县工作要点\n\n一、城建\n类别\t项目个数（个）\t年度投资（亿元）\n道路\t22\t38.6\n公园\t24\t20.2\n";
    assert_eq!(
        records(text),
        [
            "道路项目个数 22 个 -",
            "道路年度投资 3860000000 元 -",
            "公园项目个数 24 个 -",
            "公园年度投资 2020000000 元 -"
        ]
    );
    // words that only say that figures follow name nothing
    let text = "岭泽县统计\n\n指标\t绝对数（亿元）\n生产总值\t38.6\n财政收入\t20.2\n";
    assert_eq!(records(text), ["生产总值 3860000000 元 -", "财政收入 2020000000 元 -"]);
}

#[test]
fn the_multiplier_before_an_unknown_unit_belongs_to_the_value() {
    let text = "岭泽县渔业规划\n\n一、养殖\n| 指标 | 2030年（万空方） | 2031年（万帘） | 2032年（亿吨公里） |\n\
                | 海带 | 12.5 | 30 | 3.5 |\n| 紫菜 | 2 | 2000 | 2.1 |\n";
    assert_eq!(
        records(text),
        [
            "海带 125000 空方 2030",
            "海带 300000 帘 2031",
            "海带 350000000 吨公里 2032",
            "紫菜 20000 空方 2030",
            "紫菜 20000000 帘 2031",
            "紫菜 210000000 吨公里 2032"
        ]
    );
    let extraction = extract(text);
    let warned: Vec<_> =
        extraction.warnings.iter().filter(|warning| warning.code == WarningCode::UnitUnknown).collect();
    assert_eq!(warned.len(), 2, "once for each unit: {warned:?}");
    // in a column of units, behind the name of a row, and in the line above
    let text =
        "岭泽县渔业规划\n\n一、养殖\n| 指标 | 单位 | 2030年 |\n| 海带 | 万帘 | 3.5 |\n| 网箱（万空方） |  | 2 |\n";
    assert_eq!(records(text), ["海带 35000 帘 2030", "网箱 20000 空方 2030"]);
    let text = "岭泽县渔业规划\n\n一、养殖\n单位：万空方\n| 指标 | 2030年 | 2031年 |\n| 网箱 | 3.5 | 4 |\n";
    assert_eq!(records(text), ["网箱 35000 空方 2030", "网箱 40000 空方 2031"]);
    // what is no unit multiplies nothing
    let text = "岭泽县渔业规划\n\n一、养殖\n| 指标 | 2030年（百强） | 2031年（万山镇） |\n| 企业 | 3 | 4 |\n";
    assert_eq!(records(text), ["企业 3 - 2030", "企业 4 - 2031"]);
}

#[test]
fn a_unit_may_stand_in_other_brackets_or_in_none() {
    let text = "岭泽县统计\n\n| 指标 | 2030年 |\n| 企业数（家）* | 120 |\n| 产量[万吨] | 3.5 |\n| 产量（单位：万吨） | 3.5 |\n\
                | 产值（现价，亿元） | 3.5 |\n| 水产品产量万吨 | 3.5 |\n| 投入（万元/农户） | 3.5 |\n| 占比% | 3.5 |\n";
    assert_eq!(
        records(text),
        [
            "企业数 120 家 2030",
            "产量 35000 吨 2030",
            "产量 35000 吨 2030",
            "产值 350000000 元 2030",
            "水产品产量 35000 吨 2030",
            "投入 35000 元/农户 2030",
            "占比 3.5 % 2030"
        ]
    );
    let text =
        "岭泽县统计\n\n| 乡镇 | 单产（单位：公斤/亩） | 产值[亿元] |\n| 东岭镇 | 500 | 3.5 |\n| 西岭镇 | 501 | 3 |\n";
    assert_eq!(
        records(text),
        [
            "东岭镇单产 500 公斤/亩 -",
            "东岭镇产值 350000000 元 -",
            "西岭镇单产 501 公斤/亩 -",
            "西岭镇产值 300000000 元 -"
        ]
    );
}

#[test]
fn of_several_units_above_a_table_none_is_guessed() {
    let table = |unit: &str| {
        format!("岭泽县统计\n\n单位：{unit}\n| 指标 | 2030年 | 比上年增长 |\n| 投资 | 3.5 | 6 |\n| 消费 | 4.5 | 7 |\n")
    };
    let growth = ["投资 6 % -", "消费 7 % -"];
    let amounts = |unit| -> Vec<String> {
        records(&table(unit)).into_iter().filter(|record| !growth.contains(&record.as_str())).collect()
    };
    assert_eq!(amounts("亿元、%"), ["投资 350000000 元 2030", "消费 450000000 元 2030"]);
    assert!(amounts("万人、亿元").is_empty());
    let extraction = extract(&table("万人、亿元"));
    let ambiguous = extraction.warnings.iter().filter(|warning| warning.code == WarningCode::ValueAmbiguous);
    assert_eq!(ambiguous.count(), 1);
    let reasons: Vec<&str> = extraction.rejected.iter().map(|number| number.reason.words()).collect();
    assert!(reasons.contains(&"in a table that does not say in which of its units"), "{reasons:?}");
}

#[test]
fn a_table_without_a_head_may_number_its_rows() {
    let page =
        html("<tr><td>1</td><td>绿色工厂</td><td>20家</td></tr><tr><td>2</td><td>绿色园区</td><td>3个</td></tr>");
    assert_eq!(records(&page), ["绿色工厂 20 家 -", "绿色园区 3 个 -"]);
}

#[test]
fn columns_that_state_nothing_are_listed() {
    let page = html(
        "<tr><th>序号</th><th>类别</th><th>指标</th><th>目标值</th></tr>\
         <tr><td>1</td><td>100强企业</td><td>绿色工厂</td><td>20家</td></tr>",
    );
    let extraction = extract(&page);
    assert_eq!(extraction.records.len(), 1);
    let words: Vec<&str> = extraction.rejected.iter().map(|number| number.text.as_str()).collect();
    assert!(words.contains(&"1") && words.iter().any(|word| word.starts_with("100")), "{words:?}");
}

#[test]
fn the_first_of_several_organs_leads_where_the_document_says_so() {
    let roles = |text: &str| -> Vec<Vec<OrganRole>> {
        extract(text).records.iter().map(|record| record.bodies.iter().map(|body| body.role).collect()).collect()
    };
    let task = "1.到2030年，建成孵化器5家。（责任单位：县科技局、县财政局）\n2.到2030年，建成学校7所。（责任单位：县教育局）\n";
    let note = "注：排在第一位的为牵头单位。\n";
    assert_eq!(
        roles(&format!("岭泽县工作要点\n\n{task}")),
        [vec![OrganRole::Responsible, OrganRole::Responsible], vec![OrganRole::Responsible]]
    );
    assert_eq!(
        roles(&format!("岭泽县工作要点\n\n{task}{note}")),
        [vec![OrganRole::Lead, OrganRole::Support], vec![OrganRole::Lead]]
    );
    // the rank of a town is no such note
    assert_eq!(
        roles(&format!("岭泽县工作要点\n\n{task}我县产量居全省第一位，由县农业局牵头申报。\n"))[0],
        [OrganRole::Responsible, OrganRole::Responsible]
    );
    let table = html(
        "<tr><th>任务</th><th>目标值</th><th>责任单位</th></tr>\
         <tr><td>绿色工厂</td><td>20家</td><td>县工信局、县财政局</td></tr><tr><td>注：列第一位者为牵头单位</td></tr>",
    );
    assert_eq!(roles(&table), [[OrganRole::Lead, OrganRole::Support]]);
}

#[test]
fn each_part_of_a_collection_has_its_own_fields() {
    let text = "工作方案2篇\n\n篇一：关于印发节水方案的通知\n岭政发〔2031〕3号\n各镇人民政府：\n到2035年，建成节水企业5家。\n岭泽县人民政府\n2031年3月5日\n\n\
                篇二：关于植树工作的意见\n岭政办发〔2031〕8号\n各乡镇：\n到2035年，建成林场7个。\n岭泽县人民政府办公室\n2031年4月6日\n";
    let extraction = extract(text);
    let fields: Vec<_> = extraction
        .parts
        .iter()
        .map(|part| {
            let fields = &part.document;
            (fields.doc_number.as_deref(), fields.title.as_deref(), fields.issued.as_deref(), fields.genre.as_deref())
        })
        .collect();
    assert_eq!(
        fields,
        [
            (Some("岭政发〔2031〕3号"), Some("关于印发节水方案的通知"), Some("2031-03-05"), Some("通知")),
            (Some("岭政办发〔2031〕8号"), Some("关于植树工作的意见"), Some("2031-04-06"), Some("意见")),
        ]
    );
    let of_records: Vec<_> =
        extraction.records.iter().map(|record| (record.part, record.doc_number.as_deref())).collect();
    assert_eq!(of_records, [(Some(0), Some("岭政发〔2031〕3号")), (Some(1), Some("岭政办发〔2031〕8号"))]);
    let outer = &extraction.document;
    assert_eq!((outer.doc_number.as_deref(), outer.issued.as_deref()), (None, None));
    assert!(outer.issuers.is_empty() && outer.cited_numbers.is_empty());
}

#[test]
fn a_share_is_not_in_the_money_of_its_table() {
    let text = "岭泽县发展规划\n\n一、主要指标\n\n单位：万元\n\n| 项目 | 2030年 | 占比 |\n| 税收 | 900 | 60.5 |\n| 其他收入 | 600 | 39.5 |\n";
    let read = extract(text).records;
    let written = |record: &gongwen::record::Record| {
        format!("{} {} {}", record.indicator, record.value, record.unit.as_deref().unwrap_or("-"))
    };
    assert_eq!(
        read.iter().map(written).collect::<Vec<_>>(),
        ["税收 9000000 元", "税收占比 60.5 %", "其他收入 6000000 元", "其他收入占比 39.5 %"]
    );
    assert!(read[1].unit_inferred && !read[0].unit_inferred);
}
