//! The design system's variables: several thousand, of which a client's rules read a fraction.

use std::collections::{BTreeMap, BTreeSet};

use super::css;

/// A trimmed sheet without the variables that nothing reads; `program` names variables in style attributes of its own.
pub(super) fn without_unread(sheet: &str, program: &str) -> String {
    let mut declared = BTreeMap::new();
    let mut read = names_read(program);
    survey(sheet, &mut declared, &mut read);
    let wanted = closure(&declared, read);
    let mut out = String::with_capacity(sheet.len());
    write(sheet, &wanted, &mut out);
    out
}

/// Collects what each variable is made of, and what rules read directly.
fn survey<'a>(sheet: &'a str, declared: &mut BTreeMap<&'a str, BTreeSet<&'a str>>, read: &mut BTreeSet<&'a str>) {
    for item in css::items(sheet) {
        let Some(block) = item.block else { continue };
        if item.is_conditional() {
            survey(block, declared, read);
            continue;
        }
        for declaration in css::declarations(block) {
            match variable(declaration) {
                Some((name, value)) => declared.entry(name).or_default().extend(names_read(value)),
                None => read.extend(names_read(declaration)),
            }
        }
    }
}

/// Everything that what is read is made of.
fn closure<'a>(declared: &BTreeMap<&'a str, BTreeSet<&'a str>>, read: BTreeSet<&'a str>) -> BTreeSet<&'a str> {
    let mut wanted = BTreeSet::new();
    let mut open: Vec<&str> = read.into_iter().collect();
    while let Some(name) = open.pop() {
        if wanted.insert(name) {
            open.extend(declared.get(name).into_iter().flatten());
        }
    }
    wanted
}

fn write(sheet: &str, wanted: &BTreeSet<&str>, out: &mut String) {
    for item in css::items(sheet) {
        let Some(block) = item.block else {
            out.extend([item.prelude, ";"]);
            continue;
        };
        let mut inner = String::new();
        if item.is_conditional() {
            write(block, wanted, &mut inner);
        } else {
            let kept = |declaration: &&str| variable(declaration).is_none_or(|(name, _)| wanted.contains(name));
            inner = css::declarations(block).into_iter().filter(kept).collect::<Vec<_>>().join(";");
        }
        if !inner.is_empty() {
            out.extend([item.prelude, "{", &inner, "}"]);
        }
    }
}

/// Name and value of a variable's declaration.
fn variable(declaration: &str) -> Option<(&str, &str)> {
    let (name, value) = declaration.split_once(':')?;
    name.starts_with("--").then_some((name.trim(), value))
}

/// The variables that some text reads: `var(--name` followed by `)` or a comma.
fn names_read(text: &str) -> BTreeSet<&str> {
    let after = text.split("var(").skip(1);
    after.filter_map(|rest| rest.split([')', ',']).next()).map(str::trim).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variables_stay_when_something_kept_is_made_of_them() {
        let sheet = ":root{--a:1px;--b:var(--a);--c:2px;--d:var(--c)}.x{top:var(--b, var(--e))}";
        assert_eq!(without_unread(sheet, ""), ":root{--a:1px;--b:var(--a)}.x{top:var(--b, var(--e))}");
    }

    #[test]
    fn the_program_reads_too() {
        assert_eq!(without_unread(":root{--a:1;--b:2}", "width:var(--b)"), ":root{--b:2}");
    }

    #[test]
    fn conditions_are_looked_into_and_statements_stay() {
        let sheet = "@charset \"x\";@media (y){:root{--a:1;--b:2}}.x{top:var(--a)}";
        assert_eq!(without_unread(sheet, ""), "@charset \"x\";@media (y){:root{--a:1}}.x{top:var(--a)}");
        assert_eq!(without_unread("@media (y){:root{--b:2}}", ""), "");
    }
}
