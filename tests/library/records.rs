//! What a document states, read as a whole: each text is of a habit of layout or wording, and was written for this test.

use gongwen::{
    Extractor,
    mention::comparator::Comparator,
    record::{Cadence, Kind, Record},
    warning::WarningCode,
};

/// The records of a text, each as `indicator comparator value unit year kind`.
fn read(text: &str) -> Vec<String> {
    records(text).iter().map(written).collect()
}

fn records(text: &str) -> Vec<Record> {
    let extractor = Extractor::new().expect("the built-in tables are well formed");
    extractor.extract(text.as_bytes()).expect("the text is read").records
}

fn written(record: &Record) -> String {
    let word = |value: serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    let comparator = word(serde_json::to_value(record.comparator).expect("a comparator is a word"));
    let kind = word(serde_json::to_value(record.kind).expect("a kind is a word"));
    let year = record.year.map_or_else(|| "-".to_owned(), |year| year.to_string());
    let unit = record.unit.as_deref().unwrap_or("-");
    format!("{} {comparator} {} {unit} {year} {kind}", record.indicator, record.value)
}

fn bodies(record: &Record) -> Vec<String> {
    let role = |role| serde_json::to_value(role).expect("a role is a word").as_str().unwrap_or_default().to_owned();
    record.bodies.iter().map(|body| format!("{} {}", body.name, role(body.role))).collect()
}

/// A report of the invented 岭泽县, with `body` below its opening.
fn report(body: &str) -> String {
    format!(
        "岭泽县政府工作报告\n——2024年1月16日在岭泽县第九届人民代表大会第三次会议上\n各位代表：\n现在，我代表县人民政府，向大会报告工作，请予审议。\n{body}\n"
    )
}

#[test]
fn a_plan_named_in_a_heading_dates_what_stands_below_it() {
    let text = report("一、“十三五”成就令人鼓舞\n五年里，县城道路新增86公里，绿化覆盖率达到41%。");
    assert_eq!(read(&text), ["县城道路 eq 86 公里 2020 actual", "绿化覆盖率 eq 41 % 2020 actual"]);
}

#[test]
fn a_good_start_of_a_plan_is_not_its_end() {
    let text = report("一、实现“十四五”良好开局\n培育小微企业120家。");
    assert_eq!(records(&text)[0].year, None);
}

#[test]
fn a_lead_in_dates_the_sections_beside_each_other_below_it() {
    let text = report("今年要突出抓好以下工作：\n（一）兴产业。新建厂房12万平方米。\n（二）惠民生。改造校舍30所。");
    assert_eq!(read(&text), ["厂房 eq 120000 平方米 2024 target", "校舍 eq 30 所 2024 target"]);
}

#[test]
fn a_report_looks_back_on_the_year_before() {
    let text = report("一、过去一年工作回顾\n新建农村公路52公里。\n二、2024年工作安排\n新建农村公路60公里。");
    assert_eq!(read(&text), ["农村公路 eq 52 公里 2023 actual", "农村公路 eq 60 公里 2024 target"]);
}

#[test]
fn a_section_on_the_tasks_of_the_year_opens_the_part_on_it() {
    let text = report(
        "一、2023年工作回顾\n建成粮库3座。\n二、2024年工作总体要求\n稳中求进。\n三、提升城乡面貌\n（一）更新城区。改造管网25公里。\n四、改善民生\n（一）发展教育。扩建学校4所。\n五、历年成绩\n荣获奖项2个。",
    );
    assert_eq!(
        read(&text),
        [
            "粮库 eq 3 座 2023 actual",
            "管网 eq 25 公里 2024 target",
            "学校 eq 4 所 2024 target",
            "奖项 eq 2 个 - actual",
        ]
    );
}

#[test]
fn a_review_of_the_year_does_not_open_its_part() {
    let text = report("一、2024年以来的工作情况\n局面平稳。\n二、提升城乡面貌\n改造管网25公里。");
    assert_eq!(records(&text)[0].year, None);
}

#[test]
fn a_section_is_of_the_year_that_its_first_paragraph_speaks_of() {
    let text = report(
        "一、稳中有进\n刚刚过去的2023年，极不平凡。全县上下同心协力。\n（一）产业兴旺。新增企业82家。\n改造园区3个。\n二、再上台阶\n各位代表！今年是关键之年。\n（一）抓产业。新增企业90家。",
    );
    assert_eq!(read(&text), ["企业 eq 82 家 2023 actual", "园区 eq 3 个 2023 actual", "企业 eq 90 家 2024 target"]);
}

