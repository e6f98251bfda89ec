use rust_decimal::Decimal;

use super::*;

fn lexicon() -> Lexicon {
    Lexicon::builtin().expect("the built-in tables are well formed")
}

/// Each quantity as `text value[..value_max] unit comparator`, with the figure where it is no plain amount.
fn quantities(text: &str, lexicon: &Lexicon) -> Vec<String> {
    let write = |quantity: Quantity| {
        let value_max = quantity.value_max.map(|value| format!("..{value}")).unwrap_or_default();
        let inferred = if quantity.unit_inferred { "?" } else { "" };
        let figure = if quantity.figure == Figure::Amount { String::new() } else { format!(" {:?}", quantity.figure) };
        let unit = quantity.unit.as_deref().unwrap_or("-");
        format!(
            "{} {}{value_max} {unit}{inferred} {:?}{figure}",
            &text[quantity.span.range()],
            quantity.value,
            quantity.comparator
        )
    };
    find(text, lexicon).found.into_iter().map(write).collect()
}

#[test]
fn one_quantity() {
    let lexicon = lexicon();
    for (text, expected) in [
        // Base units.
        ("产值150亿元", "150亿元 15000000000 元 Eq"),
        ("吞吐量2000万标箱", "2000万标箱 20000000 标箱 Eq"),
        ("面积160万平方米", "160万平方米 1600000 平方米 Eq"),
        ("亩均税收1.2万元/亩", "1.2万元/亩 12000 元/亩 Eq"),
        ("能耗0.45吨标准煤/万元", "0.45吨标准煤/万元 0.45 吨标准煤/万元 Eq"),
        ("浓度降到27微克/立方米", "27微克/立方米 27 微克/立方米 Eq"),
        ("拥有量12件/万人", "12件/万人 12 件/万人 Eq"),
        ("提高0.6个百分点", "0.6个百分点 0.6 个百分点 Eq"),
        ("比例达到2.5 %", "2.5 % 2.5 % Eq"),
        ("比重３９．０％", "３９．０％ 39 % Eq"),
        ("解决5万人口饮水", "5万人口 50000 人 Eq"),
        ("比重达到1.5；", "1.5 1.5 - Eq"),
        ("受教育年限提高到11.5年", "11.5年 11.5 年 Eq"),
        ("增长-3.2%", "-3.2% -3.2 % Eq"),
        // Bounds, next to the number and apart from it.
        ("不少于10家", "不少于10家 10 家 Ge"),
        ("达500家以上", "500家以上 500 家 Ge"),
        ("比例超过15%", "超过15% 15 % Gt"),
        ("突破2300家", "突破2300家 2300 家 Gt"),
        ("至少与100家高校合作", "100家 100 家 Ge"),
        ("每县至少建设1所学校", "1所 1 所 Ge"),
        ("最高给予50万元", "50万元 500000 元 Le"),
        ("控制在5.5%以内", "5.5%以内 5.5 % Le"),
        ("压缩到3个工作日内", "3个工作日内 3 个工作日 Le"),
        ("10余家企业", "10余家 10 家 Gt"),
        ("研发中心90多个", "90多个 90 个 Gt"),
        ("5000多万元", "5000多万元 50000000 元 Gt"),
        ("在孵企业上千家", "上千家 1000 家 Approx"),
        ("减税近3亿元", "近3亿元 300000000 元 Approx"),
        ("节约100万吨", "100万吨 1000000 吨 Eq"),
        ("2000人左右", "2000人左右 2000 人 Approx"),
        ("力争达到2500家", "2500家 2500 家 Eq"),
        ("规模以上企业55家", "55家 55 家 Eq"),
        ("1000名以上城区教师", "1000名以上 1000 名 Ge"),
        ("落实320万吨以上用煤", "320万吨以上 3200000 吨 Ge"),
        ("关键技术突破10项以上", "10项以上 10 项 Ge"),
        // Ranges.
        ("新增3-5家", "3-5家 3..5 家 Range"),
        ("1至2家", "1至2家 1..2 家 Range"),
        ("增长5%—6%", "5%—6% 5..6 % Range"),
        ("增长5～6%", "5～6% 5..6 % Range"),
        ("补助3-5万元", "3-5万元 30000..50000 元 Range"),
        // Shares without the sign.
        ("占百分之八十五", "百分之八十五 85 % Eq"),
        ("千分之三以内", "千分之三以内 3 ‰ Le"),
        ("占三分之二", "三分之二 66.67 %? Eq"),
        ("占全国的1/3以上", "1/3以上 33.33 %? Ge"),
        ("三成以上", "三成以上 30 %? Ge"),
        ("超过半数", "超过半数 50 %? Gt"),
        // Chinese numbers that count.
        ("两家企业", "两家 2 家 Eq"),
        ("建成五所学校", "五所 5 所 Eq"),
        ("新设三个县", "三个 3 个 Eq"),
        // Ranks, multiples, ratios.
        ("进入全国前40位", "前40位 40 位 Le Rank"),
        ("跻身全国前十", "前十 10 位? Le Rank"),
        ("居全国第一，", "第一 1 位? Eq Rank"),
        ("位列第3位", "第3位 3 位 Eq Rank"),
        ("较上年翻一番", "翻一番 2 倍 Eq Multiple"),
        ("收入翻两番以上", "翻两番以上 4 倍 Ge Multiple"),
        ("实现倍增。", "倍增 2 倍 Eq Multiple"),
        ("增长1倍", "1倍 1 倍 Eq"),
        ("增长到3倍", "3倍 3 倍 Eq Multiple"),
        ("收入比2.1∶1", "2.1∶1 2.1 - Eq Ratio"),
        ("师生比不低于1:16", "不低于1:16 0.0625 - Ge Ratio"),
        ("生师比控制在18:1以内", "18:1以内 18 - Le Ratio"),
        ("收入比约2.1∶1", "约2.1∶1 2.1 - Approx Ratio"),
        ("死亡率控制在十万分之八以内", "十万分之八以内 0.008 %? Le"),
        ("死亡率低于万分之0.5", "低于万分之0.5 0.005 %? Lt"),
    ] {
        assert_eq!(quantities(text, &lexicon), [expected], "{text}");
    }
}

