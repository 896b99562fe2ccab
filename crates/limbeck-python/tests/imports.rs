//! What an import gives.

mod common;

use common::{Project, run};
use limbeck::origin::Origin;

#[test]
fn a_guarded_import_of_a_missing_package_fails_as_in_cpython() {
    let outcome = run("try:\n    import nowhere\nexcept ImportError as error:\n    result = repr(error)\n");
    assert_eq!(outcome.value(), "ModuleNotFoundError(\"No module named 'nowhere'\")");
    let outcome = run("try:\n    from nowhere.deep import x\nexcept Exception:\n    result = 'taken'\n");
    assert_eq!(outcome.value(), "taken");
    let outcome = run(
        "import importlib\ntry:\n    importlib.import_module('nowhere')\nexcept ImportError:\n    result = 'taken'\n",
    );
    assert_eq!(outcome.value(), "taken");
    let outcome = run("import importlib.util\nresult = importlib.util.find_spec('nowhere')\n");
    assert_eq!(outcome.value(), "None");
}

#[test]
fn an_unguarded_import_of_a_missing_package_is_opaque() {
    let text = "import nowhere\nfrom nowhere.deep import Thing as T, other\nimport nowhere.deep.down\n\
                x = nowhere.a.b(1, k=2)[3].c | None\n@T.register\ndef f(): pass\n@other\nclass K: pass\n\
                result = 'loaded'\n";
    assert_eq!(run(text).value(), "loaded");
}

#[test]
fn an_opaque_value_is_refused_where_it_decides() {
    let table = [
        ("if x: pass", "the truth of `nowhere.x` from package nowhere"),
        ("str(x)", "the text of"),
        ("f'{x}'", "the text of"),
        ("'%s' % x", "the text of"),
        ("for _ in x: pass", "looping over"),
        ("list(x)", "looping over"),
        ("a, b = x", "looping over"),
        ("x == 1", "comparing"),
        ("x < 1", "comparing"),
        ("1 in x", "looking into"),
        ("int(x)", "the number of"),
        ("len(x)", "the length of"),
        ("x['a'] = 1", "setting an item of"),
        ("'%s' % x.y.z()", "the text of `nowhere.x.y.z()` from package nowhere"),
        ("from nowhere import *", "a star import of"),
        ("isinstance(K(), x)", "a type check against"),
        ("import json; json.dumps(x.__dict__)", ""),
    ];
    for (statement, expected) in table {
        let text = format!("from nowhere import x\nclass B: pass\nclass K(B, x): pass\n{statement}\n");
        let outcome = run(&text);
        if expected.is_empty() {
            assert!(outcome.ending.is_some(), "{statement}");
            continue;
        }
        assert!(outcome.refused().starts_with(expected), "{statement}: {}", outcome.refused());
        let Some(Origin::File { line, .. }) = outcome.refusal.as_ref().map(|refusal| &refusal.origin) else {
            panic!("{statement}: no place")
        };
        assert_eq!(*line, 4, "{statement}");
        let help = &outcome.refusal.as_ref().unwrap().help;
        assert!(help.contains("python_packages") && help.contains("\"nowhere\""), "{help}");
    }
}

#[test]
fn halves_of_the_standard_library_are_opaque_too() {
    assert_eq!(run("import sqlite3, ssl\nfrom sqlite3 import dbapi2\nresult = 1\n").value(), "1");
    let guarded = "try:\n    import ssl\nexcept ImportError as e:\n    result = e\n";
    assert_eq!(run(guarded).value(), "No module named '_ssl'");
    assert_eq!(run("import urllib.request, asyncio, logging\nresult = 1\n").value(), "1");
    // The usual hook that turns foreign keys on must not be skipped in silence.
    let outcome = run("from sqlite3 import Connection\nif isinstance(3, Connection): pass\n");
    assert!(
        outcome.refused().starts_with("a type check against `sqlite3.Connection`"),
        "{}",
        outcome.refused()
    );
    assert!(outcome.refused().contains("standard library"), "{}", outcome.refused());
    let outcome = run("import alembic.testing.suite as n\nstr(n.x)\n");
    assert!(
        outcome.refused().contains("Limbeck's own alembic has no alembic.testing.suite"),
        "{}",
        outcome.refused()
    );
}

#[test]
fn modules_that_nobody_has_are_not_there() {
    for (statement, message) in [
        ("import alembic.nothing", "No module named 'alembic.nothing'"),
        ("from sqlalchemy.orm.nothing import x", "No module named 'sqlalchemy.orm.nothing'"),
        (
            "from sqlalchemy import Nothing",
            "cannot import name 'Nothing' from 'sqlalchemy' (unknown location)",
        ),
    ] {
        let outcome = run(&format!("{statement}\nresult = 1\n"));
        let ending = format!("{:?}", outcome.ending);
        assert!(outcome.refusal.is_none() && ending.contains(message), "{statement}: {ending}");
    }
}

