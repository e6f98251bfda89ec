//! Signs and words that stand where a number could: XX家, xx.xx亿元, 若干, 多个.

use crate::{
    lexicon::unit::{UnitKind, Units},
    mention::scan::Cursor,
};

/// Past a row of masking signs (never none of them), and past its unit where the row masks a value.
pub(super) fn read_mask<'t>(start: Cursor<'t>, mask: char, units: &Units) -> (Cursor<'t>, Option<Cursor<'t>>) {
    let letters = matches!(mask, 'x' | 'X');
    let mut past = start;
    past.bump();
    while past.eat_if(|next| if letters { matches!(next, 'x' | 'X' | '.') } else { next == mask }).is_some() {}
    // Two stars before a word are Markdown's.
    if mask == '*' && past.at() - start.at() < 3 {
        return (past, None);
    }
    let mut end = past;
    end.skip_spaces();
    end.eat_if(|next| matches!(next, '余' | '多'));
    for _ in 0..2 {
        end.eat_if(|next| matches!(next, '万' | '亿'));
    }
    let unit = units.longest_at(end.rest());
    (past, unit.map(|unit| end.to(end.at() + unit.name.len())))
}

/// Past a word that says only that there are some.
pub(super) fn read_vague<'t>(start: Cursor<'t>, units: &Units) -> Option<Cursor<'t>> {
    let mut cursor = start;
    if cursor.eat_word("若干") {
        return Some(cursor);
    }
    cursor.eat_if(|next| matches!(next, '多' | '数'))?;
    // 人数, 总数, 许多 end in the same character.
    if start.ends_with_any(["总", "人", "户", "个", "次", "件", "家", "项", "许", "更", "很", "最"]) {
        return None;
    }
    let unit = units.longest_at(cursor.rest())?;
    let counts = matches!(unit.kind, UnitKind::General | UnitKind::Count | UnitKind::Person);
    counts.then(|| cursor.to(cursor.at() + unit.name.len()))
}
