//! Parts that several screens draw.

pub mod list;
pub mod markdown;
pub mod record;
pub mod text;
pub mod text_input;
