//! The measure of a value: texts of our own, each with the measures of its records in order.

use gongwen::{Extractor, record::Measure};

fn measures(text: &str) -> Vec<(String, Measure)> {
    let extractor = Extractor::new().expect("the built-in tables are well formed");
    let extraction = extractor.extract(text.as_bytes()).expect("the text is readable");
    extraction.records.into_iter().map(|record| (record.value, record.measure)).collect()
}

fn holds(text: &str, expected: &[(&str, Measure)]) {
    let expected: Vec<_> = expected.iter().map(|&(value, measure)| (value.to_owned(), measure)).collect();
    assert_eq!(measures(text), expected, "{text}");
}

use Measure::{Decrease, GrowthRate, Increase, Level, Multiple, Rank};

#[test]
fn a_sum_is_reached_and_a_count_is_done() {
    holds("2023年，岭泽县完成工业投资6.8亿元。", &[("680000000", Level)]);
    holds("2023年，岭泽县完成26户小型企业改制。", &[("26", Increase)]);
    holds("2024年，岭泽县安排水利专项资金500万元。", &[("5000000", Level)]);
    holds("2024年，岭泽县引进县外资金5亿元。", &[("500000000", Increase)]);
    holds("2024年，新建住宅配建充电车位比例不低于15%。", &[("15", Level)]);
}

#[test]
fn a_name_says_that_it_is_more_or_less() {
    holds("2024年，城镇新增就业3200人。", &[("3200", Increase)]);
    holds("2024年，行政经费压缩5%。", &[("5", Decrease)]);
    holds("2024年，居民消费价格涨幅控制在3%以内。", &[("3", GrowthRate)]);
    holds("2024年，城镇就业人员达到3200人。", &[("3200", Level)]);
}

#[test]
fn what_is_taken_away_is_less() {
    holds("2024年，岭泽县淘汰老旧柴油货车95辆。", &[("95", Decrease)]);
    holds("2024年，岭泽县淘汰落后水泥产能20万吨、炼钢产能30万吨。", &[("200000", Decrease), ("300000", Decrease)]);
    holds("2024年，更新老旧柴油货车95辆。", &[("95", Increase)]);
}

#[test]
fn a_verb_governs_until_the_next_one_and_past_a_subject_of_its_own() {
    holds(
        "到2025年，建成县级图书馆2家，乡镇文化站达到12家，农家书屋60家。",
        &[("2", Increase), ("12", Level), ("60", Increase)],
    );
    holds("目前，岭泽县拥有图书馆2家，文化站12家。", &[("2", Level), ("12", Level)]);
    holds("2024年，培育托育机构6家，民宿床位突破600张。", &[("6", Increase), ("600", Level)]);
}

#[test]
fn what_is_done_to_so_many_is_an_increase() {
    holds("2024年，400户困难家庭实施无障碍改造。", &[("400", Increase)]);
    holds("目前，岭泽县拥有400户养殖大户。", &[("400", Level)]);
}

#[test]
fn the_old_place_is_a_place() {
    holds("岭泽县进出口规模由全省第12位上升到第8位。", &[("12", Rank), ("8", Rank)]);
}

#[test]
fn what_happens_or_is_done_to_so_many_is_more() {
    holds("2024年，送戏下乡150场。", &[("150", Increase)]);
    holds("2024年，义务植树60万株。", &[("600000", Increase)]);
    holds("2024年，为1.2万名老人开展健康体检。", &[("12000", Increase)]);
    holds("2024年，带动近千人返乡创业。", &[("1000", Increase)]);
    holds("2024年，推动30家企业数据互联互通。", &[("30", Increase)]);
}

#[test]
fn means_and_what_is_produced_are_levels() {
    holds("2023年，发电量完成30亿千瓦时。", &[("3000000000", Level)]);
    holds("新建住宅每户配建停车位不少于1个。", &[("1", Level)]);
    holds("2024年，淡水鱼产量维持3600吨。", &[("3600", Level)]);
}

#[test]
fn a_multiple_beside_an_amount_is_one() {
    holds("2024年，技术合同成交额达到26亿元、翻一番。", &[("2600000000", Level), ("2", Multiple)]);
}
