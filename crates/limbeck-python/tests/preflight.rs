//! The check of pending scripts before anything runs.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::wildcard_enum_match_arm,
    reason = "a panic fails the test"
)]

use limbeck::{diagnostic::Diagnostic, origin::Origin};
use limbeck_python::{
    preflight::{Direction, check, collect},
    vm::{Host, Options, on_large_stack},
};

const HEAD: &str = "from alembic import op\nimport sqlalchemy as sa\n";

/// Line and message of what is found in `upgrade` for PostgreSQL.
fn found(body: &str) -> Vec<(u32, String)> {
    let source = format!("{HEAD}{body}");
    let diagnostics = on_large_stack(|| {
        let uses = collect(&source, "script.py", Direction::Upgrade, "postgresql").unwrap().uses;
        Host::start(&Options::default()).enter(|vm| check(&[("script.py".to_owned(), uses)], vm))
    })
    .unwrap();
    diagnostics.iter().map(|diagnostic| (line(diagnostic) - 2, diagnostic.message.clone())).collect()
}

fn line(diagnostic: &Diagnostic) -> u32 {
    match &diagnostic.labels[0].origin {
        Origin::File { line, .. } => *line,
        other => panic!("{other:?}"),
    }
}

#[test]
fn names_that_are_not_there_are_found() {
    let body = "def upgrade():\n    op.create_table('t', sa.Column('a', sa.Integer()))\n    op.create_tabel('t')\n    \
                op.add_column('t', sa.Column('b', sa.Intger))\n    with op.batch_alter_table('t') as batch_op:\n        \
                batch_op.drop_column('a')\n        batch_op.nothing()\n";
    let expected = [
        (3, "not supported: op.create_tabel".to_owned()),
        (4, "not supported: sa.Intger".to_owned()),
        (7, "not supported: batch_op.nothing".to_owned()),
    ];
    assert_eq!(found(body), expected);
    assert_eq!(found("from sqlalchemy import Intger\n")[0].0, 1);
    assert_eq!(found("from sqlalchemy import Integer, text\nfrom alembic import context\n"), []);
}

#[test]
fn what_may_not_run_is_left_to_running() {
    let bodies = [
        "def downgrade():\n    op.nothing()\n",
        "def helper():\n    op.nothing()\ndef upgrade():\n    pass\n",
        "def upgrade():\n    if op.get_bind().dialect.name == 'mysql':\n        op.nothing()\n",
        "def upgrade():\n    if op.get_bind().dialect.name != 'mysql':\n        return\n    op.nothing()\n",
        "def upgrade():\n    if is_mysql():\n        op.nothing()\n",
        "def upgrade():\n    if is_sqlite():\n        return\n    op.nothing()\n",
        "def upgrade():\n    try:\n        op.nothing()\n    except Exception:\n        pass\n",
        "try:\n    from sqlalchemy import Nothing\nexcept ImportError:\n    Nothing = None\n",
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from sqlalchemy import Nothing\n",
        "def upgrade(op):\n    op.nothing()\n",
        "def upgrade():\n    f = lambda op: op.nothing()\n",
        "def upgrade():\n    x = sa.Nothing if op.get_bind().dialect.name == 'mysql' else sa.Integer\n",
        "import numpy\ndef upgrade():\n    numpy.nothing()\n",
        "def f(x: sa.Nothing) -> sa.Nothing: pass\n",
        "def upgrade():\n    raise NotImplementedError()\n    op.nothing()\n",
        "def upgrade():\n    for t in tables():\n        continue\n        op.nothing()\n",
        "import depot.directives\ndef upgrade():\n    op.nothing()\n",
        "@Operations.register_operation('nothing')\nclass Nothing: pass\ndef upgrade():\n    op.nothing()\n",
        "def upgrade():\n    sa.func.anything(1)\n    sa.Integer.anything\n",
    ];
    for body in bodies {
        assert_eq!(found(body), [], "{body}");
    }
}