#[test]
fn the_span_holds_the_bound_and_the_core_does_not() {
    let found = find("共不少于10家以上，", &lexicon()).found;
    let [quantity] = found.as_slice() else { panic!("one quantity, not {found:?}") };
    assert_eq!((quantity.span, quantity.core), (TextSpan::new(3, 23), TextSpan::new(12, 17)));
    assert!(!quantity.comparator_after);
    assert!(find("10家以上", &lexicon()).found[0].comparator_after);
}

#[test]
fn several_quantities() {
    let lexicon = lexicon();
    for (text, expected) in [
        ("高0.4、0.1个百分点", &["0.4 0.4 个百分点 Eq", "0.1个百分点 0.1 个百分点 Eq"][..]),
        ("分别提高1.2、0.8和0.5元", &["1.2 1.2 元 Eq", "0.8 0.8 元 Eq", "0.5元 0.5 元 Eq"]),
        ("分别达到16家、52家", &["16家 16 家 Eq", "52家 52 家 Eq"][..]),
        ("7万人、15万人次以上", &["7万人 70000 人 Eq", "15万人次以上 150000 人次 Ge"]),
        ("由1200元降低到880元", &["1200元 1200 元 Eq", "880元 880 元 Eq"]),
        ("由3%至5%", &["3% 3 % Eq", "5% 5 % Eq"]),
        ("100个人口1000人以上行政村", &["100个 100 个 Eq"]),
        ("投资5000万元以上项目20个", &["20个 20 个 Eq"]),
        ("经费4亿6,500万元", &["4亿6,500万元 465000000 元 Eq"]),
        ("新建租赁房300套（间）", &["300套（间） 300 套（间） Eq"]),
        ("营收分别达60亿、80亿元", &["60亿 6000000000 元 Eq", "80亿元 8000000000 元 Eq"]),
        // no unit stands between
        ("帮助3万农村贫困人口脱贫", &["3万 30000 人? Eq"]),
        ("吸引12万多高校毕业生", &["12万多 120000 人? Gt"]),
        ("惠及5万低保户", &["5万 50000 户? Eq"]),
        // a classifier that no list holds
        ("年产兰花20万箭，", &["20万箭 200000 箭 Eq"]),
        ("新建幼儿园40所以上", &["40所以上 40 所 Ge"]),
        ("发生4.5级地震", &["4.5级 4.5 级 Eq"]),
        // the size of a fund is a value
        ("设立总规模20亿元的产业基金", &["20亿元 2000000000 元 Eq"]),
        ("做到户均一头以上", &["一头以上 1 头 Ge"]),
        // a small Chinese number that counts
        ("每个乡办好一所中学", &["一所 1 所 Eq"]),
        ("新建职业中学一所。", &["一所 1 所 Eq"]),
        ("存栏耕牛一万二千头", &["一万二千头 12000 头 Eq"]),
        ("五种产品荣获金奖", &["五种 5 种 Eq"]),
        ("产值超亿元企业增加到55家", &["55家 55 家 Eq"]),
        (
            "结构6.1:50.0:43.9",
            &[
                "6.1:50.0:43.9 6.1 %? Eq Part { index: 0 }",
                "6.1:50.0:43.9 50 %? Eq Part { index: 1 }",
                "6.1:50.0:43.9 43.9 %? Eq Part { index: 2 }",
            ],
        ),
    ] {
        assert_eq!(quantities(text, &lexicon), expected, "{text}");
    }
}

