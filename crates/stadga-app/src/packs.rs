//! Packs on their way from a folder into the log, and from the log into force.

use crate::{App, AppError};
use stadga_core::form::FieldKind;
use stadga_core::state::Organisation;
use stadga_rules::{Diagnostic, PackFiles, Parsed, Stack, StepRule, Vocabulary, manifest, parse, steps};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

/// Packs by id, as read from where they come from.
#[derive(Clone, Debug, Default)]
pub struct Library {
    packs: BTreeMap<String, PackFiles>,
}

impl Library {
    /// A library of these packs.
    pub fn new(packs: impl IntoIterator<Item = PackFiles>) -> Self {
        Self { packs: packs.into_iter().map(|pack| (pack.id.clone(), pack)).collect() }
    }

    /// Reads every folder below `folder` that has a `pack.toml`.
    ///
    /// # Errors
    /// When a folder or a file cannot be read.
    pub fn read(folder: &Path) -> std::io::Result<Self> {
        let mut packs = Vec::new();
        for entry in std::fs::read_dir(folder)? {
            let path = entry?.path();
            if path.join("pack.toml").is_file() {
                packs.push(read_pack(&path)?);
            }
        }
        Ok(Self::new(packs))
    }

    /// The pack with an id.
    pub fn get(&self, id: &str) -> Option<&PackFiles> {
        self.packs.get(id)
    }

    /// The ids.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.packs.keys().map(String::as_str)
    }

    /// The packs a pack is laid upon and the pack itself, lowest layer first.
    pub fn stack_of(&self, id: &str) -> Vec<PackFiles> {
        let mut wanted = Vec::new();
        self.collect(id, &mut wanted);
        wanted.iter().filter_map(|id| self.packs.get(id)).cloned().collect()
    }

    fn collect(&self, id: &str, wanted: &mut Vec<String>) {
        if wanted.iter().any(|known| known == id) {
            return;
        }
        for used in self.packs.get(id).and_then(manifest).iter().flat_map(|pack| &pack.uses) {
            self.collect(used, wanted);
        }
        wanted.push(id.to_owned());
    }
}

/// Reads one pack: `pack.toml`, `rules/*.toml`.
///
/// # Errors
/// When a file cannot be read or is not UTF-8.
pub fn read_pack(folder: &Path) -> std::io::Result<PackFiles> {
    let id = folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let mut files = vec![(String::from("pack.toml"), std::fs::read_to_string(folder.join("pack.toml"))?)];
    let rules = folder.join("rules");
    if rules.is_dir() {
        let mut names: Vec<_> = std::fs::read_dir(&rules)?.collect::<Result<_, _>>()?;
        names.sort_by_key(std::fs::DirEntry::file_name);
        for entry in names.iter().filter(|entry| entry.path().extension().is_some_and(|end| end == "toml")) {
            let name = format!("rules/{}", entry.file_name().to_string_lossy());
            files.push((name, std::fs::read_to_string(entry.path())?));
        }
    }
    Ok(PackFiles { id, files })
}

/// SHA-256 over the names and texts, in lower-case hex: the pack's identity for ever.
pub fn hash(files: &PackFiles) -> String {
    stadga_store::pack_hash(&files.files)
}

/// What packs may speak of: events with their fields, use cases with theirs.
pub fn vocabulary() -> Vocabulary {
    let commands = crate::cases::USE_CASES.iter().map(|case| {
        let own = case.fields.iter().map(|field| field.name);
        let fields = own.chain(crate::judge::attached(case.name).iter().copied()).map(str::to_owned).collect();
        (case.name.to_owned(), fields)
    });
    let choices = crate::cases::USE_CASES.iter().flat_map(|case| {
        case.fields.iter().filter_map(|field| match field.kind {
            FieldKind::Choice(words) | FieldKind::Choices(words) => {
                let words = words.iter().map(|(word, _)| (*word).to_owned()).collect();
                Some((format!("{}:{}", case.name, field.name), words))
            }
            _ => None,
        })
    });
    Vocabulary { events: events(), commands: commands.collect(), choices: choices.collect() }
}