#[test]
fn a_paragraph_may_turn_to_the_year_of_the_sections_below_it() {
    let text = report(
        "一、本届政府工作回顾\n五年来，县域实力大增。\n公路里程达到900公里。\n2023年，全县上下奋力拼搏。\n（一）扩投资。开工项目61个。",
    );
    assert_eq!(read(&text), ["公路里程 eq 900 公里 - actual", "项目 eq 61 个 2023 actual"]);
}

#[test]
fn a_first_paragraph_that_states_a_value_speaks_of_that() {
    let text = report("一、发展基础\n2019年，全县游客突破80万人次。\n旅游民宿发展到46家。");
    assert_eq!(records(&text)[1].year, None);
}

#[test]
fn a_numbered_task_speaks_for_itself_alone() {
    let text = "岭泽县重点工作分工方案\n一、消费\n1.2031年新增驿站8个。\n2.改造市场3家。\n";
    let years: Vec<_> = records(text).iter().map(|record| record.year).collect();
    assert_eq!(years, [Some(2031), None]);
}

#[test]
fn a_year_in_a_name_dates_nothing_in_later_sentences() {
    for name in [
        "绿湖乡入选2019年全国示范名单。",
        "游客恢复至2019年的九成。",
        "抗击1998年以来最大洪水。",
        "编制总体规划（2020—2035年）。",
        "2019年竣工的9个项目全部投产。",
    ] {
        let text = report(&format!("一、2023年工作回顾\n{name}新增驿站8个。"));
        let years: Vec<_> = records(&text).iter().map(|record| record.year).collect();
        assert_eq!(years.last(), Some(&Some(2023)), "{name}");
    }
    let text = report("一、2023年工作回顾\n预计2024年税收增至9亿元。新增驿站8个。");
    assert_eq!(records(&text)[1].year, Some(2024));
}

/// The years of the records of a section of a report of January 2024.
fn years(heading: &str, body: &str) -> Vec<Option<u16>> {
    records(&report(&format!("{heading}\n{body}"))).iter().map(|record| record.year).collect()
}

#[test]
fn the_end_of_a_year_is_of_the_year_that_is_spoken_of() {
    assert_eq!(years("一、2023年工作回顾", "年末贷款余额61亿元。"), [Some(2023)]);
    assert_eq!(years("三、财政", "核定2022年限额9亿元，年末余额8亿元。"), [Some(2022), Some(2022)]);
    assert_eq!(years("三、财政", "年底前发放补助2亿元。"), [Some(2024)]);
}

#[test]
fn years_of_old_values_and_sources_are_not_of_the_new_value() {
    assert_eq!(years("三、激励", "将2016年实施的24项措施调整增加为30项激励措施。").last(), Some(&None));
    assert_eq!(years("三、财政", "今年拟从去年结余中安排5亿元修路。"), [Some(2024)]);
    let text = report("一、2023年工作回顾\n三次产业结构由上年的20:45:35调整为18:46:36。");
    let old: Vec<_> = records(&text).iter().take(3).map(|record| record.year).collect();
    assert_eq!(old, [Some(2023); 3]);
    assert_eq!(years("一、2023年工作回顾", "游客恢复至2019年的96%。"), [Some(2023)]);
    assert_eq!(years("一、2023年工作回顾", "绿化率占比较2019年提高3个百分点。"), [Some(2023)]);
}

#[test]
fn years_are_counted_from_the_one_that_is_named() {
    assert_eq!(years("三、造林", "从今年起，山上造林，五年内造林面积达到40万亩。"), [Some(2028)]);
    let plan = "“十四五”期间，关停小机组；五年淘汰产能80万吨。";
    assert_eq!(years("三、节能", plan), [Some(2025)]);
    assert_eq!(years("三、服务", "今年以来全县新增企业80家。"), [Some(2024)]);
}

#[test]
fn a_day_in_a_heading_or_a_lead_in_dates_nothing() {
    let text = "岭泽县停车管理办法\n（2018年4月16日县人民政府令第5号公布）\n第一章　规划\n第一条　新建住宅每户配建停车位不少于1个。\n";
    assert_eq!(records(text)[0].year, None);
}

