//! Refusals, and the user's place that caused them.
//!
//! A refusal cannot be swallowed: beside being raised as a `BaseException` it is latched here, so
//! that a step whose script caught it still fails (DESIGN §4). One VM runs per thread; the latch
//! belongs to the thread.

use limbeck::{diagnostic::Diagnostic, origin::Origin};
use rustpython_vm::{AsObject, PyRef, VirtualMachine, builtins::PyBaseExceptionRef, frame::Frame};
use std::cell::RefCell;

/// What Limbeck does not do, and where it was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// What was asked for, as a noun or a sentence without a full stop.
    pub feature: String,
    /// What to do instead; may be empty.
    pub help: String,
    /// The user's line.
    pub origin: Origin,
}

impl Refusal {
    /// As shown to the user.
    pub fn diagnostic(&self) -> Diagnostic {
        let diagnostic = Diagnostic::error("LB0401", format!("not supported: {}", self.feature))
            .at(self.origin.clone(), "");
        if self.help.is_empty() { diagnostic } else { diagnostic.help(self.help.clone()) }
    }
}

thread_local! {
    static LATCHED: RefCell<Option<Refusal>> = const { RefCell::new(None) };
}

/// Keeps the refusal until [`latched`] takes it; the first one wins, as what follows may be its fault.
pub fn latch(refusal: Refusal) {
    LATCHED.with_borrow_mut(|slot| {
        slot.get_or_insert(refusal);
    });
}

/// Takes the refusal of this thread, if there was one since the last call.
pub fn latched() -> Option<Refusal> {
    LATCHED.take()
}

/// Latches a refusal at the user's line and makes the exception to raise.
pub fn refuse(vm: &VirtualMachine, feature: &str, help: &str) -> PyBaseExceptionRef {
    let place = caller_place(vm);
    let origin = place.as_ref().map_or(Origin::Generated, Place::origin);
    refuse_at(vm, feature, help, origin)
}

/// The same for a place that is known already.
pub fn refuse_at(vm: &VirtualMachine, feature: &str, help: &str, origin: Origin) -> PyBaseExceptionRef {
    let refusal = Refusal { feature: feature.to_owned(), help: help.to_owned(), origin };
    latch(refusal);
    match super::refusal_class(vm) {
        Ok(class) => {
            let exception = vm.new_exception(class, vec![vm.ctx.new_str(feature).into()]);
            let object = exception.as_object();
            // Setting attributes on a fresh exception cannot fail; were it to, the latch still holds.
            let _ = object.set_attr("help", vm.ctx.new_str(help), vm);
            exception
        }
        Err(error) => error,
    }
}

/// A place in a file as the VM knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The file as given to the compiler.
    pub file: String,
    /// Line, from 1.
    pub line: u32,
    /// Column in characters, from 1; 0 when only the line is known.
    pub column: u32,
}

impl Place {
    /// As the engine's place.
    pub fn origin(&self) -> Origin {
        Origin::file(&self.file, self.line, self.column)
    }

    /// The place a frame is at.
    pub fn of_frame(frame: &Frame) -> Self {
        // A frame that has not started yet has no current location.
        let column = if frame.lasti() == 0 { 0 } else { frame.current_location().character_offset.get() };
        Self {
            file: frame.code.source_path().as_str().to_owned(),
            line: u32::try_from(frame.f_lineno()).unwrap_or(u32::MAX),
            column: u32::try_from(column).unwrap_or(0),
        }
    }
}

/// Whether the frame runs one of the user's files: frozen code carries its module's name instead of a path.
pub fn is_user_file(file: &str, vm: &VirtualMachine) -> bool {
    !file.starts_with('<') && !file.starts_with("_frozen_importlib") && !vm.state.frozen.contains_key(file)
}

/// Where in the user's files the VM is now: the innermost frame that is neither facade nor standard library.
pub fn caller_place(vm: &VirtualMachine) -> Option<Place> {
    user_frame(vm).map(|frame| Place::of_frame(&frame))
}

/// The innermost frame of the user's.
pub fn user_frame(vm: &VirtualMachine) -> Option<PyRef<Frame>> {
    let mut frame = vm.current_frame();
    while let Some(current) = frame {
        if is_user_file(current.code.source_path().as_str(), vm) {
            return Some(current);
        }
        frame = current.f_back(vm);
    }
    None
}

/// Whether a refusal waits to be taken.
pub fn is_latched() -> bool {
    LATCHED.with_borrow(Option::is_some)
}

/// Raises the latched refusal again if a script swallowed it; it stays latched.
pub fn check_latched(vm: &VirtualMachine) -> rustpython_vm::PyResult<()> {
    let feature = LATCHED.with_borrow(|slot| slot.as_ref().map(|refusal| refusal.feature.clone()));
    match feature {
        None => Ok(()),
        Some(feature) => Err(match super::refusal_class(vm) {
            Ok(class) => vm.new_exception(class, vec![vm.ctx.new_str(feature).into()]),
            Err(error) => error,
        }),
    }
}
