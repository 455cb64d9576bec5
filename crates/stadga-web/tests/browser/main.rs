//! The pages in a real browser: the whole way, accessibility, without JavaScript, drafts.

mod appeal;
mod axe;
mod before;
mod bytes;
mod clicks;
mod doors;
mod execution;
mod issuer;
mod kept;
mod keyboard;
mod lived;
mod lvm;
mod offline;
mod papers;
mod passkeys;
mod protect;
mod registers;
mod report;
mod roles;
mod routines;
mod scripts;
mod steps;
mod together;
mod walk;

use stadga_testkit::Municipality;
use stadga_web::{Settings, router};

/// The municipality on the web; its address.
fn serve(municipality: &Municipality) -> String {
    municipality.serve(router(municipality.app().clone(), Settings::of("Ekvalla kommun")))
}
