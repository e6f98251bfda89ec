//! What a value is of: each text is of a wording that once gave a piece of a sentence for a name.

use gongwen::Extractor;

/// The records of a report of the year 2023 with `body` in it, each as `indicator measure value unit kind`.
fn read(body: &str) -> Vec<String> {
    let text = format!(
        "岭泽县政府工作报告\n——2024年1月16日在岭泽县第九届人民代表大会第三次会议上\n各位代表：\n一、2023年工作回顾\n{body}\n"
    );
    let extractor = Extractor::new().expect("the built-in tables are well formed");
    let records = extractor.extract(text.as_bytes()).expect("the text is read").records;
    let word = |value: serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    let written = |record: &gongwen::record::Record| {
        let measure = word(serde_json::to_value(record.measure).expect("a measure is a word"));
        let kind = word(serde_json::to_value(record.kind).expect("a kind is a word"));
        let unit = record.unit.as_deref().unwrap_or("-");
        format!("{} {measure} {} {unit} {kind}", record.indicator, record.value)
    };
    records.iter().map(written).collect()
}

#[test]
fn an_adverb_and_its_verb_are_no_name_though_the_dictionary_has_them_as_one_word() {
    assert_eq!(read("全面完成26个老旧小区改造任务。"), ["老旧小区改造任务 increase 26 个 actual"]);
    assert_eq!(read("圆满完成12场演出任务。"), ["演出任务 increase 12 场 actual"]);
    assert_eq!(read("新开工保障房800套、基本建成500套。")[1], "保障房 increase 500 套 actual");
    // 基本 is part of the name where a noun stands behind it
    assert_eq!(read("基本建设支出5亿元。"), ["基本建设支出 level 500000000 元 actual"]);
    assert_eq!(read("去年全县还有14个乡没有通车。")[0], "乡没有通车 level 14 个 actual");
}

#[test]
fn two_verbs_that_are_joined_are_one_doing() {
    assert_eq!(read("新建、扩建校舍73栋。"), ["校舍 increase 73 栋 actual"]);
    assert_eq!(read("新增和改善灌溉面积40万亩。"), ["灌溉面积 increase 400000 亩 actual"]);
    assert_eq!(read("取消、调整、下放审批事项22项。")[0], "审批事项 increase 22 项 actual");
    assert_eq!(read("争取到上级资金9亿元。")[0], "上级资金 increase 900000000 元 actual");
    // 到 is part of a word, 和 joins two names
    assert_eq!(read("引进到位资金39亿元。"), ["到位资金 increase 3900000000 元 actual"]);
    assert_eq!(read("建成学校和养殖场5个。"), ["学校和养殖场 increase 5 个 actual"]);
}

#[test]
fn a_word_is_not_cut_inside_for_the_verb_in_it() {
    assert_eq!(read("完成营造林22万亩。"), ["营造林 increase 220000 亩 actual"]);
    assert_eq!(read("建成安置房30万平方米。"), ["安置房 increase 300000 平方米 actual"]);
    assert_eq!(read("在孵企业达到90家。"), ["在孵企业 level 90 家 actual"]);
    assert_eq!(read("新增建设用地2万亩。"), ["建设用地 increase 20000 亩 actual"]);
    assert_eq!(read("新增和美乡村42个。"), ["和美乡村 increase 42 个 actual"]);
    assert_eq!(read("14个贫困村出列、900名群众脱贫。")[0], "贫困村出列 level 14 个 actual");
    assert_eq!(read("开行货运班列120列。"), ["货运班列 increase 120 列 actual"]);
    assert_eq!(
        read("7个乡（镇、街道）税收超过1亿元，5个乡（镇、街道）税收增长。")[0],
        "乡（镇、街道）税收 level 7 个 actual"
    );
}

#[test]
fn what_a_value_rises_over_or_is_compared_with_names_nothing() {
    assert_eq!(read("粮食产量52万吨，比增3%。")[1], "粮食产量 growth_rate 3 % actual");
    assert_eq!(read("存款余额90亿元，比年初增加7亿元。")[1], "存款余额 increase 700000000 元 actual");
    assert_eq!(read("进出口总额突破5亿美元大关。"), ["进出口总额 level 500000000 美元 actual"]);
    assert_eq!(
        read("农民人均收入增长7.6%，增速高于城镇居民1.1个百分点。")[1],
        "农民人均收入增速 level 1.1 个百分点 actual"
    );
    assert_eq!(read("提高老人津贴标准，每人每月达到90元。")[0], "提高老人津贴标准 level 90 元 actual");
    assert_eq!(read("游客、旅游收入分别增长12%、9%。")[0], "游客 growth_rate 12 % actual");
    assert_eq!(read("工业、农业增加值分别增长9%、5%，分列全市第一位和第五位。")[3], "农业增加值 rank 5 位 actual");
}

