//! The use cases over a municipality that has lived a while: audit, access, rebuilding.

mod access;
mod audit;
mod doors;
mod execution;
mod lists;
mod need;
mod nodes;
mod odd;
mod rebuild;
mod review;
mod town;
