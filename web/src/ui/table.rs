//! Tables: sort, choose columns, go on loading, take along as CSV; a stack of cards on a phone.

use std::collections::BTreeSet;
use std::rc::Rc;

use yew::prelude::*;

use super::csv::to_csv;
use super::{Button, Checkbox, Column, Glyph, Icon, Kind, Menu, download_csv};
use crate::browser;

/// By which column, and which way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Sorting {
    key: &'static str,
    down: bool,
}

#[derive(Properties)]
pub(crate) struct DataTableProps<T: 'static> {
    /// Unique; remembered columns and the CSV's file name go by it. Nothing about a client.
    pub(crate) name: &'static str,
    /// What the table holds, read aloud first.
    pub(crate) caption: AttrValue,
    pub(crate) columns: Vec<Column<T>>,
    pub(crate) rows: Vec<Rc<T>>,
    /// There are more rows on the server. Sorting is offered only once all are here: half a list sorted misleads.
    #[prop_or_default]
    pub(crate) more: bool,
    #[prop_or_default]
    pub(crate) reading_more: bool,
    #[prop_or_default]
    pub(crate) load_more: Callback<()>,
    /// Buttons at the end of each row.
    #[prop_or_default]
    pub(crate) row_actions: Option<Callback<Rc<T>, Html>>,
    /// Marks a row, for example the open one.
    #[prop_or_default]
    pub(crate) row_class: Option<Callback<Rc<T>, Classes>>,
    /// No column choice and no CSV: for short lists inside a page.
    #[prop_or_default]
    pub(crate) bare: bool,
}

impl<T> PartialEq for DataTableProps<T> {
    // Columns hold closures: a parent that draws again means it.
    fn eq(&self, _: &Self) -> bool {
        false
    }
}

/// A table.
#[component]
pub(crate) fn DataTable<T: 'static>(props: &DataTableProps<T>) -> Html {
    let sorting = use_state_eq(|| None::<Sorting>);
    let hidden = use_state_eq(|| hidden_at_first(props.name, &props.columns));
    let shown: Vec<&Column<T>> = props.columns.iter().filter(|column| !hidden.contains(column.key)).collect();
    let rows = sorted(&props.rows, &props.columns, if props.more { None } else { *sorting });
    let tools = (!props.bare).then(|| {
        let csv = {
            let (name, text) = (props.name, Rc::new(to_csv(&shown, &rows)));
            Callback::from(move |_: MouseEvent| download_csv(name, &text))
        };
        html! {
            <div class="portico-table-tools">
                <ColumnChoice name={props.name} columns={captions(&props.columns)} hidden={hidden.clone()} />
                <Button label="Download CSV" kind={Kind::Link} icon={Glyph::Download} onclick={csv} />
            </div>
        }
    });
    let header = |column: &&Column<T>| header_cell(column, props.more, *sorting, &sorting);
    html! {
        <div class="portico-table">
            { tools.unwrap_or_default() }
            <div class="portico-table-scroll">
                <table class="pf-v6-c-table pf-m-grid-md pf-m-compact">
                    <caption class="pf-v6-screen-reader">{ &props.caption }</caption>
                    <thead class="pf-v6-c-table__thead">
                        <tr class="pf-v6-c-table__tr">
                            { for shown.iter().map(header) }
                            if props.row_actions.is_some() {
                                <td class="pf-v6-c-table__td"><span class="pf-v6-screen-reader">{ "Actions" }</span></td>
                            }
                        </tr>
                    </thead>
                    <tbody class="pf-v6-c-table__tbody">
                        { for rows.iter().map(|row| body_row(props, &shown, row)) }
                    </tbody>
                </table>
            </div>
            <Foot count={rows.len()} more={props.more} busy={props.reading_more} load={props.load_more.clone()} />
        </div>
    }
}

fn body_row<T: 'static>(props: &DataTableProps<T>, shown: &[&Column<T>], row: &Rc<T>) -> Html {
    let class = props.row_class.as_ref().map(|class| class.emit(Rc::clone(row)));
    let cell = |column: &&Column<T>| {
        html! {
            <td
                key={column.key}
                class={classes!("pf-v6-c-table__td", column.number.then_some("portico-number"), column.steady.then_some("portico-steady"))}
                data-label={column.caption}
            >
                { column.draw(row) }
            </td>
        }
    };
    html! {
        <tr class={classes!("pf-v6-c-table__tr", class)}>
            { for shown.iter().map(cell) }
            if let Some(actions) = &props.row_actions {
                <td class="pf-v6-c-table__td portico-row-actions">{ actions.emit(Rc::clone(row)) }</td>
            }
        </tr>
    }
}

