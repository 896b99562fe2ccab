//! Trees and values across the border.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::wildcard_enum_match_arm,
    reason = "a panic fails the test"
)]

use limbeck::expr::Value;
use limbeck_python::{
    convert::{Values, from_python, read, to_python},
    native,
    vm::{Host, Options, on_large_stack},
};
use rustpython_vm::{AsObject, PyObjectRef, VirtualMachine, compiler::Mode};
use serde::Deserialize;
use std::collections::BTreeMap;

#[derive(Debug, Deserialize, PartialEq)]
#[serde(rename_all = "snake_case")]
enum Shape {
    Dot,
    Line(u32),
    Box {
        width: i64,
        #[serde(default)]
        label: Option<String>,
    },
    Pair(i8, bool),
    Group(Vec<Shape>),
    Named(BTreeMap<String, f64>),
    Any(serde_json::Value),
    Bytes(Vec<u8>),
}

fn with_vm<R: Send>(action: impl FnOnce(&VirtualMachine) -> R + Send) -> R {
    on_large_stack(|| Host::start(&Options::default()).enter(action)).unwrap()
}

fn object(expression: &str, vm: &VirtualMachine) -> PyObjectRef {
    let scope = vm.new_scope_with_builtins();
    let code = vm.compile(expression, Mode::Eval, "<test>".to_owned()).unwrap();
    vm.run_code_obj(code, scope).unwrap_or_else(|error| {
        vm.print_exception(error);
        panic!("{expression}")
    })
}

#[test]
fn trees_are_read_into_types() {
    let table = [
        ("'dot'", Shape::Dot),
        ("{'dot': None}", Shape::Dot),
        ("{'line': 5}", Shape::Line(5)),
        ("{'box': {'width': -3}}", Shape::Box { width: -3, label: None }),
        (
            "{'box': {'width': 3, 'label': 'é', 'other': [1]}}",
            Shape::Box { width: 3, label: Some("é".into()) },
        ),
        ("{'pair': (1, True)}", Shape::Pair(1, true)),
        ("{'group': ['dot', {'line': 1}]}", Shape::Group(vec![Shape::Dot, Shape::Line(1)])),
        (
            "{'named': {'a': 1, 'b': 2.5}}",
            Shape::Named(BTreeMap::from([("a".into(), 1.0), ("b".into(), 2.5)])),
        ),
        (
            "{'any': {'a': [1, 2.5, None, True, 'x', 2**63]}}",
            Shape::Any(serde_json::json!({"a": [1, 2.5, null, true, "x", 9_223_372_036_854_775_808_u64]})),
        ),
        ("{'bytes': b'\\x00\\xff'}", Shape::Bytes(vec![0, 255])),
        ("{'bytes': [0, 255]}", Shape::Bytes(vec![0, 255])),
        ("type('quoted', (str,), {})('dot')", Shape::Dot),
    ];
    with_vm(|vm| {
        for (expression, expected) in table {
            assert_eq!(read::<Shape>(&object(expression, vm), vm).unwrap(), expected, "{expression}");
        }
    });
}

#[test]
fn what_does_not_fit_is_named_with_its_place() {
    let table = [
        ("{'group': ['dot', {'line': 'x'}]}", "group[1].line: invalid type: string \"x\", expected u32"),
        ("{'group': ['dot', {'line': -1}]}", "group[1].line: invalid value: integer `-1`, expected u32"),
        ("{'box': {'width': None}}", "box.width: invalid type: unit value, expected i64"),
        ("{'box': {}}", "box: missing field `width`"),
        ("{'box': {'width': object()}}", "box.width: a value of type object is no plain data"),
        ("{'named': {1: 2}}", "named: a value of type int is no plain data"),
        ("{'a': 1, 'b': 2}", "a variant must be a dict of exactly one key"),
        ("{'line': 2**70}", "line: an integer of more than 64 bits"),
    ];
    with_vm(|vm| {
        for (expression, expected) in table {
            let error = read::<Shape>(&object(expression, vm), vm).unwrap_err();
            assert_eq!(error.to_string(), expected, "{expression}");
        }
        let error = from_python::<Shape>(&object("{'line': 'x'}", vm), vm).unwrap_err();
        assert_eq!(error.class().name().to_string(), "Refusal");
        assert!(native::latched().unwrap().feature.contains("line: invalid type"));
    });
}

