//! The fields of documents in the forms that pages give them.

use gongwen::{Extractor, document::Metadata};

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
