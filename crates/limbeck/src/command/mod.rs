//! What the commands answer, as data and as lines; nothing is printed here.

mod branches;
mod current;
mod edit;
mod entry;
mod heads;
mod history;
mod init;
pub mod migrate;
mod progress;
pub mod revision;
mod show;
pub mod sql;

pub use branches::{BranchPoint, Branches, branches};
pub use current::{Current, NOT_AT_HEADS, current, is_at_heads};
pub use edit::{edited_files, open_in_editor};
pub use entry::{RevisionLine, verbose_entry};
pub use heads::{Heads, heads};
pub use history::{History, HistoryRange, RangeError, history, parse_range};
pub use init::{Init, list_templates};
pub use progress::{Progress, Voice};
pub use show::{Show, show};
