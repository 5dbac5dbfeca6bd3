//! Answers that come in pieces, for files too long to hold as one text.

use js_sys::{Array, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{ReadableStream, ReadableStreamDefaultReader};

use super::Failure;

/// Collects every piece and tells of each as it comes. Half an answer is a failure.
pub(super) async fn collect(
    stream: Option<ReadableStream>,
    mut heard: impl FnMut(&Uint8Array),
) -> Result<Array, Failure> {
    let pieces = Array::new();
    let Some(stream) = stream else { return Ok(pieces) };
    let reader: ReadableStreamDefaultReader = stream.get_reader().dyn_into().map_err(|_| Failure::Offline)?;
    loop {
        let step = JsFuture::from(reader.read()).await.map_err(|_| Failure::Offline)?;
        let field = |name: &str| Reflect::get(&step, &JsValue::from_str(name)).unwrap_or(JsValue::UNDEFINED);
        if field("done").is_truthy() {
            return Ok(pieces);
        }
        let Ok(piece) = field("value").dyn_into::<Uint8Array>() else { return Err(Failure::Offline) };
        heard(&piece);
        pieces.push(&piece);
    }
}
