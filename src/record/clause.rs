//! The clause around a quantity, as items that rules can match.
//!
//! Left of the value stand a frame (when, where, how), a verb or a name, and perhaps a verb that links the name to the
//! value; right of it stands perhaps the name of what is counted. Where a word ends is asked of the segmenter, and only
//! here: in the few characters around a value.

use std::cell::OnceCell;

use crate::{
    lexicon::{Lexicon, cue::Cues, word_list::WordList},
    mention::{
        quantity::{Figure, Quantity},
        time::Time,
    },
    rule::{Class, Item},
    span::TextSpan,
};

/// The clause around one quantity.
#[derive(Clone, Debug)]
pub(super) struct Clause {
    /// Its items, in order.
    pub items: Vec<Item>,
    /// From the first word that belongs to the value to the last.
    pub span: TextSpan,
    /// Whether 分别 stands before the value.
    pub respectively: bool,
    /// Whether 各 or 均 stands before the value.
    pub each: bool,
}

impl Clause {
    /// Whether one of its items is of this class.
    pub(super) fn has(&self, class: Class) -> bool {
        self.items.iter().any(|item| item.class == class)
    }

    /// Whether a name stands before the value.
    pub(super) fn names_before_value(&self) -> bool {
        self.items.iter().take_while(|item| !item.class.is_quantity()).any(|item| item.class.is_name())
    }
}

impl AsRef<[Item]> for Clause {
    fn as_ref(&self) -> &[Item] {
        &self.items
    }
}

/// What the reader of a sentence knows when it comes to a quantity. All spans count in `text`.
pub(super) struct Surroundings<'a> {
    pub text: &'a str,
    pub lexicon: &'a Lexicon,
    /// The words that the patterns of rules name, longest first.
    pub words: &'a WordList,
    pub times: &'a [Time],
    /// The sentence.
    pub sentence: TextSpan,
    /// The first byte that no earlier value has taken.
    pub from: usize,
    /// Where the next value begins, or the sentence ends.
    pub until: usize,
}

/// Of words of rules that end, or begin, at the same place, so many are tried, the longest first.
const MOST_WORDS: usize = 4;

/// The words of rules next to a value that a reading of its clause takes as items. Another reading leaves them to be the
/// verbs and parts of names that they are without those rules.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct RuleWords {
    pub before: Option<TextSpan>,
    pub behind: Option<TextSpan>,
}

