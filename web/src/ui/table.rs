//! Tables: sort, choose columns, go on loading, take along as CSV; a stack of cards on a phone.

use std::collections::BTreeSet;
use std::rc::Rc;

use yew::prelude::*;

use super::column::{Head, Line};
use super::csv::to_csv;
use super::{Button, Checkbox, Glyph, Grid, Kind, Menu, download_csv, icon};
use crate::api::Pages;
use crate::browser;

/// By which column, and which way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Sorting {
    key: &'static str,
    down: bool,
}

#[derive(Properties)]
pub(crate) struct DataTableProps {
    /// Unique; remembered columns and the CSV's file name go by it. Nothing about a client.
    pub(crate) name: &'static str,
    /// What the table holds, read aloud first.
    pub(crate) caption: AttrValue,
    pub(crate) grid: Rc<Grid>,
    /// There are more rows on the server. Sorting is offered only once all are here: half a list sorted misleads.
    #[prop_or_default]
    pub(crate) more: bool,
    #[prop_or_default]
    pub(crate) reading_more: bool,
    #[prop_or_default]
    pub(crate) load_more: Callback<()>,
    /// No column choice and no CSV: for short lists inside a page.
    #[prop_or_default]
    pub(crate) bare: bool,
}

impl PartialEq for DataTableProps {
    // Drawings cannot be compared cheaply: a parent that draws again means it.
    fn eq(&self, _: &Self) -> bool {
        false
    }
}

/// A table.
#[component]
pub(crate) fn DataTable(props: &DataTableProps) -> Html {
    let Grid { heads, lines } = &*props.grid;
    let sorting = use_state_eq(|| None::<Sorting>);
    let hidden = use_state_eq(|| hidden_at_first(props.name, heads));
    let shown: Vec<(usize, &Head)> = heads.iter().enumerate().filter(|(_, head)| !hidden.contains(head.key)).collect();
    let lines = sorted(lines, heads, if props.more { None } else { *sorting });
    let tools = (!props.bare).then(|| {
        let csv = {
            let (name, text) = (props.name, Rc::new(to_csv(&shown, &lines)));
            Callback::from(move |_: MouseEvent| download_csv(name, &text))
        };
        html! {
            <div class="portico-table-tools">
                <ColumnChoice name={props.name} columns={captions(heads)} hidden={hidden.clone()} />
                <Button label="Download CSV" kind={Kind::Link} icon={Glyph::Download} onclick={csv} />
            </div>
        }
    });
    let header = |(_, head): &(usize, &Head)| header_cell(head, props.more, *sorting, &sorting);
    html! {
        <div class="portico-table">
            { tools.unwrap_or_default() }
            <div class="portico-table-scroll">
                <table class="pf-v6-c-table pf-m-grid-md pf-m-compact">
                    <caption class="pf-v6-screen-reader">{ &props.caption }</caption>
                    <thead class="pf-v6-c-table__thead">
                        <tr class="pf-v6-c-table__tr">
                            { for shown.iter().map(header) }
                            if lines.iter().any(|line| line.actions.is_some()) {
                                <td class="pf-v6-c-table__td"><span class="pf-v6-screen-reader">{ "Actions" }</span></td>
                            }
                        </tr>
                    </thead>
                    <tbody class="pf-v6-c-table__tbody">
                        { for lines.iter().map(|line| body_row(&shown, line)) }
                    </tbody>
                </table>
            </div>
            <Foot count={lines.len()} more={props.more} busy={props.reading_more} load={props.load_more.clone()} />
        </div>
    }
}

fn body_row(shown: &[(usize, &Head)], line: &Line) -> Html {
    let cell = |(at, head): &(usize, &Head)| {
        html! {
            <td
                key={head.key}
                class={classes!("pf-v6-c-table__td", head.number.then_some("portico-number"), head.steady.then_some("portico-steady"))}
                data-label={head.caption}
            >
                { line.cells.get(*at).map(|cell| cell.drawing.clone()).unwrap_or_default() }
            </td>
        }
    };
    html! {
        <tr class="pf-v6-c-table__tr">
            { for shown.iter().map(cell) }
            if let Some(actions) = &line.actions {
                <td class="pf-v6-c-table__td portico-row-actions">{ actions.clone() }</td>
            }
        </tr>
    }
}

fn header_cell(column: &Head, more: bool, now: Option<Sorting>, set: &UseStateHandle<Option<Sorting>>) -> Html {
    let class = classes!("pf-v6-c-table__th", column.number.then_some("portico-number"));
    if more || !column.sortable {
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
                    <span class={classes!("portico-sort", mine.is_none().then_some("portico-sort-off"))}>{ icon(glyph) }</span>
                </span>
            </button>
        </th>
    }
}

fn sorted(lines: &[Rc<Line>], heads: &[Head], sorting: Option<Sorting>) -> Vec<Rc<Line>> {
    let mut lines = lines.to_vec();
    let Some(sorting) = sorting else { return lines };
    let at = heads.iter().position(|head| head.key == sorting.key);
    let order = |line: &Rc<Line>| at.and_then(|at| line.cells.get(at)).map(|cell| cell.order.clone());
    lines.sort_by_cached_key(order);
    if sorting.down {
        lines.reverse();
    }
    lines
}

fn captions(heads: &[Head]) -> Vec<(&'static str, &'static str)> {
    heads.iter().map(|head| (head.key, head.caption)).collect()
}

fn hidden_at_first(name: &str, columns: &[Head]) -> BTreeSet<String> {
    match browser::wish(&format!("columns-{name}")) {
        Some(wish) => wish.split(',').filter(|key| !key.is_empty()).map(str::to_owned).collect(),
        None => columns.iter().filter(|column| !column.shown).map(|column| column.key.to_owned()).collect(),
    }
}

/// The table of a list that is read a page at a time.
pub(crate) fn view_table<T>(list: &Pages<T>, name: &'static str, caption: &'static str, grid: Rc<Grid>) -> Html {
    let (more, reading_more, load_more) = (list.more, list.reading_more, list.load_more.clone());
    html! { <DataTable {name} {caption} {grid} {more} {reading_more} {load_more} /> }
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
    let face = html! { <>{ icon(Glyph::Columns) }<span>{ " Columns" }</span></> };
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
    use super::super::Column;
    use super::*;

    #[test]
    fn sorts_by_the_order_of_a_column_and_back() {
        let columns = [Column::new("name", "Name", |row: &String| row.clone())];
        let rows: Vec<Rc<String>> = ["b", "A", "c"].map(|text| Rc::new(text.to_owned())).to_vec();
        let grid = Grid::of(&columns, &rows);
        let words = |line: &Rc<Line>| line.cells.first().map(|cell| cell.words.clone()).unwrap_or_default();
        let names = |down| -> Vec<String> {
            sorted(&grid.lines, &grid.heads, Some(Sorting { key: "name", down })).iter().map(words).collect()
        };
        assert_eq!(names(false), ["A", "b", "c"]);
        assert_eq!(names(true), ["c", "b", "A"]);
    }
}
