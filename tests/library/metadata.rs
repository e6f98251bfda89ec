//! The fields of documents in the forms that pages give them.

use gongwen::{Extractor, document::Metadata, warning::WarningCode};

fn metadata(text: &str) -> Metadata {
    Extractor::new().expect("the built-in tables parse").extract(text.as_bytes()).expect("it is text").document
}

#[test]
fn a_notice_with_its_header() {
    let read = metadata(
        "索引号: 014/2031-009 文号: 岭政办发〔2031〕10号\n发布机构: 岭泽县人民政府办公室\n公开日期: 2031-03-12 有效性: 有效\n\
         岭泽县人民政府办公室关于\n印发林业发展方案的通知\n各镇人民政府，县各有关单位：\n\
         现将方案印发给你们。此前的岭政发〔2028〕3号文同时废止。\n岭泽县人民政府办公室\n2031年3月5日\n（此件公开发布）\n",
    );
    assert_eq!(read.doc_number.as_deref(), Some("岭政办发〔2031〕10号"));
    assert_eq!(read.title.as_deref(), Some("岭泽县人民政府办公室关于印发林业发展方案的通知"));
    assert_eq!(read.issuers, ["岭泽县人民政府办公室"]);
    assert_eq!((read.issued.as_deref(), read.published.as_deref()), (Some("2031-03-05"), Some("2031-03-12")));
    assert_eq!(read.addressees, ["各镇人民政府", "县各有关单位"]);
    assert_eq!(read.cited_numbers, ["岭政发〔2028〕3号"]);
    assert_eq!((read.genre.as_deref(), read.validity.as_deref()), (Some("通知"), Some("有效")));
    assert_eq!(read.spans["title"].span.map(|span| span.is_empty()), Some(false));
}

#[test]
fn a_report_is_dated_by_its_delivery() {
    let read = metadata(
        "---\ntitle: 2031年政府工作报告\n---\n\n政府工作报告\n\n——2031年1月23日在岭泽县第十届人民代表大会第二次会议上\n\n县长 陈某某\n\n各位代表：\n\n现在，我代表县人民政府报告工作。\n",
    );
    assert_eq!((read.title.as_deref(), read.genre.as_deref()), (Some("政府工作报告"), Some("报告")));
    assert_eq!(read.issued.as_deref(), Some("2031-01-23"));
    assert!(read.addressees.is_empty() && read.issuers.is_empty());
}

#[test]
fn an_order_has_a_mark_and_the_title_of_what_it_promulgates() {
    let read = metadata(
        "岭泽县人民政府令\n第12号\n《岭泽县节水办法》已经县人民政府同意，现予公布。\n县长　某某\n2031年9月30日\n\
         岭泽县节水办法\n第一条　为了节约用水，制定本办法。\n",
    );
    assert_eq!(read.title.as_deref(), Some("岭泽县节水办法"));
    assert_eq!(read.doc_number.as_deref(), Some("岭泽县人民政府令第12号"));
    assert_eq!((read.issuers, read.genre), (vec!["岭泽县人民政府".to_owned()], None));
}

#[test]
fn a_page_is_published_when_its_source_line_says() {
    for line in [
        "2031年06月15日08:18 来源：某网",
        "某网岭泽频道 ( 2031-06-15 09:20:26 ) 稿件来源：某报",
        "来源：某网 2031-06-15",
    ] {
        let read = metadata(&format!("关于做好防汛工作的通知\n{line}\n各镇要在2030年1月2日以前，做好工作。\n"));
        assert_eq!(read.published.as_deref(), Some("2031-06-15"), "{line}");
    }
    let foot = "关于做好防汛工作的通知\n各镇要做好工作。\n发布日期：2031-06-15 责任编辑：某某\n";
    assert_eq!(metadata(foot).published.as_deref(), Some("2031-06-15"));
    let none = "关于做好防汛工作的通知\n各镇要在2030年1月2日以前，做好来源：清查。\n";
    assert_eq!(metadata(none).published, None);
}

