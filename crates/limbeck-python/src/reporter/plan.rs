//! Where messages of a logger and a level go, as `logging._plans` found out, and whether that is still so.

use rustpython_vm::{
    AsObject, PyObjectRef, PyRef, PyResult, VirtualMachine,
    builtins::{PyDict, PyDictRef, PyInt, PyList, PyStr, PyTuple, PyType, PyTypeRef},
};
use std::cell::RefCell;

/// One thing that a plan depends on.
enum Fact {
    Class { object: PyObjectRef, class: PyTypeRef },
    Items { list: PyRef<PyList>, items: Vec<PyObjectRef> },
    Length { dict: PyDictRef, length: usize },
    Entry { dict: PyDictRef, key: PyObjectRef, value: PyObjectRef },
    Attribute { class: PyTypeRef, name: PyRef<PyStr>, value: PyObjectRef },
}

impl Fact {
    /// Of the triples that `logging._plans.plan` describes.
    fn of(triple: &PyObjectRef, vm: &VirtualMachine) -> Option<Self> {
        let [place, key, value] = triple.downcast_ref::<PyTuple>()?.as_slice() else { return None };
        if let Some(list) = place.downcast_ref::<PyList>() {
            let items = value.downcast_ref::<PyTuple>()?.as_slice().to_vec();
            return Some(Self::Items { list: list.to_owned(), items });
        }
        if let Some(dict) = place.downcast_ref::<PyDict>() {
            let dict = dict.to_owned();
            if let Some(length) = key.downcast_ref::<PyInt>().filter(|_| vm.is_none(value)) {
                let length = length.as_bigint().try_into().ok()?;
                return Some(Self::Length { dict, length });
            }
            return Some(Self::Entry { dict, key: key.clone(), value: value.clone() });
        }
        if vm.is_none(key) {
            let class = value.downcast_ref::<PyType>()?.to_owned();
            return Some(Self::Class { object: place.clone(), class });
        }
        let class = place.downcast_ref::<PyType>()?.to_owned();
        let name = key.downcast_ref::<PyStr>()?.to_owned();
        Some(Self::Attribute { class, name, value: value.clone() })
    }

    fn holds(&self, vm: &VirtualMachine) -> bool {
        match self {
            Self::Class { object, class } => object.class().is(class),
            Self::Items { list, items } => {
                let now = list.borrow_vec();
                now.len() == items.len() && now.iter().zip(items).all(|(now, then)| now.is(then))
            }
            Self::Length { dict, length } => dict.__len__() == *length,
            Self::Entry { dict, key, value } => {
                dict.get_item_opt(&**key, vm).ok().flatten().is_some_and(|now| now.is(value))
            }
            Self::Attribute { class, name, value } => {
                class.lookup_ref(name, vm).is_some_and(|now| now.is(value))
            }
        }
    }
}

/// What becomes of a message.
struct Line {
    handler: PyObjectRef,
    stream: PyObjectRef,
    before: String,
    after: String,
}

struct Plan {
    logger: String,
    level: i32,
    /// How many messages there were. A plan is made for the fourth; where none can be, again for the eighth and so on.
    messages: u32,
    made: Option<(Vec<Fact>, Vec<Line>)>,
}

/// The plans of one run.
#[derive(Default)]
pub(crate) struct Plans {
    plans: RefCell<Vec<Plan>>,
}

impl Plans {
    /// Does with a message what Python's logging would do; `false` leaves it to that.
    pub(super) fn write(
        &self,
        logger: &str,
        level: i32,
        message: &str,
        logging: &PyObjectRef,
        vm: &VirtualMachine,
    ) -> PyResult<bool> {
        let lines: Vec<(PyObjectRef, PyObjectRef, String)> = {
            let mut plans = self.plans.borrow_mut();
            let place = plans.iter().position(|plan| plan.level == level && plan.logger == logger);
            let Some(plan) = place.and_then(|place| plans.get_mut(place)) else {
                plans.push(Plan { logger: logger.to_owned(), level, messages: 1, made: None });
                return Ok(false);
            };
            plan.messages = plan.messages.saturating_add(1);
            if plan.made.as_ref().is_some_and(|(facts, _)| !facts.iter().all(|fact| fact.holds(vm))) {
                plan.made = None;
            }
            if plan.made.is_none() && plan.messages >= 4 && plan.messages.is_power_of_two() {
                plan.made = make(logger, level, logging, vm)?;
            }
            let Some((_, lines)) = &plan.made else { return Ok(false) };
            lines
                .iter()
                .map(|line| {
                    let text = [&line.before, message, &line.after].concat();
                    (line.handler.clone(), line.stream.clone(), text)
                })
                .collect()
        };
        // A stream of the project's own may log in turn.
        for (handler, stream, line) in lines {
            logging.get_attr("_limbeck_write", vm)?.call(
                (
                    handler,
                    stream,
                    vm.ctx.new_str(line),
                    vm.ctx.new_str(logger),
                    vm.ctx.new_int(level),
                    vm.ctx.new_str(message),
                ),
                vm,
            )?;
        }
        Ok(true)
    }
}

fn make(
    logger: &str,
    level: i32,
    logging: &PyObjectRef,
    vm: &VirtualMachine,
) -> PyResult<Option<(Vec<Fact>, Vec<Line>)>> {
    let made =
        logging.get_attr("_limbeck_plan", vm)?.call((vm.ctx.new_str(logger), vm.ctx.new_int(level)), vm)?;
    Ok(read(&made, vm))
}

fn read(made: &PyObjectRef, vm: &VirtualMachine) -> Option<(Vec<Fact>, Vec<Line>)> {
    let [facts, lines] = made.downcast_ref::<PyTuple>()?.as_slice() else { return None };
    let facts: Option<Vec<Fact>> =
        facts.downcast_ref::<PyList>()?.borrow_vec().iter().map(|fact| Fact::of(fact, vm)).collect();
    let lines: Option<Vec<Line>> = lines
        .downcast_ref::<PyList>()?
        .borrow_vec()
        .iter()
        .map(|line| {
            let [handler, stream, before, after] = line.downcast_ref::<PyTuple>()?.as_slice() else {
                return None;
            };
            let text = |text: &PyObjectRef| Some(text.downcast_ref::<PyStr>()?.to_str()?.to_owned());
            Some(Line {
                handler: handler.clone(),
                stream: stream.clone(),
                before: text(before)?,
                after: text(after)?,
            })
        })
        .collect();
    Some((facts?, lines?))
}