impl Surroundings<'_> {
    /// The clause around `quantity`, once for each choice of the words of rules next to it; the last takes none.
    pub(super) fn readings(&self, quantity: &Quantity) -> Vec<Clause> {
        let before = self.words_before(TextSpan::new(self.window_start(quantity.span.start), quantity.span.start));
        let behind = self.words_behind(TextSpan::new(quantity.span.end, self.until.max(quantity.span.end)));
        let or_none = |words: &[TextSpan]| words.iter().copied().map(Some).chain([None]).collect::<Vec<_>>();
        let (before, behind) = (or_none(&before), or_none(&behind));
        let choices = before.iter().flat_map(|&before| behind.iter().map(move |&behind| RuleWords { before, behind }));
        choices.map(|words| self.clause(quantity, words)).collect()
    }

    /// The words of rules that `window` ends on, or would without words of the frame.
    fn words_before(&self, window: TextSpan) -> Vec<TextSpan> {
        if self.words.is_empty() {
            return Vec::new();
        }
        let mut ends = vec![window.start + self.text[window.range()].trim_end().len(), self.trim_end(window).end];
        ends.dedup();
        let mut found = Vec::new();
        for end in ends {
            let name = TextSpan::new(window.start, end);
            let words = self.words.iter().filter(|word| self.text[name.range()].ends_with(word.as_str()));
            found.extend(words.map(|word| TextSpan::new(end - word.len(), end)).filter(|word| {
                // the last character of a name is no word: 达 in 通达
                self.text[word.range()].chars().count() > 1 || self.word_ends(name).begins_at(word.start - name.start)
            }));
        }
        found.truncate(MOST_WORDS);
        found
    }

    /// The words of rules that `window` begins with.
    fn words_behind(&self, window: TextSpan) -> Vec<TextSpan> {
        let text = &self.text[window.range()];
        let words = self.words.iter().filter(|word| text.starts_with(word.as_str()));
        let spans = words.map(|word| TextSpan::new(window.start, window.start + word.len()));
        // nor is the first character of a name
        let is_whole = |word: &TextSpan| {
            self.text[word.range()].chars().count() > 1
                || self.word_ends(self.clause_from(window)).first() == Some(word.end)
        };
        spans.filter(is_whole).take(MOST_WORDS).collect()
    }

    /// `span` up to the first sign in it.
    fn clause_from(&self, span: TextSpan) -> TextSpan {
        let text = &self.text[span.range()];
        let end = text.find(|character: char| !character.is_alphanumeric()).unwrap_or(text.len());
        TextSpan::new(span.start, span.start + end)
    }

    /// Reads the clause around `quantity`, in which `words` are items.
    fn clause(&self, quantity: &Quantity, words: RuleWords) -> Clause {
        let start = self.window_start(quantity.span.start);
        let window = TextSpan::new(start, quantity.span.start);
        let class = quantity_class(quantity);
        // 解决31万人的饮水问题: what is done stands behind 的
        let of = self.text[quantity.span.end..].starts_with('的') && class == Class::Amount;
        let unnamed = OnceCell::new();
        let unnamed = || unnamed.get_or_init(|| self.left_items(window, false, class, words.before));
        let bare = || unnamed().iter().all(|item| item.class == Class::Each || of && item.class == Class::Do);
        let right = self.right_name(quantity.span.end, class).or_else(|| {
            if bare() { self.right_clause(quantity.span.end, class == Class::Percent || of) } else { None }
        });
        // 全县有30万人口: the unit is the name
        let people = self.text[quantity.core.range()].ends_with("人口") && class == Class::Amount;
        let right = right.or_else(|| {
            let name = TextSpan::new(quantity.core.end - "人口".len().min(quantity.core.len()), quantity.core.end);
            (people && !unnamed().iter().any(|item| item.class.is_name())).then_some(name)
        });
        let mut items = match right {
            Some(_) => self.left_items(window, true, class, words.before),
            None => unnamed().clone(),
        };
        let first = items.first().map_or(quantity.span.start, |item| item.span.start);
        let name_end = items.iter().filter(|item| item.class.is_name()).map(|item| item.span.end).max();
        let between = &self.text[name_end.unwrap_or(window.start).min(window.end)..window.end];
        items.push(Item { class, span: quantity.span });
        let mut end = quantity.span.end;
        if let Some(span) = words.behind {
            items.push(Item { class: Class::Word, span });
            end = span.end;
        } else if let Some(right) = right {
            let grants = &self.lexicon.cues.grants;
            let give = grants.give.prefix_of(&self.text[right.range()]).map_or(0, str::len);
            let give = TextSpan::new(right.start, right.start + give);
            items.extend((!give.is_empty()).then_some(Item { class: Class::Give, span: give }));
            let name = TextSpan::new(give.end, right.end);
            let of = self.text[name.range()].strip_prefix('的').map(|of| TextSpan::new(name.end - of.len(), name.end));
            let granted = of.is_some_and(|of| grants.verbs().any(|give| self.text[of.range()].starts_with(give)));
            let class = if of.is_some() && !granted { Class::Of } else { Class::Noun };
            items.extend((!name.is_empty()).then_some(Item { class, span: of.unwrap_or(name) }));
            end = right.end;
        }
        lost_percent(&mut items, self.text, &self.lexicon.cues.measures.percent_growth);
        let left = &self.text[window.range()];
        Clause { items, span: TextSpan::new(first, end), respectively: left.contains("分别"), each: spreads(between) }
    }

    /// Where the clause begins: after the sign before the value, outside of brackets and quotes.
    fn window_start(&self, end: usize) -> usize {
        let mut depth = 0_usize;
        for (index, character) in self.text[self.from..end].char_indices().rev() {
            match character {
                '）' | ')' | '”' | '》' | '】' => depth += 1,
                '（' | '(' | '“' | '《' | '【' if depth == 0 => return self.from + index + character.len_utf8(),
                '（' | '(' | '“' | '《' | '【' => depth -= 1,
                '，' | ',' | '。' | '；' | ';' | '：' | ':' | '！' | '？' | '\t' | '|' if depth == 0 => {
                    return self.from + index + character.len_utf8();
                }
                _ => {}
            }
        }
        self.from
    }
}

/// Whether 各, 均 or 都 says that the value holds for each of the names before: not in 年均, 人均 or 各类.
fn spreads(between: &str) -> bool {
    between.char_indices().filter(|(_, character)| "各均都".contains(*character)).any(|(index, character)| {
        let of_a_mean = character == '均'
            && between[..index].ends_with(['年', '平', '人', '户', '亩', '单', '月', '日', '村'])
            || character == '都' && between[..index].ends_with('首');
        let of_kinds = between[index + character.len_utf8()..]
            .starts_with(['类', '种', '级', '项', '界', '地', '个', '市', '县', '省', '区']);
        !of_a_mean && !of_kinds
    })
}

pub(super) fn name_class(name: &str, cues: &Cues) -> Class {
    if name.starts_with('每') && cues.links.per_thousand.prefix_of(name).is_none() && !name.starts_with("每1") {
        Class::Each
    } else if name.contains('占') && !cues.names.takes_land.is_in(name) && !cues.rates.names(name) {
        Class::Share
    } else {
        Class::Noun
    }
}

/// 增长12 has lost its sign: what grows by a bare number grows by per cent.
fn lost_percent(items: &mut [Item], text: &str, verbs: &WordList) {
    let grows = items.iter().any(|item| item.class == Class::Grow && verbs.is_in(&text[item.span.range()]));
    for item in items.iter_mut().filter(|item| grows && item.class == Class::Number) {
        item.class = Class::Percent;
    }
}

fn quantity_class(quantity: &Quantity) -> Class {
    match (quantity.figure, quantity.unit.as_deref()) {
        (Figure::Rank, _) => Class::Rank,
        (Figure::Multiple, _) => Class::Multiple,
        (Figure::Part { .. }, _) => Class::Part,
        (Figure::Ratio, _) => Class::Ratio,
        (Figure::Amount, Some("%" | "‰" | "倍")) => Class::Percent,
        (Figure::Amount, Some("个百分点" | "百分点")) => Class::Points,
        (Figure::Amount, None) => Class::Number,
        (Figure::Amount, Some(unit)) if unit.ends_with('元') || unit.contains("元/") => Class::Money,
        (Figure::Amount, _) => Class::Amount,
    }
}
