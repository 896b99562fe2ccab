//! A project on disk: its configuration, and the directory of its revision files.
//!
//! Reading the inside of a revision file is a front end's work ([`FrontEnd`]); what the revisions mean together is `revision`'s;
//! running them is `runtime`'s.

mod config;
mod created;
mod directory;
mod error;
mod filename;
mod hooks;
mod ini;
mod logging;
mod options;
mod percent;
mod writing;

pub use config::{Config, ConfigFiles, OptionValue};
pub use created::Created;
pub use directory::{
    FrontEnd, HeaderError, Places, RevisionHeader, ScriptDirectory, ScriptWarning, id_in_file_name,
    is_python_version_file,
};
pub use error::ScriptError;
pub use filename::{CreateDate, file_name, slug};
pub use hooks::HookError;
pub use ini::Ini;
pub use logging::{HandlerPlan, Level, LogRecord, LogState, LoggerPlan, LoggingPlan, Stream};
pub use options::PostWriteHook;
pub use percent::{PercentValue, percent_format};
pub use writing::{WriteError, encode, python_os_error, write_new};
