//! Between SQLite and the real disk: every file goes through to the system's own, and those of a folder that is
//! listened to are noted on the way. The only unsafe code of the project; nothing the program is built of uses it.
//!
//! A file here is a head of our own and after it, in the same memory, the file of SQLite's usual layer. Each call goes
//! on to that layer with that file. What is not listened to gets the usual layer's file alone, as if we were not here.
#![allow(unsafe_code)]

use crate::journal::Journal;
use rusqlite::ffi::{
    SQLITE_OK, sqlite3_file, sqlite3_filename, sqlite3_int64, sqlite3_io_methods, sqlite3_vfs, sqlite3_vfs_find,
    sqlite3_vfs_register,
};
use std::ffi::{CStr, c_char, c_int, c_void};
use std::ptr;
use std::sync::atomic::{AtomicPtr, Ordering};
use std::sync::{Arc, Mutex, Once, PoisonError, Weak};

/// The layer SQLite uses by itself.
static USUAL: AtomicPtr<sqlite3_vfs> = AtomicPtr::new(ptr::null_mut());
/// Who listens.
static LISTENING: Mutex<Vec<Weak<Journal>>> = Mutex::new(Vec::new());

/// The head of a file that is listened to. The usual layer's file follows after it.
#[repr(C)]
struct Head {
    base: sqlite3_file,
    noted: *mut Noted,
}

/// Which file it is, and where it is noted.
struct Noted {
    journal: Arc<Journal>,
    name: String,
}

/// What is opened under the journal's folder from now on is noted in it.
pub(crate) fn listen(journal: &Arc<Journal>) {
    static ONCE: Once = Once::new();
    ONCE.call_once(register);
    let mut listening = LISTENING.lock().unwrap_or_else(PoisonError::into_inner);
    listening.retain(|one| one.strong_count() > 0);
    listening.push(Arc::downgrade(journal));
}

fn register() {
    // SAFETY: SQLite's default layer is registered once and lives for ever; ours is a copy of it that is leaked, so it
    // does too. The copied functions do not look at which layer they are called through.
    unsafe {
        let usual = sqlite3_vfs_find(ptr::null());
        USUAL.store(usual, Ordering::Release);
        let mut ours = *usual;
        ours.pNext = ptr::null_mut();
        ours.zName = c"stadga-disk".as_ptr();
        ours.szOsFile += size_of::<Head>() as c_int;
        ours.xOpen = Some(open);
        ours.xDelete = Some(delete);
        assert_eq!(sqlite3_vfs_register(Box::into_raw(Box::new(ours)), 1), SQLITE_OK);
    }
}

/// Where a file is noted, by its whole path.
fn noted(path: *const c_char) -> Option<Noted> {
    if path.is_null() {
        return None;
    }
    // SAFETY: SQLite gives a text that ends with a zero and stays for the call.
    let path = unsafe { CStr::from_ptr(path) }.to_str().ok()?;
    let listening = LISTENING.lock().unwrap_or_else(PoisonError::into_inner);
    listening.iter().filter_map(Weak::upgrade).find_map(|journal| {
        let name = journal.name_here(path)?;
        Some(Noted { journal, name })
    })
}

unsafe extern "C" fn open(
    _: *mut sqlite3_vfs,
    path: sqlite3_filename,
    file: *mut sqlite3_file,
    flags: c_int,
    out: *mut c_int,
) -> c_int {
    let usual = USUAL.load(Ordering::Acquire);
    // SAFETY: SQLite has made room at `file` for our head and the usual layer's file.
    unsafe {
        let Some(open) = (*usual).xOpen else { return rusqlite::ffi::SQLITE_CANTOPEN };
        let Some(noted) = noted(path) else { return open(usual, path, file, flags, out) };
        let head = file.cast::<Head>();
        (*head).base.pMethods = ptr::null();
        let real = real(file);
        (*real).pMethods = ptr::null();
        let code = open(usual, path, real, flags, out);
        // Without methods SQLite does not close it: then nothing is owned either.
        if !(*real).pMethods.is_null() {
            (*head).noted = Box::into_raw(Box::new(noted));
            (*head).base.pMethods = &raw const METHODS;
        }
        code
    }
}

unsafe extern "C" fn delete(_: *mut sqlite3_vfs, path: *const c_char, sync: c_int) -> c_int {
    let usual = USUAL.load(Ordering::Acquire);
    if let Some(Noted { journal, name }) = noted(path) {
        journal.removed(&name, sync != 0);
    }
    // SAFETY: what SQLite gave goes on as it is.
    unsafe { (*usual).xDelete.map_or(SQLITE_OK, |delete| delete(usual, path, sync)) }
}

/// The usual layer's file, after our head.
///
/// # Safety
/// `file` was made room for by SQLite, for this layer.
unsafe fn real(file: *mut sqlite3_file) -> *mut sqlite3_file {
    // SAFETY: the room is the head and what follows it.
    unsafe { file.cast::<u8>().add(size_of::<Head>()).cast() }
}

/// Which file it is.
///
/// # Safety
/// `file` was opened by this layer and is not closed.
unsafe fn about<'a>(file: *mut sqlite3_file) -> &'a Noted {
    // SAFETY: opening put it there, and closing takes it away.
    unsafe { &*(*file.cast::<Head>()).noted }
}

