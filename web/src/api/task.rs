//! Work in the background that ends when nobody waits for it any more.

use std::future::Future;

use futures_util::future::{AbortHandle, abortable};

/// Running work. Dropping it stops it, so a page that is left never hears an old answer.
#[derive(Debug)]
pub(crate) struct Task(AbortHandle);

impl Drop for Task {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// Starts work on the browser's event loop.
pub(crate) fn start(work: impl Future<Output = ()> + 'static) -> Task {
    let (work, handle) = abortable(work);
    wasm_bindgen_futures::spawn_local(async move {
        // Stopped work has nobody to report to.
        work.await.ok();
    });
    Task(handle)
}
