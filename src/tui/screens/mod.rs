//! The screens, one file each with its state, keys and drawing.

pub mod catalogue;
pub mod consultation;
pub mod home;
pub mod insights;
pub mod minutes;
pub mod municipalities;
pub mod own_records;
pub mod sync;
pub mod tasks;

use super::desk::Desk;
use super::view::{ScreenName, View};
use std::collections::HashMap;

/// All screens as they are at the start.
pub fn all(desk: &Desk) -> HashMap<ScreenName, Box<dyn View>> {
    HashMap::from([
        (ScreenName::Home, Box::new(home::Home::default()) as Box<dyn View>),
        (ScreenName::Consultation, Box::new(consultation::ConsultationScreen::default())),
        (ScreenName::Catalogue, Box::new(catalogue::CatalogueScreen::new(desk))),
        (ScreenName::Municipalities, Box::new(municipalities::MunicipalitiesScreen::new(desk))),
        (ScreenName::Tasks, Box::new(tasks::TasksScreen::default())),
        (ScreenName::Insights, Box::new(insights::InsightsScreen::default())),
        (ScreenName::Sync, Box::new(sync::SyncScreen::default())),
        (ScreenName::Minutes, Box::new(minutes::MinutesScreen::new(desk))),
    ])
}