#[test]
fn refused_with_a_reason() {
    let lexicon = lexicon();
    for (text, refusal) in [
        ("2023年3月5日", Refusal::Date),
        ("上午9:30开会", Refusal::Date),
        ("三年行动方案", Refusal::Duration),
        ("连续3年增长", Refusal::Duration),
        ("改革开放三十年", Refusal::Duration),
        ("98年建成", Refusal::Date),
        ("成立75周年", Refusal::Duration),
        ("连续39个月", Refusal::Duration),
        ("历时2小时40分", Refusal::Duration),
        ("距离开园还有50天", Refusal::Duration),
        ("近三年累计18个月在本地缴纳社保", Refusal::Duration),
        ("改造山区6县职教中心", Refusal::NoUnit),
        ("城市大脑2.0建设", Refusal::NoUnit),
        ("有3万亿居民存款", Refusal::NoUnit),
        ("投资○○亿元", Refusal::Redacted),
        ("参见P53-55", Refusal::Name),
        ("年龄18周岁以上", Refusal::Qualifier),
        ("年龄放宽到45周岁", Refusal::Qualifier),
        ("身高160厘米以上", Refusal::Qualifier),
        ("参保满24个月以上的职工", Refusal::Qualifier),
        ("持股比例不低于5%的企业", Refusal::Qualifier),
        ("超定额20%以上的部分", Refusal::Qualifier),
        ("高于平均工资3倍的人才", Refusal::Qualifier),
        ("年营业收入500万元及以上的餐饮业", Refusal::Qualifier),
        ("位于出口3公里处", Refusal::Qualifier),
        ("停车15分钟以内免费", Refusal::Qualifier),
        ("两个以上的个人共同取得收入", Refusal::Qualifier),
        ("数据待甲方、乙方、丙方三家公司确认", Refusal::ListCount),
        ("的批示（办761）", Refusal::Code),
        ("距离开园还有500多个日夜", Refusal::Duration),
        ("应当在20个工作日内办结", Refusal::Schedule),
        ("按照4条意见修改", Refusal::ListCount),
        ("建成50多年来", Refusal::Duration),
        ("8月20日20时35分", Refusal::Date),
        ("（日报20210708）", Refusal::Date),
        ("年产1，4-丁二醇", Refusal::Name),
        ("1. 强化招引", Refusal::Ordinal),
        ("2、完善体系", Refusal::Ordinal),
        ("(3)推进", Refusal::Ordinal),
        ("第13次会议", Refusal::Ordinal),
        ("第一产业", Refusal::Ordinal),
        ("第一时间", Refusal::Ordinal),
        ("第二十次代表大会", Refusal::Ordinal),
        ("启政办发〔2023〕10号", Refusal::Ordinal),
        ("地铁2号线", Refusal::Ordinal),
        ("“333工程”", Refusal::Name),
        ("“131”产业集群", Refusal::Name),
        ("“1213”体系", Refusal::Name),
        ("3D打印", Refusal::Name),
        ("5G基站", Refusal::Name),
        ("4A级景区", Refusal::Name),
        ("PM2.5浓度", Refusal::Name),
        ("G20峰会", Refusal::Name),
        ("世界500强", Refusal::Name),
        ("“十四五”规划102项重大工程", Refusal::Name),
        ("万元GDP能耗", Refusal::Name),
        ("三大产业", Refusal::ListCount),
        ("7大新兴产业", Refusal::ListCount),
        ("四项工程", Refusal::ListCount),
        ("三个聚焦", Refusal::ListCount),
        ("8个方面", Refusal::ListCount),
        ("35蒸吨以下锅炉", Refusal::Qualifier),
        ("60周岁以上老人", Refusal::Qualifier),
        ("人口1000人以上的行政村", Refusal::Qualifier),
        ("每10万人口", Refusal::Qualifier),
        ("千万吨级港口", Refusal::Name),
        ("引进一批", Refusal::Vague),
        ("若干措施", Refusal::Vague),
        ("数百家企业", Refusal::Vague),
        ("两三家企业", Refusal::Vague),
        ("多个项目", Refusal::Vague),
        ("建设一个中心", Refusal::Vague),
        ("XX家企业", Refusal::Redacted),
        ("产值xx.xx亿元", Refusal::Redacted),
        ("20__年", Refusal::Redacted),
        ("每周召开1次", Refusal::Schedule),
        ("时间为两小时", Refusal::Schedule),
        ("15分钟生活圈", Refusal::Schedule),
        ("ICP备05002806号", Refusal::Ordinal),
        ("12345热线", Refusal::Code),
        ("电话0513-83312345", Refusal::Code),
    ] {
        let quantities = find(text, &lexicon);
        assert!(quantities.found.is_empty(), "{text}: {:?}", quantities.found);
        assert!(
            quantities.refused.iter().any(|refused| refused.refusal == refusal),
            "{text}: {:?}",
            quantities.refused
        );
    }
}

