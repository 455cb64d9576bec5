//! What is done from the pages: the addresses that forms are sent to.

use crate::handling::{self, opening};
use crate::router::{Shared, act};
use crate::sida;
use axum::Router;

/// Pages from which something is done in the organisation, and in no case.
const ORGANISED: [&str; 6] = ["/franvaro", "/enhet/jour", "/enhet/nodparm", "/gallring", "/granskning", "/rakna"];

/// What is done from the pages.
pub fn acts() -> Router<Shared> {
    let organised = ORGANISED.iter().fold(Router::new(), |router, page| {
        let send = router.route(&format!("{page}/{{act}}"), act(handling::send_organisation));
        send.route(&format!("{page}/{{act}}/utkast"), act(handling::draft_organisation))
    });
    organised
        .route("/arenden/{id}/{act}", act(handling::send))
        .route("/arenden/{id}/{act}/utkast", act(handling::draft))
        .route("/arenden/{id}/{act}/kontroll", act(handling::check))
        .route("/arenden/{id}/{act}/brev.pdf", act(handling::letter))
        .route("/arenden/{id}/skyddade-uppgifter", act(sida::skydd::show))
        .route("/mottagning/kand", act(opening::known))
        .route("/mottagning/ny", act(opening::send))
        .route("/mottagning/ny/utkast", act(opening::draft))
        .route("/mottagning/ny/{act}", act(opening::send))
        .route("/mottagning/ny/{act}/utkast", act(opening::draft))
        .route("/mottagning/ny/{act}/byt", act(opening::switch))
        .route("/mottagning/ny/{act}/kand", act(opening::look_up))
        .route("/uppdrag/{id}/{act}", act(handling::send))
        .route("/uppdrag/{id}/{act}/utkast", act(handling::draft))
        .route("/uppdrag/{id}/{act}/kontroll", act(handling::check))
        .route("/uppdrag/{id}/{act}/brev.pdf", act(handling::letter))
        .route("/anslag", act(sida::anslag::send))
        .route("/utskrift", act(sida::utskrift::send))
        .route("/utskrift/brev.pdf", act(sida::utskrift::file))
        .route("/namnd/delegationsbeslut", act(sida::namnd::report))
        .route("/register/ny/{act}", act(handling::send_register))
        .route("/register/ny/{act}/utkast", act(handling::draft_register))
        .route("/register/{id}/{act}", act(handling::send))
        .route("/register/{id}/{act}/utkast", act(handling::draft))
        .route("/register/{id}/{act}/kontroll", act(handling::check))
        .route("/register/{id}/{act}/brev.pdf", act(handling::letter))
        .route("/kostnader", act(sida::boende::choose))
        .route("/sok", act(sida::sok::show))
        .route("/fristraknare", act(sida::fristraknare::show))
        .route("/hjalp/kortkommandon", act(sida::hjalp::shortcuts))
}
