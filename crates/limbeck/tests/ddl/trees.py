"""Real Alembic operations as Limbeck's operation trees.

Only for recording test cases: it walks real SQLAlchemy objects with public attributes where there
are any, and knows what the cases use, no more. What it does not know raises, so that a case never
records half a tree.
"""
from __future__ import annotations

import datetime
import decimal
import uuid

import sqlalchemy as sa
from alembic.ddl import postgresql as alembic_postgresql
from alembic.operations import ops
from sqlalchemy.dialects import mysql, postgresql, sqlite
from sqlalchemy.sql import ddl, elements, functions, operators, schema, sqltypes
from sqlalchemy.sql.base import _NONE_NAME
from sqlalchemy.sql.elements import conv

from mysql_types import enum_options, mysql_type


def identifier(name):
    if name is None or name is _NONE_NAME:
        return None
    quote = getattr(name, "quote", None)
    kind = "final" if isinstance(name, conv) else "plain"
    if quote is None and kind == "plain":
        return str(name)
    return {"text": str(name), "quote": quote, "kind": kind}


def qualified(name, schema_name=None):
    tree = {"name": identifier(name)}
    if schema_name:
        tree["schema"] = identifier(schema_name)
    return tree


def clean(**tree):
    """Leaves out what is at its default."""
    return {key.rstrip("_"): value for key, value in tree.items()
            if value is not None and value is not False and value != [] and value != {}}


# Types.

def type_tree(ty):
    if isinstance(ty, type):
        ty = ty()
    variants = getattr(ty, "_variant_mapping", None)
    if variants:
        base = ty.copy()
        base._variant_mapping = {}
        return {"variant": {"base": plain_type(base),
                            "variants": {name: type_tree(each) for name, each in variants.items()}}}
    return plain_type(ty)


def spelling(ty):
    name = type(ty).__name__
    return "standard" if name.isupper() else "generic"