#[test]
fn a_swallowed_refusal_stays() {
    let outcome =
        run("from nowhere import x\ntry:\n    bool(x)\nexcept BaseException:\n    pass\nresult = 'on'\n");
    assert_eq!(outcome.ending, None);
    assert!(outcome.refused().starts_with("the truth of"));
}

#[test]
fn unknown_code_does_not_act_on_the_database_unseen() {
    let outcome = run(
        "from nowhere import helper\nhelper('at module level')\ndef upgrade():\n    helper('in a step')\n",
    );
    assert!(outcome.refused().starts_with("a call of `nowhere.helper`"), "{}", outcome.refused());
    let outcome =
        run("import structlog\nlog = structlog.get_logger()\ndef upgrade():\n    log.info('only a log')\n");
    assert_eq!(outcome.value(), "");
}

#[test]
fn classes_with_opaque_bases_remember_it() {
    let text = "from nowhere import Mixin, Model\nimport _limbeck_opaque as o\nclass Meta(type): pass\n\
                class Base(metaclass=Meta):\n    def __init_subclass__(cls, **options): cls.options = options\n\
                class User(Base, Mixin, table=True):\n    def f(self): return super().__init__()\n\
                class Thing(Model, table=True):\n    def f(self): return super().f()\n\
                class Deep(User): pass\nclass Plain(Base): pass\n\
                result = [o.is_opaque(v) for v in (User, User(), Deep, Thing, Thing(), Plain, Plain(), 3, None, o)] + \
                [type(User).__name__, User.options]\n";
    assert_eq!(
        run(text).value(),
        "[True, True, True, True, True, False, False, False, False, False, 'Meta', {'table': True}]"
    );
}

#[test]
fn modules_of_the_project_come_before_what_is_missing() {
    let project = Project::new(&[
        ("app/__init__.py", "from app.models import User\nimport app.tools\n"),
        ("app/models/__init__.py", "from .user import User\n"),
        ("app/models/user.py", "class User: pass\n"),
        ("app/tools.py", "import nowhere\nTOOL = 1\n"),
        ("space/inner.py", "V = 'namespace'\n"),
        ("queue.py", "V = 'mine'\n"),
        ("calendar.py", "V = 'mine'\n"),
        (
            "script.py",
            "import app, queue, calendar\nfrom space import inner\n\
                       result = [app.User.__module__, app.tools.TOOL, queue.V, hasattr(calendar, 'V'), inner.V]\n",
        ),
        ("gone.py", "import app.gone\n"),
        ("relative.py", "from . import x\n"),
        (
            "walk.py",
            "import pkgutil, app\nresult = sorted(m.name for m in pkgutil.iter_modules(app.__path__))\n",
        ),
        (
            "load.py",
            "import importlib.util as u\ns = u.spec_from_file_location('q', __file__.replace('load', 'queue'))\n\
                     m = u.module_from_spec(s)\ns.loader.exec_module(m)\nresult = m.V\n",
        ),
        ("source.py", "import inspect, app.models.user as m\nresult = inspect.getsource(m.User).strip()\n"),
    ]);
    assert_eq!(project.run("script.py").value(), "['app.models.user', 1, 'mine', False, 'namespace']");
    assert!(
        project.run("gone.py").traceback().ends_with("ModuleNotFoundError: No module named 'app.gone'\n")
    );
    let relative = project.run("relative.py");
    assert!(relative.traceback().contains("attempted relative import"), "{}", relative.traceback());
    assert_eq!(project.run("walk.py").value(), "['models', 'tools']");
    assert_eq!(project.run("load.py").value(), "mine");
    assert_eq!(project.run("source.py").value(), "class User: pass");
}

#[test]
fn parents_run_when_they_are_asked_for_more_than_a_submodule() {
    let project = Project::new(&[
        (
            "app/__init__.py",
            "import builtins\nbuiltins.ran = getattr(builtins, 'ran', 0) + 1\nNAME = 'from init'\n",
        ),
        ("app/db/__init__.py", "raise RuntimeError('not needed')\n"),
        ("app/db/types.py", "from app.db.base import BASE\nT = BASE + 1\n"),
        ("app/db/base.py", "BASE = 1\n"),
        (
            "script.py",
            "import builtins\nfrom app.db.types import T\nimport app.db.base\n\
                       result = [T, app.db.base.BASE, getattr(builtins, 'ran', 0), app.NAME, builtins.ran]\n",
        ),
        ("target.py", "import app.db\n"),
    ]);
    let deferred = project.run_in("script.py", |vm| limbeck_python::vm::defer_packages(true, vm).unwrap());
    assert_eq!(deferred.value(), "[2, 1, 0, 'from init', 1]");
    assert!(project.run("script.py").traceback().ends_with("RuntimeError: not needed\n"));
    let target = project.run_in("target.py", |vm| limbeck_python::vm::defer_packages(true, vm).unwrap());
    assert!(target.traceback().ends_with("RuntimeError: not needed\n"));
}
