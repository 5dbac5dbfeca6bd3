//! Clients whose record was opened in this visit, for the quick find. In memory only; gone with the page.

use std::cell::RefCell;

use uuid::Uuid;

const MOST: usize = 6;

/// A client opened before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Recent {
    pub(crate) id: Uuid,
    /// `Last, First (preferred)`.
    pub(crate) name: String,
    pub(crate) client_number: i64,
}

thread_local! {
    static OPENED: RefCell<Vec<Recent>> = const { RefCell::new(Vec::new()) };
}

/// Puts a client on top of the list.
pub(crate) fn remember_client(client: Recent) {
    OPENED.with(|list| put_on_top(&mut list.borrow_mut(), client));
}

/// The clients opened so far, last first.
pub(super) fn recent_clients() -> Vec<Recent> {
    OPENED.with(|list| list.borrow().clone())
}

/// Whoever is next at this page finds none of them.
pub(super) fn forget_clients() {
    OPENED.with(|list| list.borrow_mut().clear());
}

fn put_on_top(list: &mut Vec<Recent>, client: Recent) {
    list.retain(|known| known.id != client.id);
    list.insert(0, client);
    list.truncate(MOST);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_one_opened_comes_first_and_only_once() {
        let client = |id| Recent { id: Uuid::from_u128(id), name: id.to_string(), client_number: 1 };
        let mut list = Vec::new();
        for id in [1, 2, 3, 1, 4, 5, 6, 7] {
            put_on_top(&mut list, client(id));
        }
        let names: Vec<&str> = list.iter().map(|known| known.name.as_str()).collect();
        assert_eq!(names, ["7", "6", "5", "4", "1", "3"]);
    }
}