def plain_type(ty):
    name = type(ty).__name__
    module = type(ty).__module__
    if isinstance(ty, sa.TypeDecorator):
        if isinstance(ty, sa.PickleType):
            return {"binary": {"name": "PickleType"}}
        if isinstance(ty, sa.Interval):
            return {"interval": clean(second_precision=ty.second_precision, day_precision=ty.day_precision)
                    | {"native": ty.native}}
        return {"decorated": {"implementation": type_tree(ty.impl), "repr": repr(ty), "module": module}}
    if isinstance(ty, postgresql.ENUM) or isinstance(ty, sa.Enum):
        return {"enum": enum_tree(ty)}
    own = mysql_type(ty)
    if own is not None:
        return {"mysql": own}
    if isinstance(ty, postgresql.DOMAIN):
        return {"postgres": {"domain": clean(
            name=identifier(ty.name), schema=identifier(ty.schema), data_type=type_tree(ty.data_type),
            collation=ty.collation, default=domain_default(ty.default),
            constraint_name=ty.constraint_name, not_null=ty.not_null or None,
            check=None if ty.check is None else str(ty.check)) | {"create_type": ty.create_type}}}
    if isinstance(ty, sa.ARRAY):
        return {"array": clean(postgres=isinstance(ty, postgresql.ARRAY), item=type_tree(ty.item_type),
                               dimensions=ty.dimensions)}
    if isinstance(ty, sqltypes.NullType):
        return "null"
    if isinstance(ty, postgresql.TIMESTAMP):
        return {"postgres": {"timestamp": clean(precision=ty.precision, timezone=ty.timezone)}}
    if isinstance(ty, postgresql.TIME):
        return {"postgres": {"time": clean(precision=ty.precision, timezone=ty.timezone)}}
    if isinstance(ty, postgresql.INTERVAL):
        return {"postgres": {"interval": clean(precision=ty.precision, fields=ty.fields)}}
    if isinstance(ty, postgresql.BIT):
        return {"postgres": {"bit": clean(length=ty.length, varying=ty.varying)}}
    if isinstance(ty, postgresql.JSONB):
        return {"postgres": {"jsonb": json_tree(ty)}}
    if isinstance(ty, postgresql.JSON):
        return {"postgres": {"json": json_tree(ty)}}
    if isinstance(ty, postgresql.HSTORE):
        return {"postgres": {"hstore": clean(text_type=unless_text(ty.text_type))}}
    if isinstance(ty, postgresql.BYTEA):
        return {"postgres": {"named": "BYTEA"}}
    if isinstance(ty, sa.types.UserDefinedType):
        return {"user_defined": {"sql": ty.get_col_spec(), "repr": repr(ty), "module": module}}
    if module.startswith("sqlalchemy.dialects.postgresql") and not isinstance(
            ty, (sa.Float, sa.Numeric, sa.Integer, sa.String, sa.Uuid, sa.Boolean, sa.Date)):
        return {"postgres": {"named": name}}
    if isinstance(ty, postgresql.CITEXT):
        return {"postgres": {"named": name}}
    if isinstance(ty, sa.BigInteger):
        return {"big_integer": spelling(ty)}
    if isinstance(ty, sa.SmallInteger):
        return {"small_integer": spelling(ty)}
    if isinstance(ty, sa.Integer):
        return {"integer": spelling(ty)}
    if isinstance(ty, sa.Float):
        if name == "DOUBLE_PRECISION" or name in ("Float", "Double", "FLOAT", "REAL", "DOUBLE"):
            return {"float": clean(name=name, precision=ty.precision, as_decimal=ty.asdecimal)}
    elif isinstance(ty, sa.Numeric):
        if name in ("Numeric", "NUMERIC", "DECIMAL"):
            return {"numeric": clean(name=name, precision=ty.precision) | (
                {} if ty.scale is None else {"scale": ty.scale}) | (
                {} if ty.asdecimal else {"as_decimal": False})}
    elif isinstance(ty, sa.String):
        return {"character": clean(name=name, length=ty.length, collation=ty.collation)}
    elif isinstance(ty, sa.Boolean):
        return {"boolean": clean(spelling=spelling(ty), create_constraint=ty.create_constraint,
                                 name=identifier(ty.name))}
    elif isinstance(ty, sa.Date):
        return {"date": spelling(ty)}
    elif isinstance(ty, sa.Time):
        return {"time": clean(spelling=spelling(ty), timezone=ty.timezone)}
    elif isinstance(ty, sa.DateTime):
        return {"date_time": clean(name=name, timezone=ty.timezone)}
    elif isinstance(ty, (sa.LargeBinary, sa.BINARY, sa.VARBINARY)):
        return {"binary": clean(name=name, length=ty.length)}
    elif isinstance(ty, mysql.JSON):
        return {"json": {"origin": "mysql"}}
    elif isinstance(ty, sqlite.JSON):
        return {"json": clean(origin="sqlite", none_as_null=ty.none_as_null)}
    elif isinstance(ty, sa.JSON):
        return {"json": clean(none_as_null=ty.none_as_null)}
    elif isinstance(ty, sa.Uuid):
        return {"uuid": {"spelling": spelling(ty), "native": ty.native_uuid} | (
            {} if ty.as_uuid else {"as_uuid": False})}
    raise NotImplementedError(f"type {ty!r}")


def json_tree(ty):
    return clean(none_as_null=ty.none_as_null, astext_type=unless_text(ty.astext_type))


def unless_text(ty):
    """The type, unless it is the one that is taken where none is given."""
    return None if type(ty) is sa.Text and repr(ty) == "Text()" else type_tree(ty)


def domain_default(default):
    if isinstance(default, str):
        return "'" + default.replace("'", "''") + "'"
    return None if default is None else str(default)


def enum_tree(ty):
    origin = "postgres" if isinstance(ty, postgresql.ENUM) else "generic"
    if isinstance(ty, mysql.ENUM):
        origin = "mysql"
    longest = max((len(value) for value in ty.enums), default=0)
    return clean(origin=origin, values=list(ty.enums), name=identifier(ty.name), schema=identifier(ty.schema),
                 create_constraint=ty.create_constraint, length=ty.length if ty.length != longest else None,
                 metadata_owned=ty.metadata is not None, collation=getattr(ty, "collation", None),
                 mysql=enum_options(ty) if isinstance(ty, mysql.ENUM) else None) | {"native": ty.native_enum, "create_type": getattr(ty, "create_type", True)}


# Expressions.

