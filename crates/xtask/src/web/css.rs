//! As much of a style sheet's grammar as leaving out rules takes: a sheet is a sequence of items, an item a prelude
//! and a block, and a block of a conditional rule is a sequence of items again.

/// A rule, or a statement without a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Item<'a> {
    /// What stands before the block: selectors, or an at-rule's name and condition.
    pub(super) prelude: &'a str,
    /// What stands between the braces.
    pub(super) block: Option<&'a str>,
}

impl Item<'_> {
    /// Whether the block holds further items that may be left out.
    pub(super) fn is_conditional(&self) -> bool {
        ["@media", "@supports", "@container", "@layer"].iter().any(|name| self.prelude.starts_with(name))
    }
}

/// A sheet without its comments.
pub(super) fn without_comments(sheet: &str) -> String {
    let mut out = String::with_capacity(sheet.len());
    let mut rest = sheet;
    while let Some((before, after)) = rest.split_once("/*") {
        out.push_str(before);
        rest = after.split_once("*/").map_or("", |(_, rest)| rest);
    }
    out.push_str(rest);
    out
}

/// The items of a sheet or block without comments.
pub(super) fn items(sheet: &str) -> Vec<Item<'_>> {
    let mut items = Vec::new();
    let mut rest = sheet.trim();
    while !rest.is_empty() {
        let (item, after) = first(rest);
        items.push(item);
        rest = after.trim_start();
    }
    items
}

/// The selectors of a rule: commas inside parentheses or strings divide nothing.
pub(super) fn selectors(prelude: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut rest = prelude;
    while let Some((part, after)) = split_at_mark(rest, |mark| mark == ',') {
        parts.push(part.trim());
        rest = after;
    }
    parts.push(rest.trim());
    parts
}

/// The declarations of a rule's block, without the semicolons between them.
pub(super) fn declarations(block: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut rest = block;
    while let Some((part, after)) = split_at_mark(rest, |mark| mark == ';') {
        parts.push(part.trim());
        rest = after;
    }
    parts.push(rest.trim());
    parts.retain(|part| !part.is_empty());
    parts
}

/// A selector without the arguments of `:not(...)`, `:is(...)` and their kind.
pub(super) fn without_arguments(selector: &str) -> String {
    let mut depth = 0_u32;
    let mut out = String::with_capacity(selector.len());
    for letter in selector.chars() {
        match letter {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            other if depth == 0 => out.push(other),
            _ => {}
        }
    }
    out
}

fn first(sheet: &str) -> (Item<'_>, &str) {
    let Some((prelude, after)) = split_at_mark(sheet, |mark| mark == '{' || mark == ';') else {
        return (Item { prelude: sheet.trim(), block: None }, "");
    };
    if sheet.get(prelude.len()..).is_some_and(|rest| rest.starts_with(';')) {
        return (Item { prelude: prelude.trim(), block: None }, after);
    }
    let (block, after) = split_at_mark(after, |mark| mark == '}').unwrap_or((after, ""));
    (Item { prelude: prelude.trim(), block: Some(block) }, after)
}

/// Divides at the first mark that stands outside of strings, parentheses and inner blocks.
fn split_at_mark(text: &str, is_mark: impl Fn(char) -> bool) -> Option<(&str, &str)> {
    let mut depth = 0_u32;
    let mut quote = None;
    let mut escaped = false;
    for (at, letter) in text.char_indices() {
        if escaped {
            escaped = false;
        } else if letter == '\\' {
            escaped = true;
        } else if quote.is_some() {
            quote = quote.filter(|open| *open != letter);
        } else if depth == 0 && is_mark(letter) {
            return Some((text.get(..at)?, text.get(at + letter.len_utf8()..)?));
        } else {
            match letter {
                '"' | '\'' => quote = Some(letter),
                '(' | '{' | '[' => depth += 1,
                ')' | '}' | ']' => depth = depth.saturating_sub(1),
                _ => {}
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_keep_their_blocks_whole() {
        let found = items("@charset \"a;b\";.a{color:red}@media (x){.b{c:d}.e{f:g}}");
        let preludes: Vec<_> = found.iter().map(|item| item.prelude).collect();
        assert_eq!(preludes, ["@charset \"a;b\"", ".a", "@media (x)"]);
        assert_eq!(found.last().and_then(|item| item.block), Some(".b{c:d}.e{f:g}"));
    }

    #[test]
    fn commas_in_arguments_divide_nothing() {
        assert_eq!(selectors(".a:is(.b,.c),.d"), [".a:is(.b,.c)", ".d"]);
        assert_eq!(without_arguments(".a:is(.b,.c) .d"), ".a:is .d");
    }

    #[test]
    fn comments_go() {
        assert_eq!(without_comments("a/* b */c"), "ac");
    }
}
