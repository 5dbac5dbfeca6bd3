//! What a table shows, as a file for a spreadsheet.

use std::rc::Rc;

use domain::reports::csv_cell;

use super::Column;
use crate::browser;

/// Captions and rows as CSV with CRLF (RFC 4180); a cell that a spreadsheet would take for a formula stays text.
pub(super) fn to_csv<T>(columns: &[&Column<T>], rows: &[Rc<T>]) -> String {
    let line = |cells: Vec<String>| cells.join(",") + "\r\n";
    let head = line(columns.iter().map(|column| csv_cell(column.caption)).collect());
    let body = rows.iter().map(|row| line(columns.iter().map(|column| csv_cell(&column.words(row))).collect()));
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
    use super::*;

    #[test]
    fn rows_keep_columns_and_order() {
        let columns = [Column::new("name", "Name", |row: &&str| (*row).to_owned())];
        let columns: Vec<_> = columns.iter().collect();
        let csv = to_csv(&columns, &[Rc::new("Okafor, Ngozi"), Rc::new("Reyes")]);
        assert_eq!(csv, "\u{feff}Name\r\n\"Okafor, Ngozi\"\r\nReyes\r\n");
    }
}
