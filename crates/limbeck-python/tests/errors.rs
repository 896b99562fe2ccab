//! Errors as shown: tracebacks, places, exit codes, and what the compiler cannot do.

mod common;

use common::{Project, run};
use limbeck::origin::Origin;
use limbeck_python::{
    compile::{CompileFailure, compile_source},
    traceback::Ending,
    vm::on_large_stack,
};

/// The traceback with the directory taken out.
fn traceback(source: &str) -> String {
    let project = Project::new(&[("script.py", source)]);
    let directory = format!("{}/", project.root.to_string_lossy());
    project.run("script.py").traceback().replace(&directory, "")
}

#[test]
fn tracebacks_look_like_those_of_cpython() {
    // The texts are what CPython 3.11 prints for the same files.
    assert_eq!(
        traceback(
            "def f():\n    raise ValueError('boom')\ntry:\n    f()\nexcept ValueError as e:\n    raise KeyError('k') from e\n"
        ),
        "Traceback (most recent call last):\n  File \"script.py\", line 4, in <module>\n    f()\n  \
         File \"script.py\", line 2, in f\n    raise ValueError('boom')\nValueError: boom\n\n\
         The above exception was the direct cause of the following exception:\n\n\
         Traceback (most recent call last):\n  File \"script.py\", line 6, in <module>\n    raise KeyError('k') from e\nKeyError: 'k'\n"
    );
    assert_eq!(
        traceback("try:\n    undefined\nexcept NameError:\n    x = 1 + int('zz')\n"),
        "Traceback (most recent call last):\n  File \"script.py\", line 2, in <module>\n    undefined\n\
         NameError: name 'undefined' is not defined\n\n\
         During handling of the above exception, another exception occurred:\n\n\
         Traceback (most recent call last):\n  File \"script.py\", line 4, in <module>\n    x = 1 + int('zz')\n            ^^^^^^^^^\n\
         ValueError: invalid literal for int() with base 10: 'zz'\n"
    );
    assert_eq!(
        traceback(
            "class E(Exception): pass\ntry:\n    1/0\nexcept ZeroDivisionError:\n    raise E from None\n"
        ),
        "Traceback (most recent call last):\n  File \"script.py\", line 5, in <module>\n    raise E from None\nscript_py.E\n"
    );
    assert_eq!(
        traceback("def f(n):\n    return f(n - 1) if n else undefined\nf(10)\n"),
        "Traceback (most recent call last):\n  File \"script.py\", line 3, in <module>\n    f(10)\n  \
         File \"script.py\", line 2, in f\n    return f(n - 1) if n else undefined\n           ^^^^^^^^\n  \
         File \"script.py\", line 2, in f\n    return f(n - 1) if n else undefined\n           ^^^^^^^^\n  \
         File \"script.py\", line 2, in f\n    return f(n - 1) if n else undefined\n           ^^^^^^^^\n  \
         [Previous line repeated 8 more times]\nNameError: name 'undefined' is not defined\n"
    );
    // Frames of the standard library are not the user's.
    assert_eq!(
        traceback("import json\njson.loads('{x')\n"),
        "Traceback (most recent call last):\n  File \"script.py\", line 2, in <module>\n    json.loads('{x')\n\
         json.decoder.JSONDecodeError: Expecting property name enclosed in double quotes: line 1 column 2 (char 1)\n"
    );
}

#[test]
fn syntax_errors_have_a_place() {
    let outcome = run("x = 1\ndef f(:\n    pass\n");
    let Some(Ending::Error(report)) = &outcome.ending else { panic!("{outcome:?}") };
    assert_eq!(report.class, "SyntaxError");
    let Origin::File { line, column, .. } = &report.diagnostic.labels[0].origin else { panic!() };
    assert_eq!((*line, *column), (2, 7));
    assert!(
        outcome.traceback().contains("\", line 2\n    def f(:\n          ^\nSyntaxError: "),
        "{}",
        outcome.traceback()
    );
}

