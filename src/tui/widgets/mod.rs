//! Parts that several screens draw.

pub mod list;
pub mod map;
pub mod markdown;
pub mod municipality;
pub mod record;
pub mod text;
pub mod text_input;
pub mod understood;