#[test]
fn values_become_what_a_driver_gives() {
    let text = |value: &str| value.to_owned();
    let table = [
        (Value::Null, "None"),
        (Value::Boolean(true), "True"),
        (Value::Integer(-5), "-5"),
        (Value::BigInteger(text("123456789012345678901234567890")), "123456789012345678901234567890"),
        (Value::Float(1.5), "1.5"),
        (Value::Decimal(text("1.50")), "Decimal('1.50')"),
        (Value::Text(text("é'")), "\"é'\""),
        (Value::Bytes(vec![0, 65]), "b'\\x00A'"),
        (Value::Date(text("2020-01-02")), "datetime.date(2020, 1, 2)"),
        (Value::Time(text("03:04:05.000006")), "datetime.time(3, 4, 5, 6)"),
        (Value::Timestamp(text("2020-01-02 03:04:05")), "datetime.datetime(2020, 1, 2, 3, 4, 5)"),
        (
            Value::Timestamp(text("2020-01-02 03:04:05.5+00:00")),
            "datetime.datetime(2020, 1, 2, 3, 4, 5, 500000, tzinfo=datetime.timezone.utc)",
        ),
        (
            Value::Timestamp(text("2020-01-02 03:04:05-05:30")),
            "datetime.datetime(2020, 1, 2, 3, 4, 5, tzinfo=datetime.timezone(datetime.timedelta(days=-1, seconds=66600)))",
        ),
        (
            Value::Interval { days: 1, seconds: 2, microseconds: 3 },
            "datetime.timedelta(days=1, seconds=2, microseconds=3)",
        ),
        (
            Value::Uuid(text("12345678-1234-5678-1234-567812345678")),
            "UUID('12345678-1234-5678-1234-567812345678')",
        ),
        (Value::Json(Box::new(serde_json::json!({"a": [1, 2.5, null, "x"]}))), "{'a': [1, 2.5, None, 'x']}"),
        (Value::List(vec![Value::Integer(1), Value::Null]), "[1, None]"),
    ];
    with_vm(|vm| {
        let values = Values::new(vm);
        for (value, expected) in table {
            let made = values.value(&value).unwrap_or_else(|error| {
                vm.print_exception(error);
                panic!("{value:?}")
            });
            assert_eq!(made.repr(vm).unwrap().to_string(), expected);
        }
        let row = values.row(&[Value::Integer(1), Value::Text(text("a"))]).unwrap();
        assert_eq!(row.repr(vm).unwrap().to_string(), "(1, 'a')");
        let error = values.value(&Value::Date(text("infinity"))).unwrap_err();
        assert_eq!(error.class().name().to_string(), "ValueError");
        let tree = to_python(&BTreeMap::from([("k", vec![1, 2])]), vm).unwrap();
        assert_eq!(tree.repr(vm).unwrap().to_string(), "{'k': [1, 2]}");
    });
}

#[test]
fn deep_trees_are_read() {
    let text = "x = 'dot'\nfor _ in range(20_000): x = {'group': [x]}\n";
    with_vm(|vm| {
        let scope = vm.new_scope_with_builtins();
        let code = vm.compile(text, Mode::Exec, "<test>".to_owned()).unwrap();
        vm.run_code_obj(code, scope.clone()).map_err(|error| vm.print_exception(error)).unwrap();
        let object = scope.globals.get_item("x", vm).unwrap();
        assert!(read::<Shape>(&object, vm).is_ok());
    });
}