#[test]
fn every_year_holds_for_no_grant_and_no_growth_in_other_clauses() {
    let text = report("三、工业\n每年安排资金3000万元，对新认定的工厂奖励50万元，确保投资增长15%。");
    let cadences: Vec<_> = records(&text).iter().map(|record| record.cadence).collect();
    assert_eq!(cadences, [Cadence::Annual, Cadence::Once, Cadence::Once]);
}

#[test]
fn the_kind_of_what_goes_on_is_over_or_is_set() {
    let kinds = |text: &str| -> Vec<Kind> { records(text).iter().map(|record| record.kind).collect() };
    let work = "岭泽县专项工作方案\n二、重点任务\n";
    assert_eq!(kinds(&format!("{work}目前已查处案件93起，罚没金额60万元。")), [Kind::Actual; 2]);
    assert_eq!(kinds(&format!("{work}巩固已有成果，每年打造示范村30个。")), [Kind::Target]);
    assert_eq!(kinds(&format!("{work}安排6亿元做实项目前期。")), [Kind::Target]);
    let dated = "关于工业运行的通知\n各乡镇：\n今年1—3月营业收入增长4%。\n岭泽县人民政府\n2024年5月6日\n";
    assert_eq!(kinds(dated), [Kind::Actual]);
    let raised = report("四、民生\n高龄老人津贴由每人50元提高到80元。");
    assert_ne!(kinds(&raised).last(), Some(&Kind::Actual));
    let rules = "岭泽县停车收费管理办法\n第一条　首小时内每小时5元。\n第二条　新建停车位300个。\n";
    assert_eq!(kinds(rules), [Kind::Provision, Kind::Target]);
    assert_eq!(kinds("通知\n对恢复有望的企业，按缴费的50%给予补贴。\n"), [Kind::Provision]);
}

#[test]
fn a_heading_of_what_was_achieved_opens_a_review() {
    let kind = |heading: &str| records(&report(&format!("{heading}\n企业达到600家。")))[0].kind;
    assert_eq!(kind("一、“十三五”发展目标全面实现"), Kind::Actual);
    assert_eq!(kind("二、确保“十四五”发展目标全面实现"), Kind::Target);
    assert_eq!(kind("一、2023年工作回顾2023年是实施规划的第一年"), Kind::Actual);
    let task = report("二、2024年工作安排\n（一）聚力打造宜居城市，民生事业取得新成效\n企业达到600家。");
    assert_eq!(records(&task)[0].kind, Kind::Target);
}

#[test]
fn a_report_that_goes_on_to_the_next_year_leaves_the_last_behind() {
    let text = report(
        "过去一年，极不平凡。\n一、稳增长\n新增企业82家。\n二、优环境\n改造园区3个。\n今年，是关键之年。\n一、扩投资\n新建厂房5万平方米。",
    );
    assert_eq!(
        read(&text),
        ["企业 eq 82 家 2023 actual", "园区 eq 3 个 2023 actual", "厂房 eq 50000 平方米 2024 target"]
    );
}

#[test]
fn bounds_stand_apart_from_their_value() {
    let bound = |text: &str| records(&report(&format!("三、支持\n{text}")))[0].comparator;
    assert_eq!(bound("每艘渔船补助不超过船价的30%。"), Comparator::Le);
    assert_eq!(bound("单桩年补贴上限2000元。"), Comparator::Le);
    assert_eq!(bound("合作社营商业约增长12%。"), Comparator::Approx);
    assert_eq!(bound("地区生产总值迈上500亿元台阶。"), Comparator::Ge);
}

#[test]
fn what_a_value_is_compared_with_is_not_its_year() {
    let text = report(
        "一、2023年工作回顾\n调查失业率为5%，与2021年末大体持平。农业投入增幅高于2020年。农户总数为8万户，同2019年比较，增长3%。",
    );
    let years: Vec<Option<u16>> = records(&text).iter().map(|record| record.year).collect();
    assert_eq!(years, [Some(2023); 3]);
}

#[test]
fn coming_years_said_inside_a_sentence_are_of_that_sentence() {
    let text = report("二、2024年工作安排\n引进大项目，带动未来五年投资90亿元。新建厂房12万平方米。");
    assert_eq!(read(&text)[1], "厂房 eq 120000 平方米 2024 target");
}