#[test]
fn a_cited_number_is_never_the_own_one() {
    let read = metadata("关于做好防汛工作的意见\n根据岭政发〔2031〕3号文件要求，现提出如下意见。\n");
    assert_eq!(read.doc_number, None);
    assert_eq!(read.cited_numbers, ["岭政发〔2031〕3号"]);
}

#[test]
fn a_number_may_stand_below_its_mark_or_title() {
    for (head, number, title) in [
        ("岭泽县水利局公告\n2031年第7号\n关于调整水价的公告\n", "岭泽县水利局公告2031年第7号", "关于调整水价的公告"),
        (
            "岭泽县水利局\n关于水质抽查情况的公告\n（2031年第14号）\n",
            "岭泽县水利局公告2031年第14号",
            "岭泽县水利局关于水质抽查情况的公告",
        ),
        (
            "岭泽县人民政府常务会议纪要\n〔2031〕9号\n县政府第9次常务会议纪要\n",
            "岭泽县人民政府常务会议纪要〔2031〕9号",
            "县政府第9次常务会议纪要",
        ),
    ] {
        let read = metadata(&format!("{head}\n为了节约用水，现将有关事项公告如下：\n一、水价\n水价为3元。\n"));
        assert_eq!((read.doc_number.as_deref(), read.title.as_deref()), (Some(number), Some(title)));
        assert!(read.cited_numbers.is_empty(), "{head}");
    }
}

#[test]
fn a_note_under_the_title_says_when_and_by_what_order_a_text_was_published() {
    let read = metadata(
        "岭泽县节水办法\n（2031年9月30日岭泽县人民政府令第12号公布　自2032年1月1日起施行）\n\n第一章　总则\n\
         第一条　为了节约用水，制定本办法。本办法施行后，岭泽县人民政府令第3号同时废止。\n",
    );
    assert_eq!(read.title.as_deref(), Some("岭泽县节水办法"));
    assert_eq!(read.doc_number.as_deref(), Some("岭泽县人民政府令第12号"));
    assert_eq!(read.issued.as_deref(), Some("2031-09-30"));
    assert_eq!(read.cited_numbers, ["岭泽县人民政府令第3号"]);
    // an order is cited under its short name and its long one
    let read = metadata(
        "标题：节水条例\n发文字号：国令第900号\n节水条例\n\n第一条　2031年1月3日国务院令第900号公布，国务院令第12号废止。\n",
    );
    assert_eq!(read.doc_number.as_deref(), Some("国令第900号"));
    assert_eq!(read.cited_numbers, ["国务院令第12号"]);
}

#[test]
fn issuers_on_lines_of_their_own_begin_a_joint_title() {
    let read = metadata(
        "岭泽县教育局　岭泽县水利局\n岭泽县财政局关于校园节水的通知\n\n各镇人民政府：\n现将有关事项通知如下。\n",
    );
    assert_eq!(read.title.as_deref(), Some("岭泽县教育局　岭泽县水利局 岭泽县财政局关于校园节水的通知"));
    let read = metadata("通知公告\n关于校园节水的通知\n\n各镇人民政府：\n现将有关事项通知如下。\n");
    assert_eq!(read.title.as_deref(), Some("关于校园节水的通知"));
}

#[test]
fn a_speech_is_dated_on_the_line_of_its_title_or_below_it() {
    for head in [
        "政府工作报告——2031年1月23日在岭泽县第十届人民代表大会第二次会议上\n县长 林岭泽\n",
        "政府工作报告\n2031年1月23日在岭泽县\n第十届人民代表大会第二次会议上\n",
        "政府工作报告\n县长 林岭泽（2031年1月23日）\n",
    ] {
        let read = metadata(&format!("{head}\n各位代表：\n\n现在，我代表县人民政府报告工作。\n"));
        assert_eq!(read.title.as_deref(), Some("政府工作报告"), "{head}");
        assert_eq!(read.issued.as_deref(), Some("2031-01-23"), "{head}");
    }
    // the day on which it comes into force is no date of the text
    let read = metadata("岭泽县节水办法\n（2032年1月1日起施行）\n\n第一条　为了节约用水，制定本办法。\n");
    assert_eq!(read.issued, None);
}

