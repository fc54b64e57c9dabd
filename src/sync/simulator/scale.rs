//! What synchronisation costs far past one machine, from requests and bytes that the engine itself counts.
/// One row.
#[derive(Debug)]
pub struct ScaleRow {}
/// The table.
pub fn scale() -> Vec<ScaleRow> {
    Vec::new()
}
