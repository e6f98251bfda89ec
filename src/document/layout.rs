//! Which line of a page is which element of an official document.

use crate::{lexicon::Lexicon, page::Page};

/// The elements of an official document (GB/T 9704—2012, §7) and of the web page around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Element {
    /// A line of the disclosure table or the reprint line above a text: label and value.
    Disclosure,
    /// 发文机关标志, 签发人 and other lines of the header.
    Header,
    /// 发文字号 on a line of its own.
    DocumentNumber,
    /// 标题, or a line of it.
    Title,
    /// 主送机关.
    Addressee,
    /// 正文, headings included.
    Body,
    /// 发文机关署名.
    Signature,
    /// 成文日期.
    DateWritten,
    /// 附注: （此件公开发布）.
    Remark,
    /// 附件说明 and names of attachments.
    AttachmentNote,
    /// 抄送, 印发机关, 印发日期.
    Imprint,
}

/// The element of each block of `page`, in order.
#[must_use]
pub fn elements(page: &Page, lexicon: &Lexicon) -> Vec<Element> {
    let _ = lexicon;
    vec![Element::Body; page.blocks.len()]
}
