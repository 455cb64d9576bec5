//! A memory of what was used lately, bounded by weight.

use stadga_core::Id;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// Two halves. When the young one is full it becomes the old one; what nobody has asked for since then
/// goes when that happens again, so what is in use stays however much else passes through.
pub(crate) struct Lately<T> {
    halves: Mutex<Halves<T>>,
    /// What one half may weigh.
    half: usize,
}

struct Halves<T> {
    young: HashMap<Id, (Arc<T>, usize)>,
    old: HashMap<Id, (Arc<T>, usize)>,
    weight: usize,
}

impl<T> Lately<T> {
    /// An empty memory for about `weight` in all, in whatever unit the weights are.
    pub(crate) fn new(weight: usize) -> Self {
        let halves = Halves { young: HashMap::new(), old: HashMap::new(), weight: 0 };
        Self { halves: Mutex::new(halves), half: weight / 2 }
    }

    /// What is remembered under an id.
    pub(crate) fn get(&self, id: Id) -> Option<Arc<T>> {
        let halves = &mut *self.halves.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((value, _)) = halves.young.get(&id) {
            return Some(value.clone());
        }
        let (value, weight) = halves.old.remove(&id)?;
        halves.put(id, value.clone(), weight, self.half);
        Some(value)
    }

    /// Remembers a value in place of the one before it.
    pub(crate) fn keep(&self, id: Id, value: Arc<T>, weight: usize) {
        let halves = &mut *self.halves.lock().unwrap_or_else(PoisonError::into_inner);
        halves.remove(id);
        halves.put(id, value, weight, self.half);
    }

    /// Forgets everything.
    pub(crate) fn forget_all(&self) {
        let halves = &mut *self.halves.lock().unwrap_or_else(PoisonError::into_inner);
        *halves = Halves { young: HashMap::new(), old: HashMap::new(), weight: 0 };
    }

    /// Forgets a value.
    pub(crate) fn forget(&self, id: Id) {
        self.halves.lock().unwrap_or_else(PoisonError::into_inner).remove(id);
    }
}

impl<T> Halves<T> {
    fn put(&mut self, id: Id, value: Arc<T>, weight: usize, half: usize) {
        if self.weight + weight > half {
            self.old = std::mem::take(&mut self.young);
            self.weight = 0;
        }
        self.weight += weight;
        self.young.insert(id, (value, weight));
    }

    fn remove(&mut self, id: Id) {
        self.old.remove(&id);
        if let Some((_, weight)) = self.young.remove(&id) {
            self.weight -= weight;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(number: u8) -> Id {
        Id::from_bytes([number; 10])
    }

    fn kept(lately: &Lately<u8>) -> Vec<u8> {
        // Looked at without asking, which would make them young.
        let halves = lately.halves.lock().unwrap();
        let mut all: Vec<u8> = halves.young.values().chain(halves.old.values()).map(|(value, _)| **value).collect();
        all.sort_unstable();
        all
    }

    #[test]
    fn what_is_in_use_stays_while_other_things_pass() {
        let lately = Lately::new(8);
        for number in 1..=100 {
            lately.keep(id(number), Arc::new(number), 1);
            assert_eq!(lately.get(id(1)).as_deref(), Some(&1), "after {number}");
            assert!(kept(&lately).len() <= 8, "{:?}", kept(&lately));
        }
        assert_eq!(lately.get(id(50)), None);
        assert_eq!(lately.get(id(99)).as_deref(), Some(&99));
    }

    #[test]
    fn a_heavy_one_leaves_room_for_few() {
        let lately = Lately::new(8);
        lately.keep(id(1), Arc::new(1), 3);
        lately.keep(id(2), Arc::new(2), 3);
        lately.keep(id(3), Arc::new(3), 3);
        assert_eq!(kept(&lately), [2, 3]);
        lately.keep(id(3), Arc::new(33), 1);
        lately.forget(id(2));
        assert_eq!(kept(&lately), [33]);
    }
}