#[test]
fn five_years_in_a_plan_are_those_of_the_plan() {
    let text = "关于岭泽县第十个五年计划的报告\n2001年3月1日\n各位代表：\n五年内新建粮库6座。\n";
    assert_eq!(records(text)[0].year, Some(2005));
}

#[test]
fn honours_that_a_decision_confers_are_conferred() {
    let text = "岭泽县人民政府关于表彰先进的决定\n县人民政府决定，授予12名职工劳动模范称号。\n";
    assert_eq!(records(text)[0].kind, gongwen::record::Kind::Actual);
}

#[test]
fn a_grant_is_not_of_the_year_that_it_is_counted_by() {
    let text = "岭泽县人民政府关于稳定就业的意见\n符合条件的企业，可返还其上年度缴纳保险费的40%。\n2024年3月1日\n";
    let record = &records(text)[0];
    assert_eq!((record.kind, record.year), (gongwen::record::Kind::Provision, None));
}

#[test]
fn what_was_won_and_what_goes_on_are_no_hopes() {
    let text = report("一、2023年工作回顾\n新争取改革试点7项，预计营业收入达30亿元，增速连续两年居全省前五位。");
    assert_eq!(
        read(&text),
        ["改革试点 eq 7 项 2023 actual", "营业收入 eq 3000000000 元 2023 forecast", "营业收入增速 le 5 位 2023 actual",]
    );
}

#[test]
fn comparisons_bases_and_repetitions_are_no_part_of_a_name() {
    let text = report(
        "一、2023年工作回顾\n地区生产总值年均增速高于全省1.2个百分点，达到380亿元。粮食产量连续三年超过2亿斤。人均可支配收入2.6万元，扣除物价因素增长4.5%。人口自然增长率0.3‰。参保补助标准达到人均90元。",
    );
    let indicators: Vec<String> = records(&text).into_iter().map(|record| record.indicator).collect();
    assert_eq!(
        indicators,
        [
            "地区生产总值年均增速",
            "地区生产总值",
            "粮食产量",
            "人均可支配收入",
            "人均可支配收入",
            "人口自然增长率",
            "参保补助标准",
        ]
    );
}

#[test]
fn a_label_before_a_colon_is_the_name() {
    let text = report("二、2024年目标\n玉米：达到6万吨，增长5%。");
    assert_eq!(read(&text), ["玉米 eq 60000 吨 2024 target", "玉米 eq 5 % 2024 target"]);
}

#[test]
fn respectively_before_one_value_gives_it_to_each_name() {
    let text = report("二、2024年目标\n工业增加值和财政收入分别增长6%。");
    assert_eq!(read(&text), ["工业增加值 eq 6 % 2024 target", "财政收入 eq 6 % 2024 target"]);
}

#[test]
fn lists_share_heads_tails_and_bounds() {
    let text = report("二、2024年目标\n城乡居民人均可支配收入分别突破5万元、3万元，节水型学校、小区各10个。");
    assert_eq!(
        read(&text),
        [
            "城镇居民人均可支配收入 gt 50000 元 2024 target",
            "农村居民人均可支配收入 gt 30000 元 2024 target",
            "节水型学校 eq 10 个 2024 target",
            "节水型小区 eq 10 个 2024 target",
        ]
    );
}

#[test]
fn an_old_value_may_stand_apart_from_its_preposition() {
    let text = report("一、2023年工作回顾\n贫困发生率由年初的1.8%下降到0.2%，建成区面积从32平方公里拓展到40平方公里。");
    let read = read(&text);
    assert_eq!(read[0], "贫困发生率 eq 1.8 % 2023 actual");
    assert_eq!(read[1], "贫困发生率 eq 0.2 % 2023 actual");
    assert_eq!(read[3], "建成区面积 eq 40 平方公里 2023 actual");
}

#[test]
fn what_a_review_paid_out_is_no_grant() {
    let text = report("一、2023年工作回顾\n发放困难群众补助1.2亿元，农村低保标准提高到每人每月520元。");
    let kinds: Vec<String> =
        read(&text).iter().map(|record| record.rsplit(' ').next().unwrap_or("").to_owned()).collect();
    assert_eq!(kinds, ["actual", "actual"]);
}

