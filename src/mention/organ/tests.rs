use super::*;

fn lexicon() -> Lexicon {
    Lexicon::builtin().expect("the tables are well formed")
}

/// `lead 市科技局 · support 市财政局`, one string for each statement.
fn shown(text: &str, lexicon: &Lexicon) -> Vec<String> {
    find_responsibilities(text, lexicon).iter().map(|statement| listed(&statement.organs)).collect()
}

fn listed(organs: &[Organ]) -> String {
    let role = |organ: &Organ| match organ.role {
        Some(OrganRole::Lead) => "lead",
        Some(OrganRole::Responsible) => "responsible",
        Some(OrganRole::Support) => "support",
        _ => "other",
    };
    organs.iter().map(|organ| format!("{} {}", role(organ), organ.name)).collect::<Vec<_>>().join(" · ")
}

#[test]
fn labels_in_brackets() {
    let lexicon = lexicon();
    for (text, expected) in [
        (
            "做好服务。(责任单位:市科技局、发展改革委,各区镇)",
            "responsible 市科技局 · responsible 发展改革委 · responsible 各区镇",
        ),
        (
            "（牵头单位:市科技局;责任单位:市财政局、各高校院所）",
            "lead 市科技局 · support 市财政局 · support 各高校院所",
        ),
        ("新建步道3条（牵头责任单位：自治区民政厅）。", "lead 自治区民政厅"),
        ("【责任单位：市水务局】", "responsible 市水务局"),
        ("[牵头单位：市水务局]", "lead 市水务局"),
        ("（责任单位：市水务局；完成时限：2025年12月）", "responsible 市水务局"),
        ("（完成时限：2025年12月；责任单位：市水务局）", "responsible 市水务局"),
        ("（责任领导：王某；责任单位：市水务局；责任人：李某；联系人：赵某）", "responsible 市水务局"),
        ("（负责部门：市水务局，适用范围：全市）", "responsible 市水务局"),
        ("（责任单位：市水务局，各县（市、区）人民政府）", "responsible 市水务局 · responsible 各县（市、区）人民政府"),
        ("（责任单位：市水务局、市林业局，持续推进）", "responsible 市水务局 · responsible 市林业局"),
        ("（责任单位：市水务局（牵头）、市林业局）", "lead 市水务局 · support 市林业局"),
        ("（责任单位：市水务局牵头，市林业局配合）", "lead 市水务局 · support 市林业局"),
        (
            "（责任单位：市水务局、市林业局等；各区政府）",
            "responsible 市水务局 · responsible 市林业局 · responsible 各区政府",
        ),
        ("（ 牵头单位 ： 市水务局 ； 配合单位 ： 市林业局 ）", "lead 市水务局 · support 市林业局"),
        ("（主办单位：市体育局；承办单位：市体育中心）", "lead 市体育局 · responsible 市体育中心"),
        (
            "（责任单位：海工船舶工业园、吕四港镇、内蒙古电力集团）",
            "responsible 海工船舶工业园 · responsible 吕四港镇 · responsible 内蒙古电力集团",
        ),
        (
            "（责任单位：市水务局、市林业局，吕四港镇）",
            "responsible 市水务局 · responsible 市林业局 · responsible 吕四港镇",
        ),
        ("（责任单位：市水务局、市水务局）", "responsible 市水务局"),
        ("（责任单位：市水务局）", "responsible 市水务局"),
        ("（责任单位：市水务局、市林", "responsible 市水务局 · responsible 市林"),
    ] {
        assert_eq!(shown(text, &lexicon), [expected], "{text}");
    }
}

