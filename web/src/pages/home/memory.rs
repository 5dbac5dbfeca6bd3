//! What this visit has shown so far, so that work done fades instead of vanishing.

use domain::home::{Home, HomeGroup, HomeGroupKind, HomeItem};

/// One row and whether it is done by now.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Item {
    pub(super) item: HomeItem,
    pub(super) done: bool,
}

impl Item {
    /// Names the row among those of its group.
    pub(super) fn key(&self) -> String {
        let id = self.item.authorization_id.or(self.item.draft_id).or(self.item.client_id);
        id.map_or_else(|| self.item.sentence.clone(), |id| id.to_string())
    }
}

/// The rows of one kind.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Group {
    pub(super) kind: HomeGroupKind,
    pub(super) title: String,
    /// How many are left to do.
    pub(super) count: i64,
    pub(super) items: Vec<Item>,
}

/// Everything shown since the page was opened.
#[derive(Debug, Default)]
pub(super) struct Memory(Vec<Group>);

impl Memory {
    /// The groups as they are to be shown.
    pub(super) fn groups(&self) -> &[Group] {
        &self.0
    }

    /// Takes in the newest answer. The same answer twice changes nothing.
    pub(super) fn take_in(&mut self, now: &Home) {
        let former = std::mem::take(&mut self.0);
        let (mut left, gone) =
            (Vec::new(), former.iter().filter(|group| !now.groups.iter().any(|g| g.kind == group.kind)));
        for group in &now.groups {
            left.push(joined(former.iter().find(|known| known.kind == group.kind), group));
        }
        left.extend(gone.cloned().map(finished));
        self.0 = left;
    }
}

fn joined(former: Option<&Group>, now: &HomeGroup) -> Group {
    let mut items: Vec<Item> = now.items.iter().map(|item| Item { item: item.clone(), done: false }).collect();
    if let Some(former) = former {
        // In a list cut short, a row may only have been pushed out by an older one; a smaller count says it was done.
        let whole = usize::try_from(now.count).is_ok_and(|count| count <= now.items.len());
        let fewer = now.count < former.count;
        for (place, known) in former.items.iter().enumerate() {
            let here = items.iter().any(|item| item.key() == known.key());
            if !here && (known.done || whole || fewer) {
                items.insert(place.min(items.len()), Item { item: known.item.clone(), done: true });
            }
        }
    }
    Group { kind: now.kind, title: now.title.clone(), count: now.count, items }
}

fn finished(group: Group) -> Group {
    let items = group.items.into_iter().map(|item| Item { done: true, ..item }).collect();
    Group { count: 0, items, ..group }
}

#[cfg(test)]
mod tests {
    use domain::home::HomeAction;
    use uuid::Uuid;

    use super::*;

    fn item(id: u128) -> HomeItem {
        HomeItem {
            client_id: None,
            client_name: None,
            authorization_id: Some(Uuid::from_u128(id)),
            draft_id: None,
            sentence: "Documents are missing.".to_owned(),
            due_at: None,
            action_label: "Attach documents".to_owned(),
            action: HomeAction::AttachDocuments,
        }
    }

    fn home(count: i64, ids: &[u128]) -> Home {
        let items = ids.iter().map(|id| item(*id)).collect();
        let kind = HomeGroupKind::DocumentsMissing;
        Home { groups: vec![HomeGroup { kind, title: kind.label().to_owned(), count, items }] }
    }

    fn shown(memory: &Memory) -> Vec<(u128, bool)> {
        let row = |item: &Item| (item.item.authorization_id.map_or(0, |id| id.as_u128()), item.done);
        memory.groups().iter().flat_map(|group| group.items.iter().map(row)).collect()
    }

    #[test]
    fn what_is_done_stays_in_its_place() {
        let mut memory = Memory::default();
        memory.take_in(&home(3, &[1, 2, 3]));
        memory.take_in(&home(2, &[1, 3]));
        assert_eq!(shown(&memory), [(1, false), (2, true), (3, false)]);
        memory.take_in(&home(2, &[1, 3]));
        assert_eq!(shown(&memory), [(1, false), (2, true), (3, false)]);
        memory.take_in(&Home::default());
        assert_eq!(shown(&memory), [(1, true), (2, true), (3, true)]);
        assert_eq!(memory.groups().iter().map(|group| group.count).sum::<i64>(), 0);
    }

    #[test]
    fn what_comes_back_is_to_be_done_again() {
        let mut memory = Memory::default();
        memory.take_in(&home(1, &[1]));
        memory.take_in(&home(0, &[]));
        memory.take_in(&home(1, &[1]));
        assert_eq!(shown(&memory), [(1, false)]);
    }

    #[test]
    fn what_is_pushed_out_by_older_work_is_not_done() {
        let mut memory = Memory::default();
        memory.take_in(&home(5, &[2, 3]));
        memory.take_in(&home(6, &[1, 2]));
        assert_eq!(shown(&memory), [(1, false), (2, false)]);
    }
}