/// Calls the usual layer's method with its file and the same values.
macro_rules! onward {
    ($file:ident . $method:ident ( $($value:expr),* )) => {{
        // SAFETY: SQLite calls a method of a file that this layer has opened, so the usual layer's file is open too, and
        // its methods are those of a file on disk, all of them.
        unsafe {
            let real = real($file);
            match (*(*real).pMethods).$method {
                Some(method) => method(real, $($value),*),
                None => unreachable!("the usual layer has every method"),
            }
        }
    }};
}

unsafe extern "C" fn close(file: *mut sqlite3_file) -> c_int {
    let code = onward!(file.xClose());
    // SAFETY: it was made by opening, and nothing uses the file after this.
    drop(unsafe { Box::from_raw((*file.cast::<Head>()).noted) });
    code
}

unsafe extern "C" fn read(file: *mut sqlite3_file, to: *mut c_void, many: c_int, at: sqlite3_int64) -> c_int {
    onward!(file.xRead(to, many, at))
}

unsafe extern "C" fn write(file: *mut sqlite3_file, from: *const c_void, many: c_int, at: sqlite3_int64) -> c_int {
    let code = onward!(file.xWrite(from, many, at));
    if code == SQLITE_OK {
        // SAFETY: the file is open, and SQLite gives so many bytes.
        let (about, bytes) = unsafe {
            (about(file), std::slice::from_raw_parts(from.cast::<u8>(), usize::try_from(many).unwrap_or_default()))
        };
        about.journal.wrote(&about.name, usize::try_from(at).unwrap_or_default(), bytes);
    }
    code
}

unsafe extern "C" fn truncate(file: *mut sqlite3_file, to: sqlite3_int64) -> c_int {
    let code = onward!(file.xTruncate(to));
    if code == SQLITE_OK {
        // SAFETY: the file is open.
        let about = unsafe { about(file) };
        about.journal.shortened(&about.name, usize::try_from(to).unwrap_or_default());
    }
    code
}

/// Nothing need be synced for real: what lies on the machine's own disk is never fallen from.
unsafe extern "C" fn sync(file: *mut sqlite3_file, _: c_int) -> c_int {
    // SAFETY: the file is open.
    let about = unsafe { about(file) };
    about.journal.synced(&about.name);
    SQLITE_OK
}

unsafe extern "C" fn size(file: *mut sqlite3_file, out: *mut sqlite3_int64) -> c_int {
    onward!(file.xFileSize(out))
}

unsafe extern "C" fn lock(file: *mut sqlite3_file, level: c_int) -> c_int {
    onward!(file.xLock(level))
}

unsafe extern "C" fn unlock(file: *mut sqlite3_file, level: c_int) -> c_int {
    onward!(file.xUnlock(level))
}

unsafe extern "C" fn reserved(file: *mut sqlite3_file, out: *mut c_int) -> c_int {
    onward!(file.xCheckReservedLock(out))
}

unsafe extern "C" fn control(file: *mut sqlite3_file, what: c_int, value: *mut c_void) -> c_int {
    onward!(file.xFileControl(what, value))
}

unsafe extern "C" fn sector(file: *mut sqlite3_file) -> c_int {
    onward!(file.xSectorSize())
}

unsafe extern "C" fn traits(file: *mut sqlite3_file) -> c_int {
    onward!(file.xDeviceCharacteristics())
}

unsafe extern "C" fn shared(
    file: *mut sqlite3_file,
    part: c_int,
    size: c_int,
    grow: c_int,
    out: *mut *mut c_void,
) -> c_int {
    onward!(file.xShmMap(part, size, grow, out))
}

unsafe extern "C" fn shared_lock(file: *mut sqlite3_file, from: c_int, many: c_int, how: c_int) -> c_int {
    onward!(file.xShmLock(from, many, how))
}

unsafe extern "C" fn barrier(file: *mut sqlite3_file) {
    onward!(file.xShmBarrier());
}

unsafe extern "C" fn unshared(file: *mut sqlite3_file, gone: c_int) -> c_int {
    onward!(file.xShmUnmap(gone))
}

unsafe extern "C" fn fetch(file: *mut sqlite3_file, at: sqlite3_int64, many: c_int, out: *mut *mut c_void) -> c_int {
    onward!(file.xFetch(at, many, out))
}

unsafe extern "C" fn unfetch(file: *mut sqlite3_file, at: sqlite3_int64, page: *mut c_void) -> c_int {
    onward!(file.xUnfetch(at, page))
}

static METHODS: sqlite3_io_methods = sqlite3_io_methods {
    iVersion: 3,
    xClose: Some(close),
    xRead: Some(read),
    xWrite: Some(write),
    xTruncate: Some(truncate),
    xSync: Some(sync),
    xFileSize: Some(size),
    xLock: Some(lock),
    xUnlock: Some(unlock),
    xCheckReservedLock: Some(reserved),
    xFileControl: Some(control),
    xSectorSize: Some(sector),
    xDeviceCharacteristics: Some(traits),
    xShmMap: Some(shared),
    xShmLock: Some(shared_lock),
    xShmBarrier: Some(barrier),
    xShmUnmap: Some(unshared),
    xFetch: Some(fetch),
    xUnfetch: Some(unfetch),
};