#[test]
fn names_with_and_inside() {
    let lexicon = lexicon();
    for (text, expected) in [
        (
            "（责任单位：国家发展和改革委员会、市工业和信息化局、人力资源和社会保障厅、国家金融监督管理总局）",
            "responsible 国家发展和改革委员会 · responsible 市工业和信息化局 · responsible 人力资源和社会保障厅 · responsible 国家金融监督管理总局",
        ),
        ("（责任单位：市水务局和市林业局）", "responsible 市水务局 · responsible 市林业局"),
        (
            "（水利部、林草局等和各有关省级人民政府负责）",
            "responsible 水利部 · responsible 林草局 · responsible 各有关省级人民政府",
        ),
        ("（各有关部门和单位按职责分工负责）", "responsible 各有关部门和单位"),
        (
            "（责任单位：市自然资源和规划局以及各乡镇人民政府）",
            "responsible 市自然资源和规划局 · responsible 各乡镇人民政府",
        ),
        ("（水利部等有关部门负责）", "responsible 水利部"),
        ("（水利部等5部门负责）", "responsible 水利部"),
    ] {
        assert_eq!(shown(text, &lexicon), [expected], "{text}");
    }
}

#[test]
fn duties_in_brackets() {
    let lexicon = lexicon();
    for (text, expected) in [
        (
            "（市水务局牵头，市林业局、市农业农村局按职责分工负责）",
            "lead 市水务局 · support 市林业局 · support 市农业农村局",
        ),
        (
            "（省水利厅、林业局按职责分工负责，各地级以上市人民政府结合实际落实）",
            "responsible 省水利厅 · responsible 林业局 · responsible 各地级以上市人民政府",
        ),
        (
            "（市水务局、市林业局，各区人民政府按职责分工负责）",
            "responsible 市水务局 · responsible 市林业局 · responsible 各区人民政府",
        ),
        ("（市教育局负责）", "responsible 市教育局"),
        ("（由市水务局牵头，会同林业局）", "lead 市水务局 · support 林业局"),
        ("（市水务局会同市林业局负责）", "responsible 市水务局 · support 市林业局"),
        ("（市水务局会同市林业局）", "responsible 市水务局 · support 市林业局"),
        ("（市水务局牵头、市林业局参与）", "lead 市水务局 · support 市林业局"),
        ("（市水务局负责。首位为牵头单位）", "responsible 市水务局"),
        ("（市水务局负责，首位的为牵头部门）", "responsible 市水务局"),
        ("（2025年底前完成，市水务局负责）", "responsible 市水务局"),
        ("（市水务局负责，2025年底前完成）", "responsible 市水务局"),
        ("（水利部指导，有关县政府负责落实。下略）", "responsible 有关县政府"),
        ("（市水务局负责堤防建设，市林业局负责绿化）", "responsible 市水务局 · responsible 市林业局"),
    ] {
        assert_eq!(shown(text, &lexicon), [expected], "{text}");
    }
}

#[test]
fn labels_in_open_text() {
    let lexicon = lexicon();
    for (text, expected) in [
        ("责任单位：市水务局、吕四港镇", vec!["responsible 市水务局 · responsible 吕四港镇"]),
        ("牵头单位：市水务局 配合单位：市林业局", vec!["lead 市水务局 · support 市林业局"]),
        (
            "牵头单位：市水务局　　责任单位：市林业局，各县（区）人民政府。",
            vec!["lead 市水务局 · support 市林业局 · support 各县（区）人民政府"],
        ),
        ("主办单位：市民政局，各县（区）人民政府", vec!["lead 市民政局 · lead 各县（区）人民政府"]),
        ("1.新建泵站3座。责任单位：市水务局；完成时限：12月底前", vec!["responsible 市水务局"]),
        ("责任单位：市水务局；建设泵站3座", vec!["responsible 市水务局"]),
        ("区级责任单位：区水务局", vec!["responsible 区水务局"]),
        ("责 任 单 位：市水务局", vec!["responsible 市水务局"]),
        ("牵头单位：市水务局（联系人：张某，电话：000）", vec!["lead 市水务局"]),
        (
            "【牵头单位】市水务局【责任单位】市林业局、各区镇【完成时限】2025年",
            vec!["lead 市水务局 · support 市林业局 · support 各区镇"],
        ),
        (
            "任务一。责任单位：市水务局。任务二。责任单位：市林业局。",
            vec!["responsible 市水务局", "responsible 市林业局"],
        ),
    ] {
        assert_eq!(shown(text, &lexicon), expected, "{text}");
    }
}

