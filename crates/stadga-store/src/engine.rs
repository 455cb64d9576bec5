//! The seam between the store and its two databases: statements and values in, rows out.
//!
//! All that differs between SQLite and PostgreSQL lies behind [`Engine`]. Everything else in the crate
//! is written once, against this.

mod fold;
mod lite;
mod pg;
mod server;

pub(crate) use lite::Lite;
#[cfg(test)]
pub(crate) use lite::careless;
pub(crate) use pg::Pg;
pub(crate) use server::{STANDBYS, Server};

use crate::error::StoreError;
use crate::sql::seams::Seams;
use std::borrow::Cow;
use std::ops::ControlFlow;

/// A connection to a database.
pub(crate) trait Engine: Send {
    /// Runs a statement and hands over its rows until `each` breaks.
    fn each(&mut self, text: &str, args: &[Val<'_>], each: Each<'_>) -> Result<(), StoreError>;
    /// Runs a statement that gives no rows; says how many it changed.
    fn execute(&mut self, text: &str, args: &[Val<'_>]) -> Result<u64, StoreError>;
    /// Runs statements without values.
    fn script(&mut self, text: &str) -> Result<(), StoreError>;
    /// Begins a transaction that is the only one to write, in this process and in all others.
    fn begin(&mut self) -> Result<(), StoreError>;
    /// Begins a transaction that sees the database as it is now, whatever is written meanwhile.
    fn snapshot(&mut self) -> Result<(), StoreError>;
    /// Ends a transaction; when it returns all is on disk. [`StoreError::Uncertain`] where nobody knows.
    fn commit(&mut self) -> Result<(), StoreError>;
    /// Undoes the transaction that is open, if one is.
    fn rollback(&mut self);
    /// The words the database has for the tables.
    fn seams(&self) -> &'static Seams;
    /// From now on, what is taken away leaves no bytes behind in the database's own pages, where that can be asked for.
    fn thorough(&mut self) {}
    /// What is good to do after a group has been written and all in it have been answered.
    fn written(&mut self) {}
    /// What is good to do when nobody waits. Failing is harmless: the next rest does it.
    fn rest(&mut self);
}

/// Takes a row and says whether to go on.
pub(crate) type Each<'a> = &'a mut dyn FnMut(&Row<'_>) -> Result<ControlFlow<()>, StoreError>;

impl dyn Engine + '_ {
    /// Every row of a statement.
    pub(crate) fn all<T>(
        &mut self,
        text: &str,
        args: &[Val<'_>],
        mut read: impl FnMut(&Row<'_>) -> Result<T, StoreError>,
    ) -> Result<Vec<T>, StoreError> {
        let mut found = Vec::new();
        self.each(text, args, &mut |row| {
            found.push(read(row)?);
            Ok(ControlFlow::Continue(()))
        })?;
        Ok(found)
    }

    /// The first row of a statement, or none.
    pub(crate) fn first<T>(
        &mut self,
        text: &str,
        args: &[Val<'_>],
        mut read: impl FnMut(&Row<'_>) -> Result<T, StoreError>,
    ) -> Result<Option<T>, StoreError> {
        let mut found = None;
        self.each(text, args, &mut |row| {
            found = Some(read(row)?);
            Ok(ControlFlow::Break(()))
        })?;
        Ok(found)
    }
}

/// A stored value, on its way in or out. Text need not be UTF-8 where somebody has altered a file.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Val<'a> {
    Null,
    Int(i64),
    Real(f64),
    Text(Cow<'a, [u8]>),
    Bytes(Cow<'a, [u8]>),
}

/// The values of a statement, in order.
macro_rules! args {
    ($($value:expr),* $(,)?) => { &[$($crate::engine::Val::from($value)),*] };
}
pub(crate) use args;

impl Val<'_> {
    /// The same value without a copy of it.
    fn lent(&self) -> Val<'_> {
        match self {
            Val::Null => Val::Null,
            Val::Int(number) => Val::Int(*number),
            Val::Real(number) => Val::Real(*number),
            Val::Text(text) => Val::Text(Cow::Borrowed(text)),
            Val::Bytes(bytes) => Val::Bytes(Cow::Borrowed(bytes)),
        }
    }

    fn kept(self) -> Val<'static> {
        match self {
            Val::Null => Val::Null,
            Val::Int(number) => Val::Int(number),
            Val::Real(number) => Val::Real(number),
            Val::Text(text) => Val::Text(Cow::Owned(text.into_owned())),
            Val::Bytes(bytes) => Val::Bytes(Cow::Owned(bytes.into_owned())),
        }
    }
}

/// A row: a database's own, or one kept.
pub(crate) struct Row<'a>(pub &'a dyn Cells);

/// What a row is made of.
pub(crate) trait Cells {
    fn width(&self) -> usize;
    fn val(&self, at: usize) -> Result<Val<'_>, StoreError>;
}

/// A row that outlives the statement that gave it.
impl Cells for Vec<Val<'static>> {
    fn width(&self) -> usize {
        self.len()
    }

    fn val(&self, at: usize) -> Result<Val<'_>, StoreError> {
        self.get(at).map(Val::lent).ok_or(StoreError::Misread(at))
    }
}

impl Row<'_> {
    /// How many columns there are.
    pub(crate) fn width(&self) -> usize {
        self.0.width()
    }

    /// A column as it lies.
    pub(crate) fn val(&self, at: usize) -> Result<Val<'_>, StoreError> {
        self.0.val(at)
    }