#[test]
fn words_without_a_number() {
    let lexicon = lexicon();
    for text in [
        "一起努力",
        "一带一路",
        "统一规划",
        "三农",
        "十分重要",
        "一方面",
        "一企一策",
        "一次性",
        "汽车零部件",
        "一体化",
        "二是三是",
        "三位一体",
        "倍增计划",
        "超过全省平均水平",
        "省级以上",
        "",
        "—",
    ] {
        let quantities = find(text, &lexicon);
        assert!(quantities.found.is_empty(), "{text}: {:?}", quantities.found);
    }
}

#[test]
fn values_are_exact() {
    let found = find("增长0.1%和0.30%", &lexicon()).found;
    assert_eq!(
        found.iter().map(|quantity| quantity.value).collect::<Vec<_>>(),
        [Decimal::new(1, 1), Decimal::new(3, 1)]
    );
}

#[test]
fn a_long_line_of_anything_is_read() {
    let lexicon = lexicon();
    for unit in [
        "1",
        "一",
        "1-",
        "1:",
        "1/",
        "1.",
        "1,",
        "第",
        "前",
        "“",
        "x",
        " ",
        "2025年",
        "10家、",
        "百分之",
        "至少",
        "翻",
        "*",
        "1 ",
        "年1",
        "三分之",
    ] {
        let line = unit.repeat(20_000);
        let quantities = find(&line, &lexicon);
        assert!(quantities.found.windows(2).all(|pair| pair[0].span.start <= pair[1].span.start), "{unit}");
    }
}

/// Every value of the annotated documents is found in the words it was read from; skipped where they are not at hand.
#[test]
fn annotated_quotes() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/gold");
    let Ok(entries) = std::fs::read_dir(&folder) else {
        println!("skipped: no annotated documents at {}", folder.display());
        return;
    };
    let lexicon = lexicon();
    let (mut all, mut missed) = (0, Vec::new());
    for entry in entries.flatten() {
        let text = std::fs::read_to_string(entry.path()).expect("a gold file is readable");
        let gold: serde_json::Value = serde_json::from_str(&text).expect("a gold file is JSON");
        for record in gold["records"].as_array().expect("a gold file has records") {
            let quote = record["quote"].as_str().unwrap_or_default().replace('\n', " ");
            let found = find(&quote, &lexicon).found.into_iter().any(|quantity| {
                let comparator = serde_json::to_value(quantity.comparator).expect("a comparator is a word");
                let unit = quantity.unit.as_deref() == record["unit"].as_str() || record["unit_inferred"] == true;
                Some(quantity.value.to_string().as_str()) == record["value"].as_str()
                    && quantity.value_max.map(|value| value.to_string()).as_deref() == record["value_max"].as_str()
                    && comparator == record["comparator"]
                    && unit
            });
            all += 1;
            if !found {
                missed.push(quote);
            }
        }
    }
    assert!(missed.is_empty(), "{} of {all} missed: {missed:#?}", missed.len());
}