#[test]
fn numbers_that_name_compare_or_explain_are_in_no_record() {
    for text in [
        "加快推进年产3000吨精细化工项目。",
        "完善220千伏输变电工程。",
        "在全省8个山区县中排名靠前。",
        "智慧井盖是指装有2个传感器的井盖。",
        "此件共印60份。",
        "报名地点为行政楼301室。",
        "主会场设在行政中心2号楼3层第一会议室。",
        "由7名考官现场打分。",
        "出席：甲某、乙某、丙某等9人。",
        "各单位要明确1名联络员。",
        "亩产皮棉超过一百斤的社，奖锄头一把。",
        "附件：1.不合格样品信息（26批次）",
        "优势产业提质倍增。",
        "各县要于每年3月报送1次进展情况。",
        "按1:3的比例确定面试人选。",
        "县长一行先后来到4个乡镇。",
    ] {
        assert_eq!(read(text), [""; 0], "{text}");
    }
}

#[test]
fn explanations_of_terms_state_nothing() {
    let text = report(
        "一、2023年工作回顾\n新建农村公路52公里。\n名词解释\n1.“两个一”行动：每村培育1名带头人、引进1家合作社。\n2.“小升规”：指小微企业升级为规模以上企业，年主营业务收入达到2000万元。",
    );
    assert_eq!(read(&text), ["农村公路 eq 52 公里 2023 actual"]);
}

#[test]
fn what_is_done_may_stand_behind_the_value_and_its_particle() {
    let text = report("一、2023年工作回顾\n解决了3.1万人的饮水问题，90%以上的行政村达到清洁标准。");
    assert_eq!(read(&text), ["饮水问题 eq 31000 人 2023 actual", "行政村达到清洁标准 ge 90 % 2023 actual"]);
}

#[test]
fn a_clause_without_a_value_names_what_its_sentence_is_about() {
    let text = report("一、2023年工作回顾\n财政收入6亿元。地区生产总值连跨两个台阶，达到90亿元，增长6%。");
    assert_eq!(indicators(&text), ["财政收入 600000000", "地区生产总值 9000000000", "地区生产总值 6"]);
    let text = report("一、2023年工作回顾\n产业用煤30万吨。重点企业的产品物质消耗，全年降低3%。");
    assert_eq!(indicators(&text), ["产业用煤 300000", "重点企业的产品物质消耗 3"]);
    let text = report("一、2024年重点任务\n贷款余额5亿元。加强海外专利布局，申请不少于20件。");
    assert_eq!(indicators(&text), ["贷款余额 500000000", "加强海外专利布局 20"]);
}

#[test]
fn what_a_sentence_opens_with_in_brackets_belongs_to_the_one_before() {
    let text =
        "岭泽县公交行动方案\n1.推进线路改造。（牵头单位：县交通局；配合单位：县公安局）改造后的线路日均发班不少于6班。";
    assert_eq!(indicators(text), ["改造后的线路日均发班 6"]);
}

#[test]
fn the_condition_of_a_grant_stands_behind_the_grant_before() {
    let text = "对破坏设施的，处200元以上500元以下罚款，对光伏项目，按每瓦0.2元给予补贴。";
    assert_eq!(indicators(text), ["破坏设施罚款 200", "光伏项目补贴 0.2"]);
}

#[test]
fn a_round_sum_behind_a_count_only_says_which() {
    let text = report("一、2024年重点任务\n力争有三个乡总产值超千万元。");
    assert_eq!(indicators(&text), ["乡总产值 3"]);
}

#[test]
fn a_mean_alone_is_of_the_name_before_and_new_projects_are_named_so() {
    let text =
        report("一、2023年工作回顾\n城乡储蓄余额3亿元，人均9800元。新投产项目50个。年末人民币汇率为1美元兑6.3元。");
    assert_eq!(
        indicators(&text),
        ["城乡储蓄余额 300000000", "人均城乡储蓄余额 9800", "新投产项目 50", "人民币汇率 6.3"]
    );
}

#[test]
fn people_are_named_by_their_unit() {
    let text = report("一、2023年工作回顾\n我县有31万人口，城镇参保人数达到12万。");
    assert_eq!(read(&text), ["人口 eq 310000 人 2023 actual", "城镇参保人数 eq 120000 人 2023 actual"]);
}

#[test]
fn fines_are_ranges() {
    let record = &records("对占用消防通道的，处500元以上2000元以下罚款。")[0];
    assert_eq!((record.value.as_str(), record.value_max.as_deref()), ("500", Some("2000")));
    assert_eq!(written(record), "占用消防通道罚款 range 500 元 - provision");
}

