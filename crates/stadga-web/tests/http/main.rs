//! The whole web, asked over HTTP as a browser would, over a municipality of its own.

mod absence;
mod access;
mod bookings;
mod death;
mod decisions;
mod documents;
mod execution;
mod forms;
mod guarded;
mod intake;
mod kept;
mod letters;
mod lvm;
mod numbers;
mod pages;
mod parity;
mod protection;
mod provider;
mod remedies;
mod review;
mod rules;
mod shield;
mod steps;
mod together;
mod told;
mod town;