BINARY = {
    operators.eq: "equal", operators.ne: "not_equal", operators.lt: "less", operators.le: "less_or_equal",
    operators.gt: "greater", operators.ge: "greater_or_equal", operators.is_: "is", operators.is_not: "is_not",
    operators.add: "add", operators.sub: "subtract", operators.mul: "multiply", operators.in_op: "in",
    operators.not_in_op: "not_in", operators.like_op: "like", operators.concat_op: "concatenate",
}
UNARY = {operators.neg: "negative", operators.desc_op: "descending", operators.asc_op: "ascending",
         operators.nulls_first_op: "nulls_first", operators.nulls_last_op: "nulls_last"}


def value_tree(value):
    if value is None:
        return "null"
    if isinstance(value, bool):
        return {"boolean": value}
    if isinstance(value, int):
        return {"integer": value}
    if isinstance(value, float):
        return {"float": value}
    if isinstance(value, str):
        return {"text": value}
    if isinstance(value, decimal.Decimal):
        return {"decimal": str(value)}
    if isinstance(value, bytes):
        return {"bytes": list(value)}
    if isinstance(value, datetime.datetime):
        return {"timestamp": value.isoformat(" ")}
    if isinstance(value, datetime.date):
        return {"date": value.isoformat()}
    if isinstance(value, datetime.time):
        return {"time": value.isoformat()}
    if isinstance(value, uuid.UUID):
        return {"uuid": str(value)}
    if isinstance(value, dict):
        return {"json": value}
    if isinstance(value, (list, tuple)):
        return {"list": [value_tree(each) for each in value]}
    raise NotImplementedError(f"value {value!r}")


def expression(expr):
    if isinstance(expr, str):
        return {"text": {"sql": expr}}
    if isinstance(expr, elements.Null):
        return "null"
    if isinstance(expr, elements.True_):
        return "true"
    if isinstance(expr, elements.False_):
        return "false"
    if isinstance(expr, elements.TextClause):
        binds = {name: bind_tree(bind) for name, bind in expr._bindparams.items() if bind.value is not None}
        return {"text": clean(sql=expr.text, binds=binds) | {"sql": expr.text}}
    if type(expr).__name__ == "_textual_index_element":
        return expression(expr.text)
    if isinstance(expr, elements.Label):
        return {"label": {"name": identifier(expr.name), "operand": expression(expr.element)}}
    if isinstance(expr, elements.ColumnClause):
        if expr.is_literal:
            return {"literal": expr.text if hasattr(expr, "text") else expr.name}
        table = expr.table
        return {"column": clean(table=qualified(table.name, table.schema) if table is not None else None,
                                name=identifier(expr.name))}
    if isinstance(expr, elements.BindParameter):
        return {"bind": bind_tree(expr)}
    if isinstance(expr, elements.Grouping):
        return expression(expr.element)
    if isinstance(expr, elements.TypeCoerce):
        return expression(expr.clause)
    if isinstance(expr, elements.Cast):
        return {"cast": {"operand": expression(expr.clause), "type": type_tree(expr.type)}}
    if isinstance(expr, elements.Extract):
        return {"extract": {"field": expr.field, "operand": expression(expr.expr)}}
    if isinstance(expr, elements.CollationClause):
        return expr.collation
    if isinstance(expr, functions.next_value):
        return {"next_value": qualified(expr.sequence.name, expr.sequence.schema)}
    if isinstance(expr, functions.FunctionElement):
        return {"function": {"name": [*getattr(expr, "packagenames", ()), expr.name],
                             "arguments": [expression(each) for each in expr.clauses]}}
    if isinstance(expr, elements.UnaryExpression):
        return {"unary": {"operator": UNARY[expr.operator or expr.modifier], "operand": expression(expr.element)}}
    if isinstance(expr, elements.BooleanClauseList):
        return {"connective": {"and": expr.operator is operators.and_,
                               "terms": [expression(each) for each in expr.clauses]}}
    if isinstance(expr, elements.BinaryExpression):
        if expr.operator is operators.between_op:
            low, high = expr.right.clauses
            return {"between": {"operand": expression(expr.left), "low": expression(low),
                                "high": expression(high)}}
        if expr.operator is operators.collate:
            return {"collate": {"operand": expression(expr.left), "collation": expr.right.collation}}
        if isinstance(expr.operator, operators.custom_op):
            operator = {"custom": {"symbol": expr.operator.opstring, "precedence": expr.operator.precedence}}
        else:
            operator = BINARY[expr.operator]
        return {"binary": {"operator": operator, "left": expression(expr.left), "right": expression(expr.right)}}
    if isinstance(expr, elements.Case):
        return {"case": clean(value=None if expr.value is None else expression(expr.value),
                              whens=[[expression(a), expression(b)] for a, b in expr.whens],
                              otherwise=None if expr.else_ is None else expression(expr.else_))}
    raise NotImplementedError(f"expression {type(expr)} {expr!r}")