fn header_cell<T>(column: &Column<T>, more: bool, now: Option<Sorting>, set: &UseStateHandle<Option<Sorting>>) -> Html {
    let class = classes!("pf-v6-c-table__th", column.number.then_some("portico-number"));
    if more || !column.sortable() {
        return html! { <th key={column.key} {class} scope="col">{ column.caption }</th> };
    }
    let mine = now.filter(|sorting| sorting.key == column.key);
    let next = Sorting { key: column.key, down: mine.is_some_and(|sorting| !sorting.down) };
    let set = set.setter();
    let onclick = Callback::from(move |_: MouseEvent| set.set(Some(next)));
    let (order, glyph) = match mine {
        Some(Sorting { down: false, .. }) => (Some("ascending"), Glyph::Up),
        Some(Sorting { down: true, .. }) => (Some("descending"), Glyph::Down),
        None => (None, Glyph::Down),
    };
    html! {
        <th
            key={column.key}
            class={classes!(class, "pf-v6-c-table__sort", mine.is_some().then_some("pf-m-selected"))}
            scope="col"
            aria-sort={order}
        >
            <button type="button" class="pf-v6-c-table__button" {onclick}>
                <span class="pf-v6-c-table__button-content">
                    <span class="pf-v6-c-table__text">{ column.caption }</span>
                    <span class={classes!("portico-sort", mine.is_none().then_some("portico-sort-off"))}><Icon {glyph} /></span>
                </span>
            </button>
        </th>
    }
}

fn sorted<T>(rows: &[Rc<T>], columns: &[Column<T>], sorting: Option<Sorting>) -> Vec<Rc<T>> {
    let mut rows = rows.to_vec();
    let column = sorting.and_then(|sorting| columns.iter().find(|column| column.key == sorting.key));
    if let Some(column) = column {
        rows.sort_by_cached_key(|row| column.order_of(row).map(|text| text.to_lowercase()));
        if sorting.is_some_and(|sorting| sorting.down) {
            rows.reverse();
        }
    }
    rows
}

fn captions<T>(columns: &[Column<T>]) -> Vec<(&'static str, &'static str)> {
    columns.iter().map(|column| (column.key, column.caption)).collect()
}

fn hidden_at_first<T>(name: &str, columns: &[Column<T>]) -> BTreeSet<String> {
    match browser::wish(&format!("columns-{name}")) {
        Some(wish) => wish.split(',').filter(|key| !key.is_empty()).map(str::to_owned).collect(),
        None => columns.iter().filter(|column| !column.shown).map(|column| column.key.to_owned()).collect(),
    }
}

#[derive(Properties, PartialEq)]
struct ColumnChoiceProps {
    name: &'static str,
    columns: Vec<(&'static str, &'static str)>,
    hidden: UseStateHandle<BTreeSet<String>>,
}

#[component]
fn ColumnChoice(props: &ColumnChoiceProps) -> Html {
    let choice = |(key, caption): &(&'static str, &'static str)| {
        let (name, key, hidden) = (props.name, *key, props.hidden.clone());
        let checked = !props.hidden.contains(key);
        // The last column in sight stays: a table of nothing cannot be asked for.
        let last = checked && props.columns.len() == props.hidden.len() + 1;
        let onchange = Callback::from(move |show: bool| {
            let mut next = (*hidden).clone();
            if show {
                next.remove(key);
            } else {
                next.insert(key.to_owned());
            }
            browser::keep_wish(&format!("columns-{name}"), &next.iter().cloned().collect::<Vec<_>>().join(","));
            hidden.set(next);
        });
        html! { <Checkbox key={key} id={format!("{name}-column-{key}")} label={*caption} {checked} disabled={last} {onchange} /> }
    };
    let face = html! { <><Icon glyph={Glyph::Columns} /><span>{ " Columns" }</span></> };
    html! {
        <Menu id={format!("{}-columns", props.name)} label="Columns" {face}>
            <div class="portico-menu-form">{ for props.columns.iter().map(choice) }</div>
        </Menu>
    }
}

#[derive(Properties, PartialEq)]
struct FootProps {
    count: usize,
    more: bool,
    busy: bool,
    load: Callback<()>,
}

#[component]
fn Foot(props: &FootProps) -> Html {
    let words = match (props.count, props.more) {
        (1, false) => "1 row".to_owned(),
        (count, false) => format!("{count} rows"),
        (count, true) => format!("First {count} rows"),
    };
    html! {
        <div class="portico-table-foot">
            <span role="status">{ words }</span>
            if props.more {
                <Button label="Load more" busy={props.busy} onclick={props.load.reform(|_| ())} />
            }
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sorts_by_the_order_of_a_column_and_back() {
        let columns = [Column::new("name", "Name", |row: &String| row.clone())];
        let rows: Vec<Rc<String>> = ["b", "A", "c"].map(|text| Rc::new(text.to_owned())).to_vec();
        let names = |down| -> Vec<String> {
            sorted(&rows, &columns, Some(Sorting { key: "name", down })).iter().map(|row| row.to_string()).collect()
        };
        assert_eq!(names(false), ["A", "b", "c"]);
        assert_eq!(names(true), ["c", "b", "A"]);
    }
}
