//! Much that is read once, by several threads that share it.

use crate::{App, AppError};
use stadga_core::Id;
use stadga_core::state::CaseFile;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Visits every item once, whichever of so many threads takes it, and gives back what each of them has gathered.
///
/// # Errors
/// The first visit that failed in one of them.
pub fn side_by_side<I, T>(
    items: &[I],
    threads: usize,
    visit: impl Fn(&mut T, &I) -> Result<(), AppError> + Sync,
) -> Result<Vec<T>, AppError>
where
    I: Sync,
    T: Default + Send,
{
    let next = AtomicUsize::new(0);
    let lane = || {
        let mut gathered = T::default();
        while let Some(item) = items.get(next.fetch_add(1, Ordering::Relaxed)) {
            visit(&mut gathered, item)?;
        }
        Ok(gathered)
    };
    std::thread::scope(|scope| {
        let lanes: Vec<_> = (0..threads.max(1)).map(|_| scope.spawn(lane)).collect();
        let fell = |_| Err(AppError::Fault(String::from("en tråd föll")));
        lanes.into_iter().map(|lane| lane.join().unwrap_or_else(fell)).collect()
    })
}

impl App {
    /// A case as the log has it, with its assignments; nothing is kept in memory.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn folded(&self, case: Id) -> Result<CaseFile, AppError> {
        let mut wanted = vec![case];
        wanted.extend(self.store().case_streams(case)?.assignments);
        Ok(CaseFile::fold(self.store().load(&wanted)?))
    }
}
