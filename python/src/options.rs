//! What a caller in Python asks for → packs and options of the library.

use gongwen::{Extractor, Limits, Options, OutputScript, Result, decode::Encoding, pack::Pack};

/// The extractor with these packs, each a name and a text.
pub(crate) fn extractor(packs: &[(String, String)], disable: &[String]) -> Result<Extractor> {
    let mut builder = Extractor::builder();
    for (name, text) in packs {
        builder = builder.pack(Pack::parse(name, text)?);
    }
    for id in disable {
        builder = builder.disable(id);
    }
    builder.build()
}

/// The options of these words; what is wrong, if a word is unknown.
pub(crate) fn options(
    script: &str,
    encoding: Option<&str>,
    limits: &[(String, usize)],
) -> std::result::Result<Options, String> {
    let script = match script {
        "simplified" => OutputScript::Simplified,
        "traditional" => OutputScript::Traditional,
        "original" => OutputScript::Original,
        other => return Err(format!("script is `{other}`; choose simplified, traditional or original")),
    };
    let encoding_hint = match encoding {
        Some(name) => Some(Encoding::for_label(name).ok_or_else(|| {
            format!("encoding is `{name}`; those that are read are utf-8, gb18030 (gbk, gb2312), big5 and utf-16")
        })?),
        None => None,
    };
    let mut of_file = Limits::default();
    for (name, limit) in limits {
        let place = match name.as_str() {
            "bytes" => &mut of_file.bytes,
            "tokens" => &mut of_file.tokens,
            "cells" => &mut of_file.cells,
            "numbers" => &mut of_file.numbers,
            "records" => &mut of_file.records,
            other => {
                return Err(format!("there is no limit `{other}`; choose bytes, tokens, cells, numbers or records"));
            }
        };
        *place = *limit;
    }
    Ok(Options { limits: of_file, encoding_hint, script })
}
