//! One column of a table: what it is called, says and looks like; and rows as they are drawn by their columns, their
//! type aside, so that there is one table for rows of all types.

use std::rc::Rc;

use yew::prelude::*;

/// What a table knows of a column.
#[derive(Debug, Clone, Copy)]
pub(super) struct Head {
    /// Stays the same for ever: remembered choices name it.
    pub(super) key: &'static str,
    pub(super) caption: &'static str,
    pub(super) shown: bool,
    pub(super) number: bool,
    pub(super) steady: bool,
    pub(super) sortable: bool,
}

/// One cell, drawn.
#[derive(Debug)]
pub(super) struct Cell {
    /// For CSV.
    pub(super) words: String,
    /// What the row is sorted by.
    pub(super) order: String,
    pub(super) drawing: Html,
}

/// One row, drawn: a cell for each column, and what stands at its end.
#[derive(Debug)]
pub(super) struct Line {
    pub(super) cells: Vec<Cell>,
    pub(super) actions: Option<Html>,
}

/// What a table holds.
#[derive(Debug)]
pub(crate) struct Grid {
    pub(super) heads: Vec<Head>,
    pub(super) lines: Vec<Rc<Line>>,
}

impl Grid {
    /// Rows as their columns draw them.
    pub(crate) fn of<T>(columns: &[Column<T>], rows: &[Rc<T>]) -> Rc<Self> {
        Self::with_actions(columns, rows, None)
    }

    /// The same with buttons at the end of each row.
    pub(crate) fn with_actions<T>(
        columns: &[Column<T>],
        rows: &[Rc<T>],
        actions: Option<Callback<Rc<T>, Html>>,
    ) -> Rc<Self> {
        let line = |row: &Rc<T>| {
            let cells = columns.iter().map(|column| column.cell(row)).collect();
            Rc::new(Line { cells, actions: actions.as_ref().map(|draw| draw.emit(Rc::clone(row))) })
        };
        let heads = columns.iter().map(|column| column.head).collect();
        Rc::new(Self { heads, lines: rows.iter().map(line).collect() })
    }
}

type Words<T> = Box<dyn Fn(&T) -> String>;
type Drawing<T> = Box<dyn Fn(&T) -> Html>;

/// One column. Its text is what CSV and sorting use; a drawing replaces it on the screen.
pub(crate) struct Column<T> {
    head: Head,
    text: Words<T>,
    drawing: Option<Drawing<T>>,
    order: Option<Words<T>>,
}

impl<T> Column<T> {
    /// A column of text that can be sorted by.
    pub(crate) fn new(key: &'static str, caption: &'static str, text: impl Fn(&T) -> String + 'static) -> Self {
        let head = Head { key, caption, shown: true, number: false, steady: false, sortable: true };
        Self { head, text: Box::new(text), drawing: None, order: None }
    }

    /// Draws the cell in its own way, for example as a link or a status label.
    pub(crate) fn drawn(mut self, drawing: impl Fn(&T) -> Html + 'static) -> Self {
        self.drawing = Some(Box::new(drawing));
        self
    }

    /// Sorts by another text than the one shown, for example a date by year first.
    pub(crate) fn sorted_by(mut self, order: impl Fn(&T) -> String + 'static) -> Self {
        self.order = Some(Box::new(order));
        self
    }

    /// Not sorted by.
    pub(crate) fn unsorted(mut self) -> Self {
        self.head.sortable = false;
        self
    }

    /// Hidden until the person chooses it.
    pub(crate) fn hidden(mut self) -> Self {
        self.head.shown = false;
        self
    }

    /// Holds numbers, which stand at the end side.
    pub(crate) fn numeric(mut self) -> Self {
        self.head.number = true;
        self
    }

    /// Stays on one line: dates and numbers that people compare.
    pub(crate) fn steady(mut self) -> Self {
        self.head.steady = true;
        self
    }

    fn cell(&self, row: &T) -> Cell {
        let words = (self.text)(row);
        let drawing = self.drawing.as_ref().map_or_else(|| Html::from(&words), |draw| draw(row));
        let order = self.order.as_ref().map_or_else(|| words.clone(), |order| order(row)).to_lowercase();
        Cell { words, order, drawing }
    }
}
