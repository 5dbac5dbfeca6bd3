//! What a table shows, as a file for a spreadsheet.

use std::rc::Rc;

use domain::reports::csv_cell;

use super::column::{Head, Line};
use crate::browser;

/// Captions and rows as CSV with CRLF (RFC 4180); a cell that a spreadsheet would take for a formula stays text.
pub(super) fn to_csv(heads: &[(usize, &Head)], lines: &[Rc<Line>]) -> String {
    let line = |cells: Vec<String>| cells.join(",") + "\r\n";
    let head = line(heads.iter().map(|(_, head)| csv_cell(head.caption)).collect());
    let cells =
        |row: &Rc<Line>| heads.iter().filter_map(|(at, _)| row.cells.get(*at)).map(|c| csv_cell(&c.words)).collect();
    let body = lines.iter().map(|row| line(cells(row)));
    // The mark tells spreadsheets that the file is UTF-8.
    ["\u{feff}".to_owned(), head].into_iter().chain(body).collect()
}

/// Hands a CSV text to the browser's downloads. `name` has no extension, and nothing about a client in it.
pub(crate) fn download_csv(name: &str, csv: &str) {
    // A browser that refuses downloads says so itself.
    browser::download(&format!("{name}.csv"), "text/csv;charset=utf-8", csv).ok();
}

#[cfg(test)]
mod tests {
    use super::super::{Column, Grid};
    use super::*;

    #[test]
    fn rows_keep_columns_and_order() {
        let name = Column::new("name", "Name", |row: &&str| (*row).to_owned());
        let letters = Column::new("letters", "Letters", |row: &&str| row.len().to_string());
        let grid = Grid::of(&[letters, name], &[Rc::new("Okafor, Ngozi"), Rc::new("Reyes")]);
        let shown: Vec<_> = grid.heads.iter().enumerate().skip(1).collect();
        assert_eq!(to_csv(&shown, &grid.lines), "\u{feff}Name\r\n\"Okafor, Ngozi\"\r\nReyes\r\n");
    }
}