def bind_tree(bind):
    ty = type_tree(bind.type)
    return clean(value=value_tree(bind.value), type=None if ty == "null" else ty,
                 name=None if bind.unique else bind.key, expanding=bind.expanding, anonymous=bind.unique,
                 inline=bool(getattr(bind, "literal_execute", False)))


# Schema.

OPTIONS = ("increment", "start", "minvalue", "maxvalue", "nominvalue", "nomaxvalue", "cycle", "cache")


def options_tree(item):
    return {name: getattr(item, name) for name in OPTIONS if getattr(item, name) is not None}


def sequence_tree(item):
    return clean(name=qualified(item.name, item.schema), options=options_tree(item),
                 data_type=type_tree(item.data_type) if item.data_type is not None else None,
                 optional=item.optional)


def default_tree(default):
    if isinstance(default, schema.DefaultClause):
        default = default.arg
    if isinstance(default, str):
        return {"text": default}
    if isinstance(default, schema.FetchedValue):
        return "fetched"
    return {"expression": expression(default)}


def identity_tree(item):
    return clean(always=bool(item.always)) | options_tree(item)


def computed_tree(item):
    return clean(expression=expression(item.sqltext)) | (
        {} if item.persisted is None else {"persisted": item.persisted})


def column_tree(column):
    default = column.server_default
    identity = column.identity
    computed = column.computed
    unset = column._user_defined_nullable is schema.SchemaConst.NULL_UNSPECIFIED
    tree = clean(
        name=identifier(column.name), type=type_tree(column.type), primary_key=column.primary_key,
        autoincrement={True: "yes", False: "no", "auto": None, "ignore_fk": "ignore_foreign_key"}[
            column.autoincrement],
        server_default=default_tree(default) if default is not None and not identity and not computed else None,
        computed=computed_tree(computed) if computed is not None else None,
        identity=identity_tree(identity) if identity is not None else None,
        sequence=sequence_tree(column.default) if isinstance(column.default, schema.Sequence) else None,
        comment=column.comment, system=column.system,
        key=column.key if column.key != column.name else None,
        sqlite_on_conflict=clean(**{short: column.dialect_kwargs.get(f"sqlite_on_conflict_{short}")
                                    for short in ("not_null", "primary_key", "unique")}))
    if identity is not None and identity_tree(identity) == {}:
        tree["identity"] = {}
    if not unset:
        tree["nullable"] = column.nullable
    if column.comment == "":
        tree["comment"] = ""
    return tree


def constraint_tree(item, column=None):
    options = item.dialect_kwargs
    common = clean(name=identifier(item.name), initially=item.initially)
    if item.deferrable is not None:
        common["deferrable"] = item.deferrable
    if isinstance(item, alembic_postgresql.ExcludeConstraint):
        found = []
        for expr, name, operator in item._render_exprs:
            found.append(clean(expression=expression(expr), operator=operator,
                               operator_class=item.ops.get(getattr(expr, "key", None))))
        return {"exclude": common | clean(elements=found, using=item.using,
                                          where_=None if item.where is None else expression(item.where))}
    if isinstance(item, schema.ForeignKeyConstraint):
        first = item.elements[0]
        tokens = first.target_tokens
        return {"foreign_key": common | clean(
            columns=[identifier(each.parent.name) for each in item.elements],
            referred_table=qualified(tokens.table_name, tokens.schema),
            referred_columns=[each.target_tokens.column_name for each in item.elements
                              if each.target_tokens.column_name],
            on_update=item.onupdate, on_delete=item.ondelete, match=item.match, use_alter=item.use_alter,
            not_valid=options.get("postgresql_not_valid"))}
    if isinstance(item, schema.CheckConstraint):
        bound = item._type_bound
        return {"check": common | clean(
            condition=expression(item.sqltext), column=identifier(column),
            type_of=identifier(list(item.columns)[0].name) if bound else None,
            not_valid=options.get("postgresql_not_valid"))}
    columns = [identifier(each.name) for each in item.columns]
    include = [identifier(getattr(each, "name", each)) for each in options.get("postgresql_include") or ()]
    common |= clean(columns=columns, include=include, sqlite_on_conflict=options.get("sqlite_on_conflict"))
    if isinstance(item, schema.PrimaryKeyConstraint):
        return {"primary_key": common}
    if options.get("postgresql_nulls_not_distinct") is not None:
        common["nulls_not_distinct"] = options["postgresql_nulls_not_distinct"]
    return {"unique": common | clean(from_column=item._column_flag)}