#[test]
fn a_level_takes_what_the_list_is_of() {
    assert_eq!(read("新建省级园区6个、市级10个。")[1], "市级园区 increase 10 个 actual");
    assert_eq!(
        read("新增6家国家级、36家省级龙头企业。"),
        ["国家级龙头企业 increase 6 家 actual", "省级龙头企业 increase 36 家 actual"]
    );
    // a level of another sentence takes nothing
    assert_eq!(read("新建省级园区6个。市级下放事项10项。")[1], "市级下放事项 level 10 项 actual");
}

#[test]
fn what_only_says_which_things_are_counted_stays_in_their_name() {
    assert_eq!(
        read("出口超百万美元的企业达55家，超500万美元的企业达29家。").last().map(String::as_str),
        Some("500万美元的企业 level 29 家 actual")
    );
    assert_eq!(read("去年县政府各部门的审批事项减少到315项。")[0], "审批事项 level 315 项 actual");
}

#[test]
fn one_thing_is_counted_in_two_ways() {
    assert_eq!(
        read("选派4批93名医务人员支援外地。"),
        ["医务人员支援外地 increase 4 批 actual", "医务人员支援外地 increase 93 名 actual"]
    );
    assert_eq!(
        read("完成1142户3922人安置任务。"),
        ["安置任务 increase 1142 户 actual", "安置任务 increase 3922 人 actual"]
    );
    // the size of what is counted is no second count
    assert!(read("建成2个110千伏变电站。").iter().all(|record| !record.contains("千伏")));
}

#[test]
fn what_a_review_has_obtained_is_no_wish() {
    assert_eq!(read("争取上级资金7亿元。"), ["上级资金 level 700000000 元 actual"]);
    assert_eq!(read("粮食产量继续稳居全市第一。"), ["粮食产量 rank 1 位 actual"]);
    assert_eq!(read("数字产业营收达到31亿元，规模居全市第二。")[1], "数字产业营收规模 rank 2 位 actual");
}

#[test]
fn money_is_of_what_it_is_set_aside_for_not_of_who_pays() {
    assert_eq!(read("县财政安排1亿元专项资金用于扶贫。"), ["专项资金 level 100000000 元 actual"]);
    assert_eq!(read("从超收中安排5亿元设立稳定基金。"), ["稳定基金 level 500000000 元 actual"]);
    assert_eq!(read("投入6亿元开展国土整治。")[0], "国土整治 level 600000000 元 actual");
    // of a share, 用于 is part of the name
    assert_eq!(read("财政支出的80%用于民生。"), ["财政支出用于民生 level 80 % actual"]);
}

#[test]
fn among_what_a_place_is_taken_is_no_part_of_the_name() {
    assert_eq!(
        read("快递量从全国城市排名第15位跃升到第6位。"),
        ["快递量 rank 15 位 actual", "快递量 rank 6 位 actual"]
    );
    assert_eq!(read("空气质量优良率在全省排第三位。"), ["空气质量优良率 rank 3 位 actual"]);
    assert_eq!(read("粮食单产连续八年保持全省首位。"), ["粮食单产 rank 1 位 actual"]);
    assert_eq!(read("把安全放在首位。"), [""; 0]);
    assert_eq!(read("查处案件40件，数量相当于上年的2倍。")[1], "案件数量 multiple 2 倍 actual");
}

#[test]
fn what_there_is_and_what_was_found_is_no_target() {
    let kinds = |heading: &str, body: &str| -> Vec<String> {
        let extractor = Extractor::new().expect("the built-in tables are well formed");
        let text = format!("关于岭泽县山体险情的函\n{heading}\n{body}\n");
        let records = extractor.extract(text.as_bytes()).expect("the text is read").records;
        records.iter().map(|record| format!("{} {:?}", record.indicator, record.kind)).collect()
    };
    assert_eq!(kinds("二、主要任务", "我省有9300万人口，要办好教育。")[0], "人口 Actual");
    assert_eq!(kinds("二、主要任务", "培养教师300名。"), ["教师 Target"]);
    assert_eq!(kinds("险情调查意见", "石桥村面积10平方公里。"), ["石桥村面积 Actual"]);
    // the law speaks of more than one, and states no count
    assert_eq!(kinds("二、分级", "两个以上省、自治区出现险情。涉及两个以上部门的事项。"), [""; 0]);
}

#[test]
fn a_point_of_a_list_and_a_verb_that_moves_are_no_part_of_a_name() {
    assert_eq!(read("一是提高老人津贴标准，每人每月达到90元。")[0], "提高老人津贴标准 level 90 元 actual");
    assert_eq!(read("助推地区生产总值完成90亿元。"), ["地区生产总值 level 9000000000 元 actual"]);
    // the name of a class is no count
    assert_eq!(read("学习果树93(01)班的事迹。"), [""; 0]);
}

#[test]
fn what_a_site_offers_is_no_statement() {
    assert_eq!(read("下面是小编整理的工作方案精选2篇，欢迎阅读。"), [""; 0]);
    assert_eq!(read("发表论文2篇。"), ["发表论文 level 2 篇 actual"]);
}