#[test]
fn places_point_into_the_users_file() {
    let outcome = run("def upgrade():\n    x = 1\n    y = x + undefined\n");
    let Some(Ending::Error(report)) = &outcome.ending else { panic!("{outcome:?}") };
    let Origin::File { line, column, .. } = &report.diagnostic.labels[0].origin else { panic!() };
    assert_eq!((*line, *column), (3, 13));
    assert_eq!(report.diagnostic.message, "NameError: name 'undefined' is not defined");
}

#[test]
fn exits_have_their_code() {
    for (text, code, message) in [
        ("import sys; sys.exit(1)", 1, None),
        ("import sys; sys.exit()", 0, None),
        ("raise SystemExit(3)", 3, None),
        ("import sys; sys.exit('bye')", 1, Some("bye")),
        ("import sys; sys.exit(-1)", 255, None),
        ("import sys; sys.exit(True)", 1, None),
    ] {
        let ending = run(text).ending;
        assert_eq!(ending, Some(Ending::Exit { code, message: message.map(str::to_owned) }), "{text}");
    }
}

#[test]
fn deep_expressions_run_or_are_refused_with_a_place() {
    let terms = |count: usize| vec!["1"; count].join("+");
    assert_eq!(run(&format!("result = {}\n", terms(20_000))).value(), "20000");
    assert_eq!(run(&format!("result = {}1{}\n", "(".repeat(200), ")".repeat(200))).value(), "1");
    assert_eq!(run(&format!("result = {}1\n", "not ".repeat(50_000))).value(), "True");
    assert_eq!(run(&format!("x = {}1\nresult = 1\n", "-".repeat(90_000))).value(), "1");
    let chained = format!(
        "class A:\n    def f(self): return self\nresult = type(A(){}).__name__\n",
        ".f()".repeat(20_000)
    );
    assert_eq!(run(&chained).value(), "A");
    let elifs =
        format!("x = 5\nif x == 0: pass\n{}else: result = 'end'\n", "elif x == 0: pass\n".repeat(5_000));
    assert_eq!(run(&elifs).value(), "end");
    for text in [terms(300_000), format!("{}1", "(".repeat(300)), format!("{}1", "-".repeat(300_000))] {
        let outcome = run(&format!("a = 1\nx = {text}\n"));
        let Some(Ending::Error(report)) = &outcome.ending else { panic!("{:?}", outcome.refusal) };
        assert_eq!(report.class, "SyntaxError");
        let Origin::File { line, .. } = &report.diagnostic.labels[0].origin else { panic!() };
        assert_eq!(*line, 2);
    }
}

#[test]
fn deep_recursion_is_an_exception() {
    let outcome = run("def f(n): return f(n + 1)\nf(0)\n");
    assert!(outcome.traceback().contains("RecursionError: maximum recursion depth exceeded"));
    let nested = "x = []\nfor _ in range(100_000): x = [x]\ntry:\n    repr(x)\nexcept RecursionError:\n    result = 'caught'\n";
    assert_eq!(run(nested).value(), "caught");
}

#[test]
fn bugs_of_the_code_generator_are_refused_and_not_syntax_errors() {
    let inputs = [
        "@d(lambda: 1)\nclass A:\n    def f(self):\n        return 1\n",
        "@d([x for x in y])\nclass A:\n    def f(self): return [z for z in self]\n",
        "async def f(xs):\n    async def g(k): return k\n    return {k for k in xs if await g(k)}\n",
        "def f(x):\n    match x:\n        case {'m': {'c': None, **rest}} if rest:\n            return rest\n",
    ];
    for input in inputs {
        let result = on_large_stack(|| compile_source(input, "script.py").map(drop)).unwrap();
        match result {
            Ok(()) | Err(CompileFailure::Unsupported { .. }) => {}
            Err(other) => panic!("{input}: {other:?}"),
        }
    }
    let failed = inputs
        .iter()
        .filter(|input| on_large_stack(|| compile_source(input, "s.py").is_err()).unwrap())
        .count();
    assert!(failed >= 2, "the known bugs are gone: take them out of the documentation");
    let outcome = run(inputs[0]);
    assert!(outcome.refused().contains("the compiler cannot translate"), "{outcome:?}");
    let outcome = run("return 5\n");
    assert!(outcome.traceback().ends_with("SyntaxError: 'return' outside function\n"));
}