#[test]
fn bodies_stand_below_labels_in_any_brackets_and_in_sentences_of_their_own() {
    let plan = |task: &str| format!("岭泽县水利提升行动方案\n一、重点任务\n{task}\n二、保障措施\n加强组织领导。\n");
    for (task, names) in [
        ("1.加固水库12座。〔责任单位：县水利局、县财政局〕", vec!["县水利局 responsible", "县财政局 responsible"]),
        ("1.加固水库12座。县水利局、县财政局负责。", vec!["县水利局 responsible", "县财政局 responsible"]),
        (
            "1.加固水库12座。（县水利局牵头，县财政局、岭泽车务段配合）",
            vec!["县水利局 lead", "县财政局 support", "岭泽车务段 support"],
        ),
        (
            "1.加固水库12座。\n牵头责任单位：\n县水利局\n配合责任单位：\n县财政局、县林业局",
            vec!["县水利局 lead", "县财政局 support", "县林业局 support"],
        ),
        ("1.由县水利局牵头，会同县财政局每年加固水库12座。", vec!["县水利局 lead", "县财政局 support"]),
    ] {
        let records = records(&plan(task));
        assert_eq!(records.len(), 1, "{task}");
        assert_eq!(bodies(&records[0]), names, "{task}");
    }
}

#[test]
fn columns_of_growth_are_not_in_the_unit_of_their_row() {
    let text = "<html><body><h1>岭泽县2023年国民经济和社会发展统计公报</h1><p>全年农业生产平稳。</p><table>\
        <tr><th>产品名称</th><th>单位</th><th>产量</th><th>比上年增长（%）</th></tr>\
        <tr><td>肉类</td><td>万吨</td><td>8.6</td><td>5.4</td></tr>\
        <tr><td>禽蛋</td><td>吨</td><td>4620</td><td>-1.7</td></tr></table></body></html>";
    assert_eq!(
        read(text),
        [
            "肉类 eq 86000 吨 2023 actual",
            "肉类 eq 5.4 % 2023 actual",
            "禽蛋 eq 4620 吨 2023 actual",
            "禽蛋 eq -1.7 % 2023 actual",
        ]
    );
}

/// The indicators of a sentence, with the value of each.
fn indicators(text: &str) -> Vec<String> {
    records(text).iter().map(|record| format!("{} {}", record.indicator, record.value)).collect()
}

#[test]
fn a_name_keeps_the_words_that_end_like_an_adverb() {
    assert_eq!(indicators("天然气供应达到3亿立方米。"), ["天然气供应 300000000"]);
    assert_eq!(indicators("办理排污许可200件。"), ["排污许可 200"]);
    assert_eq!(indicators("水资源节约5%。"), ["水资源节约 5"]);
    assert_eq!(indicators("四川、成都均达到5家。"), ["四川 5", "成都 5"]);
    assert_eq!(indicators("粮食储备库应达到5座。"), ["粮食储备库 5"]);
    assert_eq!(indicators("岭泽县绿化面积约5万亩。"), ["岭泽县绿化面积 50000"]);
}

#[test]
fn a_grant_is_named_by_its_condition_and_its_verb() {
    for text in [
        "对新认定的检测中心给予一次性奖励50万元。",
        "对新认定的检测中心一次性给予奖励50万元。",
        "对新认定的检测中心，给予企业一次性奖励50万元。",
        "对新认定的检测中心，奖励企业50万元。",
    ] {
        assert_eq!(read(text), ["新认定的检测中心奖励 eq 500000 元 - provision"], "{text}");
    }
    assert_eq!(read("对受灾农户给予每户一次性补助3万元。"), ["受灾农户补助 eq 30000 元 - provision"]);
    assert_eq!(read("给予一次性奖励50万元。"), ["奖励 eq 500000 元 - provision"]);
}

#[test]
fn brackets_are_left_whole() {
    assert_eq!(read("亩均税收（万元，按2020年价）达到25。"), ["亩均税收 eq 25 - - target"]);
    assert_eq!(indicators("建成【智慧农业】示范基地12个。"), ["【智慧农业】示范基地 12"]);
    assert_eq!(read("到2025年，农产品加工企业（含，分厂）达到12家。")[0].split(' ').nth(4), Some("2025"));
}

