//! Packs and rules → an [`Extractor`], after all that can be checked of them is.

use super::{Extractor, Misread, Sentence, rules_hash};
use crate::{
    Result,
    error::DataError,
    lexicon::{Lexicon, Words},
    pack::Pack,
    rule::{Fit, Rule, Rules},
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
    /// Adds the words and rules of a pack. A rule with the id of one that is there takes its place; the others are tried
    /// before all rules that are there.
    pub fn pack(mut self, pack: Pack) -> Self {
        self.packs.push(pack);
        self
    }

    /// Adds a rule, to be tried before those of all packs.
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
        let mut words = Words::builtin()?;
        let mut list = Pack::builtin()?.rules().to_vec();
        for pack in &self.packs {
            words = words.and(pack.words().clone());
            add(&mut list, pack.rules().to_vec());
        }
        add(&mut list, self.rules);
        for pack in &self.packs {
            for id in pack.disabled() {
                disable(&mut list, id).ok_or_else(|| pack.unknown_rule(id))?;
            }
        }
        for id in &self.disabled {
            let unknown = || DataError::new("disable", format!("there is no rule `{id}`"));
            disable(&mut list, id).ok_or_else(unknown)?;
        }
        self.packs.iter().try_for_each(|pack| reachable(pack, &list))?;
        let rules_hash = rules_hash::of(&words, &list);
        let extractor = Extractor { lexicon: Lexicon::new(words)?, rules: Rules::new(list), rules_hash };
        self.packs.iter().try_for_each(|pack| simplified(pack, &extractor.lexicon))?;
        self.packs.iter().try_for_each(|pack| examples_hold(pack, &extractor))?;
        Ok(extractor)
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

/// Removes the rule of this id; `None` if it is not there.
fn disable(list: &mut Vec<Rule>, id: &str) -> Option<Rule> {
    let place = list.iter().position(|rule| rule.id == id)?;
    Some(list.remove(place))
}

/// That the words of `pack` are in the script of the text that they are looked for in.
fn simplified(pack: &Pack, lexicon: &Lexicon) -> Result<()> {
    match pack.words().traditional(&lexicon.script) {
        Some(word) => Err(pack.traditional_word(word, &lexicon.script.fold(word)).into()),
        None => Ok(()),
    }
}

/// That the rules of `pack` that are in force read their examples.
fn examples_hold(pack: &Pack, extractor: &Extractor) -> Result<()> {
    for (index, rule) in pack.rules().iter().enumerate() {
        if extractor.rules.get(&rule.id).is_none_or(|used| used.source != rule.source) {
            continue;
        }
        if let Some(Misread { sentence, found }) = extractor.misread(rule).into_iter().next() {
            return Err(match sentence {
                Sentence::Example(example) => pack.misread_example(index, example, &found),
                Sentence::Negative(negative) => pack.misread_negative(index, negative, &found),
            }
            .into());
        }
    }
    Ok(())
}

/// That no rule of `pack` hides another, or is hidden.
fn reachable(pack: &Pack, list: &[Rule]) -> Result<()> {
    for (place, rule) in list.iter().enumerate() {
        let Fit::Pattern(pattern) = &rule.fit else { continue };
        let hidden_by = list[..place].iter().find(|earlier| match &earlier.fit {
            Fit::Pattern(wider) => wider.covers(pattern),
            _ => false,
        });
        let Some(earlier) = hidden_by else { continue };
        if let Some(error) = pack.hides(earlier, rule) {
            return Err(error.into());
        }
    }
    Ok(())
}