def with_tree(options):
    def text(value):
        return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)
    return {name: text(value) for name, value in options.items()}


def index_tree(item):
    options = item.dialect_kwargs
    found = []
    for expr in item.expressions:
        if isinstance(expr, schema.Column):
            found.append({"column": identifier(expr.name)})
        else:
            found.append({"expression": expression(expr)})
    where = options.get("postgresql_where")
    sqlite_where = options.get("sqlite_where")
    postgres = clean(
        using=options.get("postgresql_using"), where_=None if where is None else expression(where),
        with_=with_tree(options.get("postgresql_with") or {}), ops=dict(options.get("postgresql_ops") or {}),
        include=[identifier(getattr(each, "name", each)) for each in options.get("postgresql_include") or ()],
        concurrently=options.get("postgresql_concurrently"), tablespace=options.get("postgresql_tablespace"))
    if options.get("postgresql_nulls_not_distinct") is not None:
        postgres["nulls_not_distinct"] = options["postgresql_nulls_not_distinct"]
    return clean(name=identifier(item.name), elements=found, unique=bool(item.unique), postgres=postgres,
                 mysql=mysql_index(options, "mysql"), mariadb=mysql_index(options, "mariadb"),
                 from_column=item._column_flag, sqlite_where=None if sqlite_where is None else expression(sqlite_where))


def mysql_index(options, prefix):
    length = options.get(f"{prefix}_length")
    return clean(length=length if isinstance(length, int) else None,
                 lengths=dict(length) if isinstance(length, dict) else None,
                 prefix=options.get(f"{prefix}_prefix"), using=options.get(f"{prefix}_using"),
                 with_parser=options.get(f"{prefix}_with_parser"))


def mysql_table(table, prefix):
    found = {name.partition("_")[2]: value for name, value in table.kwargs.items()
             if name.startswith(prefix + "_")}
    return {"options": found} if found else None


def table_tree(table):
    options = table.dialect_kwargs
    key = table.primary_key
    constraints = []
    for column in table.columns:
        constraints += [(each._creation_order, constraint_tree(each, column.name)) for each in column.constraints]
    for each in table._sorted_constraints:
        if each is not key:
            constraints.append((each._creation_order, constraint_tree(each)))
    constraints.sort(key=lambda pair: pair[0])
    inherits = options.get("postgresql_inherits") or ()
    postgres = clean(
        inherits=[identifier(each) for each in ([inherits] if isinstance(inherits, str) else inherits)],
        partition_by=options.get("postgresql_partition_by"), using=options.get("postgresql_using"),
        with_=with_tree(options.get("postgresql_with") or {}), on_commit=options.get("postgresql_on_commit"),
        tablespace=options.get("postgresql_tablespace"))
    if options.get("postgresql_with_oids") is not None:
        postgres["with_oids"] = options["postgresql_with_oids"]
    sqlite_options = clean(autoincrement=options.get("sqlite_autoincrement"),
                           without_rowid=options.get("sqlite_with_rowid", True) is False,
                           strict=options.get("sqlite_strict"))
    explicit = len(key.columns) and not key._implicit_generated
    return clean(
        name=qualified(table.name, table.schema), columns=[column_tree(each) for each in table.columns],
        primary_key=constraint_tree(key)["primary_key"] if explicit else None,
        constraints=[each for _, each in constraints],
        indexes=[index_tree(each) for each in sorted(table.indexes, key=lambda each: each._limbeck_order)],
        comment=table.comment, prefixes=list(table._prefixes),
        options=clean(postgres=postgres, sqlite=sqlite_options, mysql=mysql_table(table, "mysql"),
                      mariadb=mysql_table(table, "mariadb")))


