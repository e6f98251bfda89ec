//! Packs and rules → an [`Extractor`], after all that can be checked of them is.

use super::{Extractor, Misread, Sentence, rules_hash};
use crate::{
    Result,
    error::{DataError, did_you_mean},
    lexicon::{Lexicon, Words},
    pack::Pack,
    rule::{Fit, Reads, Rule, Rules},
};

/// Makes an [`Extractor`] that knows more than the built-in words and rules.
#[derive(Clone, Debug, Default)]
#[must_use]
pub struct Builder {
    packs: Vec<Pack>,
    rules: Vec<Rule>,
    disabled: Vec<String>,
}

impl Builder {
    /// Adds the words and rules of a pack. A rule with the id of one that is there takes its place, and is tried where that
    /// one was; the others are tried before all rules that are there.
    pub fn pack(mut self, pack: Pack) -> Self {
        self.packs.push(pack);
        self
    }

    /// Adds a rule, to be tried before those of all packs; one with the id of another takes its place.
    pub fn rule(mut self, rule: Rule) -> Self {
        self.rules.push(rule);
        self
    }

    /// Takes the rule of this id out of force.
    pub fn disable(mut self, id: &str) -> Self {
        self.disabled.push(id.to_owned());
        self
    }

    /// Builds the extractor.
    ///
    /// # Errors
    /// `data`, with the place and what to do: a pack disables a rule that is not there, a rule can never be reached as
    /// another before it reads all its clauses, or an example of a pack's rule is not read as the pack says.
    pub fn build(self) -> Result<Extractor> {
        let (extractor, misread) = self.build_and_test()?;
        match misread.into_iter().next() {
            Some(error) => Err(error.into()),
            None => Ok(extractor),
        }
    }

    /// Builds the extractor, and tells which examples and negatives of packs it does not read as they say: for tools that
    /// show what rules do while they are written.
    ///
    /// # Errors
    /// As [`build`](Self::build), but for examples.
    pub fn build_and_test(self) -> Result<(Extractor, Vec<DataError>)> {
        let mut words = Words::builtin()?;
        let mut list = Pack::builtin_rules()?.rules().to_vec();
        for pack in &self.packs {
            words = words.followed_by(pack.words().clone());
            add(&mut list, pack.rules().to_vec());
        }
        add(&mut list, self.rules);
        for pack in &self.packs {
            for id in pack.disabled() {
                disable(&mut list, id).map_err(|(problem, help)| pack.wrongly_disabled(id, problem, help))?;
            }
        }
        for id in &self.disabled {
            disable(&mut list, id)
                .map_err(|(problem, help)| DataError::new("Builder::disable", problem).with_help(help))?;
        }
        self.packs.iter().try_for_each(|pack| refuse_hidden_rules(pack, &list))?;
        let rules_hash = rules_hash::of(&words, &list);
        let extractor = Extractor { lexicon: Lexicon::new(words)?, rules: Rules::new(list), rules_hash };
        self.packs.iter().try_for_each(|pack| refuse_traditional_words(pack, &extractor.lexicon))?;
        let misread = self.packs.iter().flat_map(|pack| misread(pack, &extractor)).collect();
        Ok((extractor, misread))
    }
}

/// Puts `rules` before `list`, in their order; one whose id is there takes the place of the other.
fn add(list: &mut Vec<Rule>, rules: Vec<Rule>) {
    let mut new = Vec::new();
    for rule in rules {
        match list.iter_mut().find(|old| old.id == rule.id) {
            Some(old) => *old = rule,
            None => new.push(rule),
        }
    }
    list.splice(0..0, new);
}

/// Removes the rule of this id; what is wrong and what to do if that cannot be.
fn disable(list: &mut Vec<Rule>, id: &str) -> std::result::Result<(), (String, String)> {
    let Some(place) = list.iter().position(|rule| rule.id == id) else {
        let help = did_you_mean(Rules::nearest_id(list, id), "`gongwen rules list` names all rules");
        return Err((format!("there is no rule `{id}` to disable"), help));
    };
    if matches!(&list[place].fit, Fit::BuiltIn(reader) if reader.reads != Reads::Record) {
        let help = "disable the rules whose records are not wanted";
        return Err((format!("`{id}` is a reader that other rules need, and cannot be disabled"), help.to_owned()));
    }
    list.remove(place);
    Ok(())
}

/// That the words of `pack` are in the script of the text that they are looked for in.
fn refuse_traditional_words(pack: &Pack, lexicon: &Lexicon) -> Result<()> {
    match pack.words().traditional(&lexicon.script) {
        Some(word) => Err(pack.traditional_word(word, &lexicon.script.fold(word)).into()),
        None => Ok(()),
    }
}

/// The examples and negatives that the rules of `pack` that are in force do not read as they say.
fn misread(pack: &Pack, extractor: &Extractor) -> Vec<DataError> {
    let in_force = |rule: &Rule| extractor.rules.get(&rule.id).is_some_and(|used| used.source == rule.source);
    let rules = pack.rules().iter().enumerate().filter(|(_, rule)| in_force(rule));
    rules
        .flat_map(|(index, rule)| {
            extractor.misread(rule).into_iter().map(move |Misread { sentence, problem, help }| {
                let error = match sentence {
                    Sentence::Example(example) => pack.misread_example(index, example, problem),
                    Sentence::Negative(negative) => pack.misread_negative(index, negative, problem),
                };
                error.with_help(help)
            })
        })
        .collect()
}

/// That no rule of `pack` hides another, or is hidden.
fn refuse_hidden_rules(pack: &Pack, list: &[Rule]) -> Result<()> {
    for (place, rule) in list.iter().enumerate() {
        let Fit::Pattern(pattern) = &rule.fit else { continue };
        let hidden_by = list[..place].iter().find(|earlier| match &earlier.fit {
            Fit::Pattern(wider) => wider.covers(pattern),
            Fit::Code(_) | Fit::BuiltIn(_) => false,
        });
        let Some(earlier) = hidden_by else { continue };
        if let Some(error) = pack.hides(earlier, rule) {
            return Err(error.into());
        }
    }
    Ok(())
}