#[test]
fn sentences() {
    let lexicon = lexicon();
    for (text, expected) in [
        ("此项工作由市水务局牵头，市林业局配合。", "lead 市水务局 · support 市林业局"),
        ("由市水务局、市林业局负责，年内完成。", "responsible 市水务局 · responsible 市林业局"),
    ] {
        assert_eq!(shown(text, &lexicon), [expected], "{text}");
    }
}

#[test]
fn what_is_no_responsibility() {
    let lexicon = lexicon();
    for text in [
        "市水务局、经济开发区要发挥牵头抓总作用。",
        "领导小组办公室设在市水务局。",
        "支持龙头企业牵头组建联合体。",
        "本办法由市水务局负责解释。",
        "建立由市政府牵头、部门参与的工作机制。",
        "由龙头企业牵头，高校参与。",
        "由我市牵头的项目3个。",
        "坚持首席专家（总师）负责的机制",
        "（主要负责人）",
        "（国务院负责同志）",
        "（县（市、区）长负责制）",
        "（以下简称牵头单位）",
        "（进高校、进院所、进企业）",
        "（一）落实责任。",
        "（财政资金配合社会资本）",
        "主办单位：市政府办公室 技术支持：市大数据局 ICP备12345678号",
        "承办单位: | 主办: | 科技局 | 协办: | 市林业局、财政局 |",
        "主办：市政府办公室 承办：市大数据中心",
        "责任人：王某",
        "责任领导：王某 联系人：李某",
        "各责任单位要按照分工抓好落实：一是加强领导。",
        "责任单位：",
        "【关键词】水务 【责任单位】",
        "（2025年底前完成，持续推进）",
        "",
    ] {
        assert_eq!(shown(text, &lexicon), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn spans_hold_the_names() {
    let lexicon = lexicon();
    let text = "新建泵站3座（牵头单位: 市水务局; 责任单位:市林业局、各区镇）。责任部门：市农业 农村局";
    let found = find_responsibilities(text, &lexicon);
    assert_eq!(&text[found[0].span.range()], "（牵头单位: 市水务局; 责任单位:市林业局、各区镇）");
    assert!(found[0].bracketed && !found[1].bracketed);
    assert_eq!(&text[found[1].span.range()], "责任部门：市农业 农村局");
    assert_eq!(found[1].organs[0].name, "市农业农村局");
    for organ in found.iter().flat_map(|statement| &statement.organs) {
        let written: String = text[organ.span.range()].split_whitespace().collect();
        assert_eq!(written, organ.name);
    }
}

#[test]
fn columns() {
    let lexicon = lexicon();
    for (text, role, expected) in [
        ("市水务局、市林业局", OrganRole::Responsible, "responsible 市水务局 · responsible 市林业局"),
        ("市水务局 市林业局", OrganRole::Responsible, "responsible 市水务局 · responsible 市林业局"),
        ("市水务局；市林业局", OrganRole::Lead, "lead 市水务局 · lead 市林业局"),
        ("市水务局（牵头）、市林业局", OrganRole::Responsible, "lead 市水务局 · support 市林业局"),
        ("牵头单位：市水务局 配合单位：市林业局", OrganRole::Responsible, "lead 市水务局 · support 市林业局"),
        ("吕四港镇", OrganRole::Support, "support 吕四港镇"),
        ("各县（市、区）", OrganRole::Responsible, "responsible 各县（市、区）"),
        ("—", OrganRole::Responsible, ""),
        ("无", OrganRole::Responsible, ""),
        ("2025年12月", OrganRole::Responsible, ""),
    ] {
        assert_eq!(listed(&split_list(text, role, &lexicon)), expected, "{text}");
    }
}

#[test]
fn hostile_texts_take_linear_time() {
    let lexicon = lexicon();
    for piece in ["（", "）", "(牵头)", "责任单位：", "由", "：", "、牵头", "等和", "（责任单位：（"]
    {
        let text = format!("责任单位：{}", piece.repeat(200_000 / piece.len()));
        let found = find_responsibilities(&text, &lexicon);
        assert!(found.iter().all(|statement| statement.span.end <= text.len()));
    }
}