fn rejected(page: &str) -> Vec<String> {
    let extractor = Extractor::new().expect("the built-in tables are well formed");
    let extraction = extractor.extract(page.as_bytes()).expect("the text is read");
    extraction.rejected.iter().map(|number| format!("{}: {}", number.text, number.reason.words())).collect()
}

#[test]
fn a_table_without_a_head_loses_no_number() {
    let page = |rows: &str| format!("<html><body><h1>岭泽县工作安排</h1><table>{rows}</table></body></html>");
    let named = page("<tr><td>绿色工厂</td><td>20家</td></tr><tr><td>绿色园区</td><td>3个</td></tr>");
    assert_eq!(indicators(&named), ["绿色工厂 20", "绿色园区 3"]);
    let unnamed = page("<tr><td>东片</td><td>20家</td><td>甲</td></tr><tr><td>西片</td><td>3家</td><td>乙</td></tr>");
    assert_eq!(indicators(&unnamed), [""; 0]);
    assert_eq!(
        rejected(&unnamed),
        ["20家: in a table whose head was not found", "3家: in a table whose head was not found"]
    );
    let remarks = page(
        "<tr><th>指标</th><th>目标值</th><th>备注</th></tr><tr><td>绿色工厂</td><td>20家</td><td>含扩建5家</td></tr>",
    );
    assert_eq!(indicators(&remarks), ["绿色工厂 20"]);
    assert_eq!(rejected(&remarks), ["5家: in a column of remarks"]);
}

#[test]
fn a_bracket_that_is_not_closed_hides_no_value_before_the_next() {
    for line in ["（2.防治病虫。到2033年，新建监测站点25个。", "（2.防治病虫。到2033年，新建监测站点25个"]
    {
        let text = report(&format!("{line}（责任单位：县林业局）\n"));
        assert_eq!(read(&text), ["监测站点 eq 25 个 2033 target"], "{line}");
        assert_eq!(bodies(&records(&text)[0]), ["县林业局 responsible"], "{line}");
    }
}

#[test]
fn who_is_named_in_a_paragraph_without_a_number_answers_for_that_one() {
    let of_each = |text: &str| -> Vec<Vec<String>> { records(text).iter().map(bodies).collect() };
    let forests = "到2035年，森林覆盖率达到65%以上";
    let others = "到2035年，培育林业企业50家。\n\n到2035年，建成苗圃3个";
    let led = vec!["县林业局 lead".to_owned()];
    assert_eq!(
        of_each(&format!("{forests}（牵头单位：县林业局）。\n\n{others}。\n")),
        [led.clone(), Vec::new(), Vec::new()]
    );
    assert_eq!(
        of_each(&format!("{forests}。\n\n{others}（牵头单位：县林业局）。\n")),
        [Vec::new(), Vec::new(), led.clone()]
    );
    // a line of its own is for all that stands above it
    assert_eq!(
        of_each(&format!("{forests}。\n\n{others}。\n\n牵头单位：县林业局\n")),
        [led.clone(), led.clone(), led.clone()]
    );
    // and so is a bracket in a task with a number
    assert_eq!(
        of_each(&format!("1. {forests}。\n\n{others}（牵头单位：县林业局）。\n\n2. 建成苗圃5个。\n")),
        [led.clone(), led.clone(), led, Vec::new()]
    );
}

#[test]
fn bodies_beyond_the_limit_are_spoken_of() {
    let names = |count: usize| {
        let pairs = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉".chars().flat_map(|first| {
            "林水农商教文体工信财税审民政人社".chars().map(move |second| format!("县{first}{second}局"))
        });
        pairs.take(count).collect::<Vec<_>>().join("、")
    };
    for line in ["到2035年，森林覆盖率达到61%。（责任单位：{}）\n", "到2035年，森林覆盖率达到61%。\n责任单位：{}\n"]
    {
        let read = |count| {
            let text = format!("岭泽县林业规划\n1.{}", line.replace("{}", &names(count)));
            Extractor::new().expect("the built-in tables parse").extract(text.as_bytes()).expect("it is text")
        };
        let (most, more) = (read(300), read(301));
        assert_eq!([most.records[0].bodies.len(), more.records[0].bodies.len()], [300, 300], "{line}");
        assert!(most.warnings.is_empty(), "{:?}", most.warnings);
        let [warning] = more.warnings.as_slice() else { panic!("{:?}", more.warnings) };
        assert_eq!((warning.code, warning.span.is_empty()), (WarningCode::LimitReached, false));
    }
}
