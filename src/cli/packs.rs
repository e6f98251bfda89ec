//! Packs that the command line names, and what is wrong in them, shown where it stands.

use std::{
    fs::File,
    io::{ErrorKind, Read, Write},
    path::{Path, PathBuf},
};

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};
use gongwen::{
    Extractor,
    error::{DataError, DataPlace},
    extractor::Builder,
    pack::Pack,
};

use super::{Stop, arguments::Packs};

/// An extractor with the packs of the command line, which must read their own examples.
pub(super) fn extractor(packs: &Packs) -> Result<Extractor, Stop> {
    build(read(&packs.rules)?)
}

/// The same for commands that show what rules do. Examples that are not read as they say are told, and no reason to stop:
/// whoever asks may be looking for why.
pub(super) fn extractor_to_show(packs: &Packs) -> Result<Extractor, Stop> {
    let (extractor, misread) = builder(read(&packs.rules)?).build_and_test()?;
    misread.iter().for_each(|error| tell_as(&Level::WARNING, error));
    Ok(extractor)
}

/// An extractor with `packs`, in their order, which must read their own examples.
pub(super) fn build(packs: Vec<Pack>) -> Result<Extractor, Stop> {
    let (extractor, misread) = builder(packs).build_and_test()?;
    misread.iter().for_each(tell);
    match misread.len() {
        0 => Ok(extractor),
        count => Err(Stop::Because(format!(
            "{count} of the sentences in packs are not read as they say; `gongwen explain` and `gongwen rules show` \
             work all the same"
        ))),
    }
}

fn builder(packs: Vec<Pack>) -> Builder {
    packs.into_iter().fold(Extractor::builder(), Builder::pack)
}

/// The packs at `paths`.
pub(super) fn read(paths: &[PathBuf]) -> Result<Vec<Pack>, Stop> {
    let mut packs = Vec::with_capacity(paths.len());
    let mut mistaken: Option<Box<DataError>> = None;
    for path in paths {
        match read_one(path) {
            Ok(pack) => packs.push(pack),
            // what is wrong in the others is told too
            Err(Stop::Data(error)) => match &mut mistaken {
                Some(first) => first.others.push(*error),
                None => mistaken = Some(error),
            },
            Err(stop) => return Err(stop),
        }
    }
    mistaken.map_or(Ok(packs), |error| Err(Stop::Data(error)))
}

fn read_one(path: &Path) -> Result<Pack, Stop> {
    let name = path.display().to_string();
    let unread = |why: String| Stop::Because(format!("the pack {name} cannot be read: {why}"));
    let mut text = Vec::new();
    // one byte more than a pack may have is enough to refuse it
    let most = Pack::LONGEST as u64 + 1;
    File::open(path).and_then(|file| file.take(most).read_to_end(&mut text)).map_err(|error| match error.kind() {
        ErrorKind::NotFound => unread("there is no such file; check the name".to_owned()),
        ErrorKind::IsADirectory => unread("it is a folder; name each pack in it".to_owned()),
        _ => unread(error.to_string()),
    })?;
    // a character may be cut at the limit: then the length is what is wrong
    let text = if text.len() > Pack::LONGEST {
        String::from_utf8_lossy(&text).into_owned()
    } else {
        String::from_utf8(text).map_err(|error| {
            unread(format!("byte {} is no UTF-8; save it in UTF-8", error.utf8_error().valid_up_to()))
        })?
    };
    Ok(Pack::parse(&name, &text)?)
}

/// Says on standard error what is wrong, and shows the line it is on.
pub(super) fn tell(error: &DataError) {
    tell_as(&Level::ERROR, error);
}

fn tell_as(level: &Level<'_>, error: &DataError) {
    // that nobody reads it is no reason to stop
    let _ = writeln!(anstream::stderr(), "{}", shown(level, error, &Renderer::styled()));
    error.others.iter().for_each(|other| tell_as(level, other));
}

fn shown(level: &Level<'_>, error: &DataError, renderer: &Renderer) -> String {
    let Some(place) = &error.place else { return format!("error: {error}") };
    let snippet = Snippet::source(&place.text)
        .line_start(place.line)
        .path(&error.file)
        .annotation(AnnotationKind::Primary.span(bytes(place)));
    let title = level.clone().primary_title(&error.problem).element(snippet);
    let help = error.help.as_ref().map(|help| Level::HELP.message(help));
    renderer.render(&[title.elements(help)])
}

/// The bytes of its line that a place holds.
fn bytes(place: &DataPlace) -> std::ops::Range<usize> {
    let at = |character: usize| place.text.char_indices().nth(character).map_or(place.text.len(), |(at, _)| at);
    at(place.column - 1)..at(place.column - 1 + place.length)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is said of the pack `text`.
    fn mistaken(text: &str) -> String {
        let extractor = |pack| Extractor::builder().pack(pack).build();
        let error = Pack::parse("forest.toml", text).and_then(extractor).expect_err("a mistake");
        let gongwen::ErrorKind::Data(data) = error.kind() else { return error.to_string() };
        shown(&Level::ERROR, data, &Renderer::plain())
    }

    #[test]
    fn a_mistake_is_shown_under_the_words_it_is_in() {
        let expected = "\
error: invalid type: integer `5`, expected a string
 --> forest.toml:2:15
  |
2 | area = [\"公顷\", 5]
  |                 ^
";
        assert_eq!(mistaken("[unit]\narea = [\"公顷\", 5]\n").trim_end(), expected.trim_end());
    }
}
