//! What the help pages say: one topic a screen, in plain words.
//!
//! Rules are told as `domain` has them; whatever a county can set otherwise is drawn from its settings, not written
//! here.

mod authorizations;
mod clients;
mod county;
mod glossary;
mod start;

use crate::route::HelpPage;

/// One piece of a help page.
#[derive(Debug, Clone, Copy)]
pub(super) enum Block {
    /// A heading.
    Heading(&'static str),
    /// A paragraph.
    Text(&'static str),
    /// What to do, in order.
    Steps(&'static [&'static str]),
    /// Things to know, in no order.
    List(&'static [&'static str]),
    /// Words and what they mean.
    Terms(&'static [(&'static str, &'static str)]),
    /// Keys and what they do.
    Keys(&'static [(&'static str, &'static str)]),
    /// The forms every request needs.
    RequiredDocuments,
    /// How long the county has, as it is set.
    DecisionClock,
    /// How large files may be and of which types, as it is set.
    FileLimits,
    /// The roles and what each may do, as the policy has it.
    Roles,
    /// Another help page that goes on from here.
    More(HelpPage),
}

/// What one help page says.
#[derive(Debug, Clone, Copy)]
pub(super) struct Topic {
    /// One sentence under the heading.
    pub(super) lead: &'static str,
    pub(super) blocks: &'static [Block],
}

/// The topic of a page.
pub(super) const fn topic(page: HelpPage) -> Topic {
    match page {
        HelpPage::Start => start::START,
        HelpPage::Home => start::HOME,
        HelpPage::FindClient => clients::FIND,
        HelpPage::AddClient => clients::ADD,
        HelpPage::Client => clients::RECORD,
        HelpPage::Coverage => clients::COVERAGE,
        HelpPage::Request => authorizations::REQUEST,
        HelpPage::Authorization => authorizations::ONE,
        HelpPage::Documents => authorizations::DOCUMENTS,
        HelpPage::Statuses => authorizations::STATUSES,
        HelpPage::DecisionClock => authorizations::CLOCK,
        HelpPage::Review => county::REVIEW,
        HelpPage::Reports => county::REPORTS,
        HelpPage::Funding => county::FUNDING,
        HelpPage::News => start::NEWS,
        HelpPage::Administration => county::ADMINISTRATION,
        HelpPage::Record => county::RECORD,
        HelpPage::Account => start::ACCOUNT,
        HelpPage::Keys => start::KEYS,
        HelpPage::Glossary => glossary::GLOSSARY,
    }
}

#[cfg(test)]
mod tests {
    use domain::authorizations::{DueState, ReviewStatus, Status};

    use super::*;

    fn terms(page: HelpPage) -> Vec<&'static str> {
        let of = |block: &Block| match block {
            Block::Terms(terms) => terms.iter().map(|(term, _)| *term).collect(),
            _ => Vec::new(),
        };
        topic(page).blocks.iter().flat_map(of).collect()
    }

    #[test]
    fn every_page_says_something() {
        for page in HelpPage::ALL {
            assert!(!topic(*page).lead.is_empty(), "{page}");
            assert!(topic(*page).blocks.len() > 1, "{page}");
        }
    }

    #[test]
    fn every_status_is_explained_by_the_word_people_see() {
        let told = terms(HelpPage::Statuses);
        let labels = Status::ALL.iter().map(|one| one.label()).chain(ReviewStatus::ALL.iter().map(|one| one.label()));
        for label in labels.chain(DueState::ALL.iter().map(|one| one.label())) {
            assert!(told.contains(&label), "{label}");
        }
    }

    #[test]
    fn the_words_of_the_field_are_spelled_out() {
        let told = terms(HelpPage::Glossary);
        for word in ["IHBS", "TBS", "P-Auth", "CANS", "ICC", "CIN", "Medi-Cal"] {
            assert!(told.contains(&word), "{word}");
        }
        let mut sorted = told.clone();
        sorted.sort_by_key(|word| word.to_lowercase());
        assert_eq!(told, sorted);
    }
}
