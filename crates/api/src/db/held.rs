//! Proof that a row is locked and that this actor may do this to it.

use std::marker::PhantomData;

/// Changing a row, where changing is all that may be done to it.
#[derive(Debug)]
pub enum Change {}

/// A locked row and the act it may be used for. Made only by the `hold` functions of `db`, which look inside the
/// actor's scope and lock; whatever changes a row takes one of these and never a bare id.
#[derive(Debug)]
pub struct Held<A, R> {
    row: R,
    act: PhantomData<A>,
}

impl<A, R> Held<A, R> {
    /// The proof. Call it on a row that was read `FOR UPDATE` within the actor's scope, and nowhere else.
    pub(in crate::db) fn prove(row: R) -> Self {
        Self { row, act: PhantomData }
    }

    /// The row as it was locked.
    pub fn row(&self) -> &R {
        &self.row
    }
}