#[test]
fn what_certainly_runs_is_followed() {
    let bodies = [
        ("def helper():\n    op.nothing()\ndef upgrade():\n    helper()\n", 2),
        ("def upgrade():\n    if op.get_bind().dialect.name == 'postgresql':\n        op.nothing()\n", 3),
        (
            "def upgrade():\n    if op.get_bind().dialect.name in ('mysql', 'sqlite'):\n        pass\n    else:\n        op.nothing()\n",
            5,
        ),
        ("def upgrade():\n    for t in ['a']:\n        op.nothing(t)\n", 3),
        ("def upgrade():\n    if not has_table('x'):\n        op.nothing()\n", 3),
        ("o = op\ndef upgrade():\n    o.nothing()\n", 3),
        ("def upgrade():\n    with op.get_context().autocommit_block():\n        op.nothing()\n", 3),
        ("X = sa.Column('a', sa.Nothing())\n", 1),
    ];
    for (body, expected) in bodies {
        let lines: Vec<u32> = found(body).into_iter().map(|(line, _)| line).collect();
        assert_eq!(lines, [expected], "{body}");
    }
}

#[test]
fn arguments_that_are_not_taken_are_found() {
    let bodies = [
        (
            "def upgrade():\n    op.rename_table('a', 'b', shema='x')\n",
            "the argument shema of op.rename_table",
        ),
        (
            "def upgrade():\n    with op.batch_alter_table('t') as b:\n        b.drop_column('a', nothing=1)\n",
            "",
        ),
        (
            "def upgrade():\n    with op.batch_alter_table('t') as b:\n        b.create_table_comment('a', nothing=1)\n",
            "the argument nothing of b.create_table_comment",
        ),
        (
            "def upgrade():\n    op.batch_alter_table('t', recreat='always')\n",
            "the argument recreat of op.batch_alter_table",
        ),
        ("X = sa.String(lenght=50)\n", "the argument lenght of sa.String"),
        ("X = sa.ForeignKey('a.b', ondelet='CASCADE')\n", ""),
        ("X = sa.Column('a', sa.Numeric(precision=10, scale=2), nullable=False, server_default='1')\n", ""),
        ("X = sa.Index('a', 'b', postgresql_using='gin', mysql_length=5)\n", ""),
    ];
    for (body, expected) in bodies {
        let messages: Vec<String> = found(body).into_iter().map(|(_, message)| message).collect();
        let shown = messages.first().map_or("", |message| message.strip_prefix("not supported: ").unwrap());
        assert_eq!(shown, expected, "{body}");
    }
}

#[test]
fn steps_that_only_send_ddl_are_told_by_their_text() {
    let plain = |head: &str, body: &str| {
        let source = format!("{HEAD}{head}\ndef upgrade():\n    {body}\n");
        collect(&source, "script.py", Direction::Upgrade, "sqlite").unwrap().plain
    };
    for (head, body) in [
        ("", "pass"),
        ("", "\"\"\"words\"\"\""),
        (
            "",
            "op.create_table('t', sa.Column('a', sa.String(length=5), server_default=sa.text('1')), comment=None)",
        ),
        (
            "from sqlalchemy.dialects import postgresql",
            "op.add_column('t', sa.Column('j', postgresql.JSONB()), schema='s')",
        ),
        ("NAME = 't'", "op.drop_table(NAME)"),
        ("", "op.create_index(op.f('ix'), 't', [sa.func.lower(sa.column('a'))], unique=False)"),
        ("", "with op.batch_alter_table('t', schema=None) as b:\n        b.drop_column('a')"),
    ] {
        assert!(plain(head, body), "{head}: {body}");
    }
    for (head, body) in [
        ("", "op.execute('DELETE FROM t')"),
        ("", "op.bulk_insert(sa.table('t'), [])"),
        ("", "print('x')"),
        ("", "op.get_bind()"),
        ("", "x = op.create_table('t')"),
        ("", "op.create_table(name())"),
        ("", "op.create_table('t', sa.Column('a', sa.Enum('x').create(op.get_bind())))"),
        ("", "sa.create_engine('sqlite://')"),
        ("", "sa.event.listen(sa.Table, 'x', print)"),
        ("", "try:\n        op.drop_table('t')\n    except Exception:\n        pass"),
        ("", "for name in ('a', 'b'):\n        op.drop_table(name)"),
        ("", "with open('x') as b:\n        pass"),
        ("", "op.plugin_made_this('t')"),
        ("import project", "op.create_table('t', project.column())"),
        ("from project import op", "op.create_table('t')"),
        ("def op(): pass", "op.create_table('t')"),
        ("sa = None", "op.create_table(sa.text('t'))"),
        ("def upgrade(): pass", "op.drop_table('t')"),
        ("print('loaded')", "op.drop_table('t')"),
    ] {
        assert!(!plain(head, body), "{head}: {body}");
    }
}
