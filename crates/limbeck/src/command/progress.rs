//! What a command says while it works. The commands print nothing themselves.

/// Whether `-q` silences a message: Alembic's does not silence all of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Voice {
    /// Not with `-q`.
    Quiet,
    /// In any case.
    Always,
}

/// Takes what is said.
pub trait Progress {
    /// A line.
    fn message(&mut self, voice: Voice, text: &str);

    /// Something begins: `text ...`. With `own_line` others may write before it ends.
    fn begin(&mut self, voice: Voice, text: &str, own_line: bool);

    /// It ended: `  done`, or `  FAILED`.
    fn end(&mut self, voice: Voice, done: bool);
}

impl dyn Progress + '_ {
    /// Says that something begins, does it, and says how it ended.
    pub fn during<T, E>(
        &mut self,
        voice: Voice,
        text: &str,
        work: impl FnOnce() -> Result<T, E>,
    ) -> Result<T, E> {
        self.begin(voice, text, false);
        let result = work();
        self.end(voice, result.is_ok());
        result
    }
}
