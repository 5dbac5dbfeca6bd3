//! One column of a table: what it is called, says and looks like.

use std::rc::Rc;

use yew::prelude::*;

type Words<T> = Rc<dyn Fn(&T) -> String>;
type Drawing<T> = Rc<dyn Fn(&T) -> Html>;

/// One column. Its text is what CSV and sorting use; a drawing replaces it on the screen.
pub(crate) struct Column<T> {
    /// Stays the same for ever: remembered choices name it.
    pub(super) key: &'static str,
    pub(super) caption: &'static str,
    text: Words<T>,
    drawing: Option<Drawing<T>>,
    order: Option<Words<T>>,
    pub(super) shown: bool,
    pub(super) number: bool,
    pub(super) steady: bool,
}

// By hand: a derive would ask `T: Clone`, which a row does not need.
impl<T> Clone for Column<T> {
    fn clone(&self) -> Self {
        Self {
            key: self.key,
            caption: self.caption,
            text: Rc::clone(&self.text),
            drawing: self.drawing.clone(),
            order: self.order.clone(),
            shown: self.shown,
            number: self.number,
            steady: self.steady,
        }
    }
}

impl<T> Column<T> {
    /// A column of text that can be sorted by.
    pub(crate) fn new(key: &'static str, caption: &'static str, text: impl Fn(&T) -> String + 'static) -> Self {
        let text: Words<T> = Rc::new(text);
        Self {
            key,
            caption,
            order: Some(Rc::clone(&text)),
            text,
            drawing: None,
            shown: true,
            number: false,
            steady: false,
        }
    }

    /// Draws the cell in its own way, for example as a link or a status label.
    pub(crate) fn drawn(mut self, drawing: impl Fn(&T) -> Html + 'static) -> Self {
        self.drawing = Some(Rc::new(drawing));
        self
    }

    /// Sorts by another text than the one shown, for example a date by year first.
    pub(crate) fn sorted_by(mut self, order: impl Fn(&T) -> String + 'static) -> Self {
        self.order = Some(Rc::new(order));
        self
    }

    /// Not sorted by.
    pub(crate) fn unsorted(mut self) -> Self {
        self.order = None;
        self
    }

    /// Hidden until the person chooses it.
    pub(crate) fn hidden(mut self) -> Self {
        self.shown = false;
        self
    }

    /// Holds numbers, which stand at the end side.
    pub(crate) fn numeric(mut self) -> Self {
        self.number = true;
        self
    }

    /// Stays on one line: dates and numbers that people compare.
    pub(crate) fn steady(mut self) -> Self {
        self.steady = true;
        self
    }

    pub(super) fn words(&self, row: &T) -> String {
        (self.text)(row)
    }

    pub(super) fn draw(&self, row: &T) -> Html {
        match &self.drawing {
            Some(drawing) => drawing(row),
            None => html! { { self.words(row) } },
        }
    }

    pub(super) fn order_of(&self, row: &T) -> Option<String> {
        self.order.as_ref().map(|order| order(row))
    }

    pub(super) fn sortable(&self) -> bool {
        self.order.is_some()
    }
}