# Operations.

def create_table_tree(op, table):
    """`table` is what `op.to_table()` gave; it can be asked only once."""
    return {"create_table": clean(table=table_tree(table), if_not_exists=op.if_not_exists)}


def operation_tree(op):
    if isinstance(op, ops.DropTableOp):
        return {"drop_table": clean(name=qualified(op.table_name, op.schema), if_exists=op.if_exists)}
    if isinstance(op, ops.RenameTableOp):
        return {"rename_table": {"name": qualified(op.table_name, op.schema), "to": identifier(op.new_table_name)}}
    if isinstance(op, ops.AddColumnOp):
        table = sa.Table(op.table_name, sa.MetaData(), op.column, schema=op.schema)
        tree = table_tree(table)
        column = tree["columns"][0]
        return {"add_column": clean(
            table=qualified(op.table_name, op.schema), column=column, constraints=tree.get("constraints"),
            indexes=tree.get("indexes"), if_not_exists=op.if_not_exists, inline_references=op.inline_references,
            inline_primary_key=op.inline_primary_key, insert_before=op.kw.get("insert_before"),
            insert_after=op.kw.get("insert_after"), fill=fill_tree(op.column.default))}
    if isinstance(op, ops.DropColumnOp):
        known = op.kw.get("existing_type")
        return {"drop_column": clean(table=qualified(op.table_name, op.schema), column=identifier(op.column_name),
                                     existing=None if known is None else column_tree(sa.Column(op.column_name, known)),
                                     if_exists=op.if_exists or op.kw.get("if_exists"))}
    if isinstance(op, ops.AlterColumnOp):
        return {"alter_column": alter_tree(op)}
    if isinstance(op, ops.CreateIndexOp):
        index = op.to_index()
        tree = index_tree(index)
        elements_ = []
        for given, made in zip(op.columns, tree.get("elements", ())):
            elements_.append({"expression": expression(given)} if isinstance(given, elements.TextClause) else made)
        if elements_:
            tree["elements"] = elements_
        return {"create_index": clean(table=qualified(op.table_name, op.schema), index=tree,
                                      if_not_exists=op.if_not_exists)}
    if isinstance(op, ops.DropIndexOp):
        return {"drop_index": clean(name=identifier(op.index_name), table=identifier(op.table_name),
                                    schema=identifier(op.schema), if_exists=op.if_exists,
                                    concurrently=op.kw.get("postgresql_concurrently"))}
    if isinstance(op, ops.DropConstraintOp):
        kind = {"primary": "primary", "unique": "unique", "foreignkey": "foreignkey", "check": "check"}.get(
            op.constraint_type)
        return {"drop_constraint": clean(table=qualified(op.table_name, op.schema),
                                         name=identifier(op.constraint_name), kind=kind, if_exists=op.if_exists)}
    if isinstance(op, ops.CreateTableCommentOp):
        return {"comment_on_table": {"table": qualified(op.table_name, op.schema), "comment": op.comment}}
    if isinstance(op, ops.DropTableCommentOp):
        return {"comment_on_table": {"table": qualified(op.table_name, op.schema)}}
    if isinstance(op, ops.AddConstraintOp):
        item = op.to_constraint()
        table = item.table
        return {"add_constraint": {"table": qualified(table.name, table.schema), "constraint": constraint_tree(item)}}
    if isinstance(op, ops.BulkInsertOp):
        return {"bulk_insert": bulk_insert_tree(op)}
    if isinstance(op, ops.ExecuteSQLOp):
        return execute_tree(op.sqltext)
    raise NotImplementedError(f"operation {op!r}")


def fill_tree(default):
    """What a rebuilt table's rows get; a script has no values."""
    if default is None:
        return None
    return expression(default.arg) if default.is_clause_element else "null"