    /// A column as what it should be.
    pub(crate) fn get<T: Column>(&self, at: usize) -> Result<T, StoreError> {
        T::of(&self.0.val(at)?).ok_or(StoreError::Misread(at))
    }

    /// The row for later.
    pub(crate) fn kept(&self) -> Result<Vec<Val<'static>>, StoreError> {
        (0..self.width()).map(|at| Ok(self.val(at)?.kept())).collect()
    }
}

/// What a column can be read as; none where it holds something else.
pub(crate) trait Column: Sized {
    fn of(val: &Val<'_>) -> Option<Self>;
}

macro_rules! integers {
    ($($kind:ty),+) => { $(
        impl Column for $kind {
            fn of(val: &Val<'_>) -> Option<Self> {
                let Val::Int(number) = val else { return None };
                Self::try_from(*number).ok()
            }
        }

        impl From<$kind> for Val<'_> {
            fn from(number: $kind) -> Self {
                Self::Int(i64::from(number))
            }
        }
    )+ };
}

integers!(i64, u32, i16);

impl Column for String {
    fn of(val: &Val<'_>) -> Option<Self> {
        let Val::Text(text) = val else { return None };
        std::str::from_utf8(text).ok().map(str::to_owned)
    }
}

impl Column for Vec<u8> {
    fn of(val: &Val<'_>) -> Option<Self> {
        let Val::Bytes(bytes) = val else { return None };
        Some(bytes.to_vec())
    }
}

impl<const N: usize> Column for [u8; N] {
    fn of(val: &Val<'_>) -> Option<Self> {
        let Val::Bytes(bytes) = val else { return None };
        Self::try_from(&**bytes).ok()
    }
}

impl<T: Column> Column for Option<T> {
    fn of(val: &Val<'_>) -> Option<Self> {
        if let Val::Null = val { Some(None) } else { T::of(val).map(Some) }
    }
}

impl<'a> From<&'a str> for Val<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(Cow::Borrowed(text.as_bytes()))
    }
}

impl<'a> From<&'a String> for Val<'a> {
    fn from(text: &'a String) -> Self {
        Self::from(text.as_str())
    }
}

impl From<String> for Val<'_> {
    fn from(text: String) -> Self {
        Self::Text(Cow::Owned(text.into_bytes()))
    }
}

impl<'a> From<&'a [u8]> for Val<'a> {
    fn from(bytes: &'a [u8]) -> Self {
        Self::Bytes(Cow::Borrowed(bytes))
    }
}

impl<'a, T> From<Option<T>> for Val<'a>
where
    Val<'a>: From<T>,
{
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Self::from)
    }
}