/// Packs laid upon each other, and everything that is wrong with them.
pub type Laid = (Arc<Stack>, Vec<Diagnostic>);

/// Parses the packs and lays them upon each other. What was laid last is kept: packs are checked before they
/// are decided and put in force right after, and their texts alone say what they come to.
pub fn stack(packs: &[PackFiles]) -> Laid {
    static LAST: Mutex<Vec<(Vec<String>, Laid)>> = Mutex::new(Vec::new());
    let hashes: Vec<String> = packs.iter().map(|files| format!("{} {}", files.id, hash(files))).collect();
    let kept = || LAST.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some((_, laid)) = kept().iter().find(|(known, _)| *known == hashes) {
        return laid.clone();
    }
    let laid = lay(packs);
    let mut last = kept();
    last.truncate(KEPT_STACKS - 1);
    last.insert(0, (hashes, laid.clone()));
    laid
}

/// How many stacks are kept: a few municipalities in one process, or one and what it tries.
const KEPT_STACKS: usize = 8;

fn lay(packs: &[PackFiles]) -> Laid {
    // Rules may speak of the steps of every pack they are laid together with.
    let declared: Vec<StepRule> = packs.iter().flat_map(steps).collect();
    let vocabulary = vocabulary().with_steps(&declared);
    let mut diagnostics = Vec::new();
    let mut parsed = Vec::new();
    for files in packs {
        let Parsed { pack, diagnostics: found } = parse(files, &vocabulary);
        diagnostics.extend(found);
        parsed.extend(pack.map(|pack| pack.with_hash(hash(files))));
    }
    let (stack, found) = Stack::new(parsed);
    diagnostics.extend(found);
    // Whoever asks for a step by its name alone knows it from now on.
    for rule in stack.packs().iter().flat_map(|pack| &pack.steps) {
        crate::steps::step(rule);
    }
    (Arc::new(stack), diagnostics)
}

impl App {
    /// Puts the packs in force that the log says are decided.
    ///
    /// # Errors
    /// When a stored pack is missing or no longer parses; the packs in force stay.
    pub fn reload_packs(&self) -> Result<(), AppError> {
        // Whoever reads a changed organisation puts its packs in force.
        self.organisation().map(|_| ())
    }

    /// Puts the packs of an organisation in force.
    pub(crate) fn put_in_force(&self, organisation: &Organisation) -> Result<(), AppError> {
        let (stack, _) = stack(&self.decided(organisation)?);
        *self.inner.stack.write().unwrap_or_else(PoisonError::into_inner) = stack;
        Ok(())
    }
}

impl App {
    /// The packs that an organisation has decided, as they are stored.
    pub(crate) fn decided(&self, organisation: &Organisation) -> Result<Vec<PackFiles>, AppError> {
        let stored = |decided: &stadga_core::fact::organisation::RutinBeslutad| {
            let bytes = self.store().pack(&decided.hash)?;
            let bytes = bytes.ok_or_else(|| AppError::Fault(format!("rutinen {} saknas i lagret", decided.rutin)))?;
            unpacked(&decided.rutin, &bytes)
        };
        organisation.packs.iter().map(stored).collect()
    }
}

/// The stored bytes of a pack.
pub(crate) fn packed(files: &PackFiles) -> Result<Vec<u8>, AppError> {
    serde_json::to_vec(&files.files).map_err(|error| AppError::Fault(error.to_string()))
}

fn unpacked(id: &str, bytes: &[u8]) -> Result<PackFiles, AppError> {
    let files = serde_json::from_slice(bytes).map_err(|error| AppError::Fault(error.to_string()))?;
    Ok(PackFiles { id: id.to_owned(), files })
}

fn events() -> BTreeMap<String, Vec<String>> {
    let owned = |fields: &[&str]| fields.iter().map(|field| (*field).to_owned()).collect();
    stadga_core::Fact::FIELDS.iter().map(|(name, fields)| ((*name).to_owned(), owned(fields))).collect()
}