def around_tree(name, schema_name, items, keywords):
    """A table that has just these items and keywords; columns that they only mention are left out."""
    if not items and not keywords:
        return None
    own = [item.name for item in items if isinstance(item, sa.Column)]
    mentioned = dict.fromkeys(
        part if isinstance(part, str) else part.name for item in items
        for part in getattr(item, "_pending_colargs", ()) if isinstance(part, (str, sa.Column)))
    names = [part for part in mentioned if part not in own]
    tree = table_tree(sa.Table(name, sa.MetaData(), *[sa.Column(part, sa.types.NULLTYPE) for part in names], *items,
                               schema=schema_name, **keywords))
    tree["columns"] = [column for column in tree.get("columns", []) if column["name"] not in names]
    return tree


def alter_tree(op):
    def facet(existing, new):
        tree = {}
        if existing is not None:
            tree["existing"] = existing
        if new is not None:
            tree["set"] = new
        return tree

    def default_state(value):
        if value is False:
            return None
        if value is None:
            return "nothing"
        if isinstance(value, sa.Computed):
            return {"computed": computed_tree(value)}
        if isinstance(value, sa.Identity):
            return {"identity": identity_tree(value)}
        return {"default": default_tree(value)}

    def comment_state(value):
        return None if value is False else "nothing" if value is None else {"comment": value}

    def checks(ty):
        if ty is None:
            return []
        table = sa.Table(op.table_name, sa.MetaData(), sa.Column(op.column_name, ty), schema=op.schema)
        return [constraint_tree(each) for each in table._sorted_constraints
                if isinstance(each, schema.CheckConstraint)]

    instance = sqltypes.to_instance
    existing = instance(op.existing_type) if op.existing_type is not None else None
    new = instance(op.modify_type) if op.modify_type is not None else None
    return clean(
        table=qualified(op.table_name, op.schema), column=identifier(op.column_name),
        name=identifier(op.modify_name), nullable=facet(op.existing_nullable, op.modify_nullable),
        type=facet(type_tree(existing) if existing is not None else None,
                   type_tree(new) if new is not None else None),
        server_default=facet(default_state(op.existing_server_default), default_state(op.modify_server_default)),
        comment=facet(comment_state(op.existing_comment) if op.existing_comment else None,
                      comment_state(op.modify_comment)),
        autoincrement=facet(op.kw.get("existing_autoincrement"), op.kw.get("autoincrement")),
        using=op.kw.get("postgresql_using"),
        type_is_class=isinstance(op.modify_type or op.existing_type, type) or None,
        drop_type_checks=checks(existing) if existing is not None and new is not None else [],
        add_type_checks=checks(new),
        insert_before=op.kw.get("insert_before"), insert_after=op.kw.get("insert_after"))


def bulk_insert_tree(op):
    table = op.table
    rows = []
    for row in op.rows:
        columns = [column for column in table.columns if column.key in row]
        binds = []
        for column in columns:
            value = row[column.key]
            if isinstance(value, elements.BindParameter):
                binds.append(expression(value))
            else:
                binds.append({"bind": {"value": value_tree(value), "type": type_tree(column.type),
                                       "name": column.key}})
        rows.append({"table": qualified(table.name, table.schema),
                     "columns": [{"name": identifier(each.name), "type": type_tree(each.type)} for each in columns],
                     "source": {"values": [binds]}})
    return {"table": qualified(table.name, table.schema), "rows": rows, "multiple": op.multiinsert}


def execute_tree(statement):
    if isinstance(statement, ddl.CreateSequence):
        return {"create_sequence": clean(sequence=sequence_tree(statement.element),
                                         if_not_exists=statement.if_not_exists)}
    if isinstance(statement, ddl.DropSequence):
        return {"drop_sequence": clean(sequence=sequence_tree(statement.element), if_exists=statement.if_exists)}
    if isinstance(statement, ddl.CreateSchema):
        return {"create_schema": clean(name=identifier(statement.element), if_not_exists=statement.if_not_exists)}
    if isinstance(statement, ddl.DropSchema):
        return {"drop_schema": clean(name=identifier(statement.element), if_exists=statement.if_exists,
                                     cascade=statement.cascade)}
    if isinstance(statement, str):
        return {"execute": {"statement": {"text": {"sql": statement}}}}
    raise NotImplementedError(f"statement {statement!r}")