#[test]
fn counts_of_what_was_named_and_numbers_that_describe() {
    let lexicon = lexicon();
    for text in [
        "这3起事故正在调查",
        "智能清扫车等8类专用车",
        "数据来自甲公司、乙公司和丙公司三家",
        "给予一方补贴",
        "石桥村5组",
        "在本地居住满183天",
        "从两处以上取得收入",
        "禁止销售厚度低于0.02毫米的薄膜",
        "建设总投资超百亿元重大投资项目",
        "18—30岁待业青年",
        "汇率为1美元兑",
    ] {
        assert_eq!(quantities(text, &lexicon), Vec::<String>::new(), "{text}");
    }
    for (text, expected) in [
        ("发生3起事故", "3起 3 起 Eq"),
        ("灯塔改造等8个项目竣工", "8个 8 个 Eq"),
        ("新建甲、乙和丙等3家企业", "3家 3 家 Eq"),
        ("建设项目5组", "5组 5 组 Eq"),
        ("壁厚达到0.02毫米", "0.02毫米 0.02 毫米 Eq"),
        ("兑现1美元", "1美元 1 美元 Eq"),
        ("投资额居全省首位", "首位 1 位 Eq Rank"),
        ("周转量5万吨海里", "5万吨海里 50000 吨海里 Eq"),
        ("周转量3万人海里", "3万人海里 30000 人海里 Eq"),
        ("收购皮棉200市担", "200市担 200 市担 Eq"),
    ] {
        assert_eq!(quantities(text, &lexicon), [expected], "{text}");
    }
    assert_eq!(quantities("把民生放在首位", &lexicon), Vec::<String>::new());
}

#[test]
fn a_list_shares_the_unit_of_its_last_number() {
    let lexicon = lexicon();
    assert_eq!(
        quantities("分别减少1.2、0.7和1.4万吨", &lexicon),
        ["1.2 12000 吨 Eq", "0.7 7000 吨 Eq", "1.4万吨 14000 吨 Eq"]
    );
    assert_eq!(quantities("用户分别超1600万、180万人", &lexicon)[1], "180万人 1800000 人 Eq");
    assert_eq!(quantities("高于全市0.6、0.9个百分点", &lexicon)[0], "0.6 0.6 个百分点 Eq");
    // 8 is the number of a point, and 3、5个 may be a guess
    assert_eq!(quantities("；8、38个乡镇", &lexicon), ["8 8 - Eq", "38个 38 个 Eq"]);
    assert_eq!(quantities("建设3、5个", &lexicon), ["3 3 - Eq", "5个 5 个 Eq"]);
}

#[test]
fn a_space_behind_a_point_parts_no_number() {
    let lexicon = lexicon();
    assert_eq!(quantities("达标率达到86. 1%", &lexicon), ["86. 1% 86.1 % Eq"]);
    assert_eq!(quantities("收入完成58. 38亿元", &lexicon), ["58. 38亿元 5838000000 元 Eq"]);
    // without a unit, and not behind a word, it may be the number of a point
    assert_eq!(quantities("。1. 5家企业", &lexicon), ["5家 5 家 Eq"]);
    assert_eq!(quantities("7.2\u{3000}本预案由县政府解释", &lexicon), Vec::<String>::new());
    assert_eq!(quantities("7.2万元", &lexicon), ["7.2万元 72000 元 Eq"]);
}

#[test]
fn what_is_asked_of_a_person_is_no_quantity() {
    let lexicon = lexicon();
    assert_eq!(quantities("年满18周岁的公民", &lexicon), Vec::<String>::new());
    assert_eq!(quantities("未满16周岁", &lexicon), Vec::<String>::new());
    assert_eq!(quantities("人均预期寿命79岁", &lexicon), ["79岁 79 岁 Eq"]);
    assert_eq!(quantities("标准不低于当地最低生活保障标准的1.6倍", &lexicon), ["1.6倍 1.6 倍 Ge Multiple"]);
}