#[test]
fn persons_are_addressed_by_name_and_those_present_by_office() {
    for (line, addressees) in [
        ("林岭泽副主席：", vec!["林岭泽副主席"]),
        ("主席、各位代表：", vec![]),
        ("各位代表：", vec![]),
        ("各中小学校，机关各股室：", vec!["各中小学校", "机关各股室"]),
    ] {
        let read = metadata(&format!("关于节水建议的复函\n{line}\n您的建议收悉，现函复如下。\n"));
        assert_eq!(read.addressees, addressees, "{line}");
    }
}

#[test]
fn a_reply_may_be_one_table() {
    let read = metadata(
        "| 建议编号 | 2031102 | 领衔代表 | 林岭泽 |\n| 建议标题 | 关于校园节水的建议 | 附议代表 | 3人 |\n\
         | 答复文号 | 岭水函〔2031〕56号 | 答复日期 | 2031年6月28日 |\n\
         | 答复内容 | 林岭泽代表： 您的建议收悉，现答复如下：2030年，全县改造校园管网21公里，节水成效明显，受到师生欢迎。 |\n\
         | 办理结果 | A类 | 满意度 | 满意 |\n",
    );
    assert_eq!(read.title.as_deref(), Some("关于校园节水的建议"));
    assert_eq!((read.doc_number.as_deref(), read.issued.as_deref()), (Some("岭水函〔2031〕56号"), Some("2031-06-28")));
    assert_eq!((read.addressees, read.genre.as_deref()), (vec!["林岭泽代表".to_owned()], Some("答复")));
}

#[test]
fn a_number_may_stand_before_the_labels() {
    let read = metadata(
        "关于校园节水的通知\n岭教体〔2031〕14号　　发布日期：2031-02-26　　点击量：964\n各中小学校：\n现将有关事项通知如下。\n",
    );
    assert_eq!(
        (read.doc_number.as_deref(), read.published.as_deref()),
        (Some("岭教体〔2031〕14号"), Some("2031-02-26"))
    );
    assert!(read.cited_numbers.is_empty());
    // a draft's own number is not cited either
    let read = metadata(
        "节水方案\n（征求意见稿）\n\n岭政发〔2031〕XX号\n\n为了节水，根据岭政发〔2030〕3号文件，制定本方案。\n",
    );
    assert_eq!((read.doc_number, read.cited_numbers), (None, vec!["岭政发〔2030〕3号".to_owned()]));
}

#[test]
fn a_title_of_a_meta_tag_says_what_of_it_is_lost() {
    let page = |head: &str| {
        format!(
            "<html><head><meta name=\"description\" content=\"岭泽\u{FFFD}\">{head}</head><body><p>到2035年，湿地保护率达到60%以上。</p></body></html>"
        )
    };
    let extractor = Extractor::new().expect("the built-in tables parse");
    let lost = page("<meta name=\"ArticleTitle\" content=\"岭泽县关于湿地保\u{FFFD}的公告\">");
    let read = extractor.extract(lost.as_bytes()).expect("it is text");
    assert_eq!(read.document.title.as_deref(), Some("岭泽县关于湿地保\u{FFFD}的公告"));
    // what no field is read from is not spoken of
    let [warning] = read.warnings.as_slice() else { panic!("{:?}", read.warnings) };
    assert_eq!((warning.code, warning.span.is_empty()), (WarningCode::TextLost, true));
    assert!(lost[warning.source_span.range()].starts_with("<meta name=\"ArticleTitle\""));
    let whole = page("<meta name=\"ArticleTitle\" content=\"岭泽县关于湿地保护的公告\">");
    assert!(extractor.extract(whole.as_bytes()).expect("it is text").warnings.is_empty());
}
