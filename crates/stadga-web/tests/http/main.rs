//! The whole web, asked over HTTP as a browser would, over a municipality of its own.
