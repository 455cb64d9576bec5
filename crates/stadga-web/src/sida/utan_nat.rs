//! What a browser shows when there is no network: the same for everybody, kept by the browser itself.

use crate::answer::page;
use crate::router::Web;
use crate::shell::bare;
use crate::sida::valj::on_thread;
use crate::view::{Field, UtanNatPage};
use axum::extract::State;
use axum::response::Response;
use std::sync::Arc;

/// The page. Whose note it is about is put there by the browser, out of what lies sealed in it.
pub async fn show(State(web): State<Arc<Web>>) -> Response {
    on_thread(move || {
        let mut shell = bare("Utan nät");
        shell.municipality.clone_from(&web.settings.municipality);
        let fields = vec![
            Field::long("text", "Vad hände?", 8),
            Field::new("datum", "Hände den", crate::view::FieldKind::Date).hint("Lämna tomt om det var i dag."),
        ];
        page(&UtanNatPage { shell, fields })
    })
    .await
}
