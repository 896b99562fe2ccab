"""SQLAlchemy expressions and statements as Limbeck's trees (the serde form of `expr` and `dml`).

Only the recorder uses it. Parentheses that SQLAlchemy put into its own tree are left out: where
they go is for Limbeck to find out.
"""

import datetime
import decimal
import enum
import pathlib
import sys
import uuid

import sqlalchemy as sa
from sqlalchemy.dialects import mysql
from sqlalchemy.dialects import postgresql as pg
from sqlalchemy.dialects.mysql import dml as mysql_dml
from sqlalchemy.dialects.postgresql import json as pg_json
from sqlalchemy.sql import dml, elements, functions, operators, selectable, sqltypes

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "ddl"))
from mysql_types import enum_options, mysql_type  # noqa: E402

OPERATORS = {
    operators.eq: "equal", operators.ne: "not_equal", operators.lt: "less", operators.le: "less_or_equal",
    operators.gt: "greater", operators.ge: "greater_or_equal", operators.is_: "is", operators.is_not: "is_not",
    operators.is_distinct_from: "is_distinct_from", operators.is_not_distinct_from: "is_not_distinct_from",
    operators.in_op: "in", operators.not_in_op: "not_in", operators.like_op: "like",
    operators.not_like_op: "not_like", operators.ilike_op: "case_insensitive_like",
    operators.not_ilike_op: "not_case_insensitive_like", operators.match_op: "match",
    operators.regexp_match_op: "regexp_match", operators.not_regexp_match_op: "not_regexp_match",
    operators.add: "add", operators.sub: "subtract", operators.mul: "multiply", operators.truediv: "divide",
    operators.floordiv: "floor_divide", operators.mod: "modulo", operators.concat_op: "concatenate",
    operators.bitwise_and_op: "bitwise_and", operators.bitwise_or_op: "bitwise_or",
    operators.bitwise_xor_op: "bitwise_xor", operators.bitwise_lshift_op: "shift_left",
    operators.bitwise_rshift_op: "shift_right", operators.json_getitem_op: "json_get",
    operators.json_path_getitem_op: "json_path_get", operators.getitem: "index",
    operators.contains_op: "contains", operators.not_contains_op: "not_contains",
    operators.startswith_op: "starts_with", operators.not_startswith_op: "not_starts_with",
    operators.endswith_op: "ends_with", operators.not_endswith_op: "not_ends_with",
    operators.icontains_op: "case_insensitive_contains",
    operators.not_icontains_op: "not_case_insensitive_contains",
    operators.istartswith_op: "case_insensitive_starts_with",
    operators.not_istartswith_op: "not_case_insensitive_starts_with",
    operators.iendswith_op: "case_insensitive_ends_with",
    operators.not_iendswith_op: "not_case_insensitive_ends_with",
}
UNARY = {
    operators.neg: "negative", operators.bitwise_not_op: "bitwise_not", operators.desc_op: "descending",
    operators.asc_op: "ascending", operators.nulls_first_op: "nulls_first", operators.nulls_last_op: "nulls_last",
    operators.any_op: "any", operators.all_op: "all",
}


def type_tree(ty):
    """A type."""
    name = type(ty).__name__
    standard = "standard" if name.isupper() else "generic"
    if isinstance(ty, sqltypes.NullType):
        return "null"
    own = mysql_type(ty)
    if own is not None:
        return {"mysql": own}
    if isinstance(ty, (pg.JSONB, pg.JSON)):
        return {"postgres": {name.lower(): {"none_as_null": ty.none_as_null}}}
    if isinstance(ty, (sqltypes.JSON.JSONElementType,)):
        return "null"
    if isinstance(ty, mysql.JSON):
        return {"json": {"origin": "mysql", "none_as_null": ty.none_as_null}}
    if isinstance(ty, sqltypes.JSON):
        return {"json": {"none_as_null": ty.none_as_null}}
    if isinstance(ty, pg.HSTORE):
        return {"postgres": {"hstore": {}}}
    if isinstance(ty, pg.INTERVAL):
        return {"postgres": {"interval": {}}}
    if isinstance(ty, sqltypes.SmallInteger):
        return {"small_integer": standard}
    if isinstance(ty, sqltypes.BigInteger):
        return {"big_integer": standard}
    if isinstance(ty, sqltypes.Integer):
        return {"integer": standard}
    if isinstance(ty, sqltypes.Float):
        return {"float": {"name": name, "as_decimal": ty.asdecimal}}
    if isinstance(ty, sqltypes.Numeric):
        return {"numeric": {"name": "Numeric" if name == "Numeric" else name, "precision": ty.precision,
                            "scale": ty.scale, "as_decimal": ty.asdecimal}}
    if isinstance(ty, sqltypes.Enum):
        return {"enum": {"origin": "postgres" if isinstance(ty, pg.ENUM) else "generic", "values": list(ty.enums),
                         "name": ty.name, "native": ty.native_enum}}
    if isinstance(ty, sqltypes.String):
        if name == "CITEXT":
            return {"postgres": {"named": "CITEXT"}}
        return {"character": {"name": name, "length": ty.length, "collation": ty.collation}}
    if isinstance(ty, sqltypes.Boolean):
        return {"boolean": {"spelling": standard}}
    if isinstance(ty, sqltypes.Interval):
        return {"interval": {"native": ty.native}}
    if isinstance(ty, sqltypes.DateTime):
        if isinstance(ty, pg.TIMESTAMP):
            return {"postgres": {"timestamp": {"precision": ty.precision, "timezone": ty.timezone}}}
        return {"date_time": {"name": name, "timezone": ty.timezone}}
    if isinstance(ty, sqltypes.Date):
        return {"date": standard}
    if isinstance(ty, sqltypes.Time):
        return {"time": {"spelling": standard, "timezone": ty.timezone}}
    if isinstance(ty, sqltypes.PickleType):
        return {"binary": {"name": "PickleType"}}
    if isinstance(ty, sqltypes._Binary):
        return {"binary": {"name": name if name != "BYTEA" else "LargeBinary", "length": ty.length}}
    if isinstance(ty, sqltypes.Uuid):
        return {"uuid": {"spelling": standard, "as_uuid": ty.as_uuid, "native": ty.native_uuid}}
    if isinstance(ty, sqltypes.ARRAY):
        return {"array": {"postgres": isinstance(ty, pg.ARRAY), "item": type_tree(ty.item_type),
                          "dimensions": ty.dimensions}}
    if isinstance(ty, sqltypes.TupleType):
        return "null"
    return {"postgres": {"named": name}}


def value_tree(value, ty=None):
    """A value."""
    if value is None:
        return "null"
    if isinstance(value, enum.Enum):
        return {"text": value.name}
    if isinstance(ty, sqltypes.JSON) and not isinstance(ty, sqltypes.JSON.JSONElementType):
        return {"json": value}
    if isinstance(value, bool):
        return {"boolean": value}
    if isinstance(value, int):
        return {"integer": value} if -2**63 <= value < 2**63 else {"big_integer": str(value)}
    if isinstance(value, float):
        return {"float": value}
    if isinstance(value, decimal.Decimal):
        return {"decimal": str(value)}
    if isinstance(value, str):
        return {"text": value}
    if isinstance(value, bytes):
        return {"bytes": list(value)}
    if isinstance(value, datetime.datetime):
        return {"timestamp": value.isoformat(" ")}
    if isinstance(value, datetime.date):
        return {"date": value.isoformat()}
    if isinstance(value, datetime.time):
        return {"time": value.isoformat()}
    if isinstance(value, datetime.timedelta):
        return {"interval": {"days": value.days, "seconds": value.seconds, "microseconds": value.microseconds}}
    if isinstance(value, uuid.UUID):
        return {"uuid": str(value)}
    if isinstance(value, dict):
        return {"json": value}
    if isinstance(value, (list, tuple)):
        return {"list": [value_tree(item) for item in value]}
    raise TypeError(f"no tree for the value {value!r}")


def name_tree(name):
    """An identifier; a made-up one stays a pattern."""
    if isinstance(name, elements.quoted_name) and name.quote is not None:
        return {"text": str(name), "quote": name.quote}
    return str(name)


def table_name(table):
    """The name a column of a table is qualified with."""
    tree = {"name": name_tree(table.name)}
    if getattr(table, "schema", None):
        tree["schema"] = name_tree(table.schema)
    return tree


KEPT = []


def bind_tree(bind):
    """A parameter."""
    # An object that is gone could lend its number to another.
    KEPT.append(bind)
    tree = {"type": type_tree(bind.type), "expanding": bind.expanding, "anonymous": bool(bind.unique)}
    # One parameter that is seen twice has one name; the recorder numbers them anew.
    tree["identity"] = id(bind)
    if bind.unique:
        stem = bind.key
        if stem.startswith("%("):
            stem = stem[2:-2].split(" ", 1)[1]
        tree["name"] = stem
    else:
        tree["name"] = bind.key
    if not bind.required:
        values = bind.effective_value
        if bind.expanding and values is not None:
            tree["value"] = {"list": [value_tree(item, bind.type) for item in values]}
        else:
            tree["value"] = value_tree(values, bind.type)
    return tree


def strip(element):
    """An element without SQLAlchemy's own parentheses."""
    while isinstance(element, (elements.Grouping, selectable.SelectStatementGrouping)):
        element = element.element
    return element


def expr(element):
    """An expression."""
    element = strip(element)
    if isinstance(element, elements.Null):
        return "null"
    if isinstance(element, elements.True_):
        return "true"
    if isinstance(element, elements.False_):
        return "false"
    if isinstance(element, elements.BindParameter):
        return {"bind": bind_tree(element)}
    if isinstance(element, elements.TextClause):
        return {"text": text_tree(element)}
    if isinstance(element, elements._label_reference):
        return expr(element.element)
    if isinstance(element, elements._textual_label_reference):
        return {"label_reference": element.element}
    if isinstance(element, elements.Label):
        return {"label": {"name": name_tree(element.name), "operand": expr(element.element)}}
    if isinstance(element, elements.ColumnClause):
        if element.is_literal:
            return {"literal": element.name}
        tree = {"name": name_tree(element.name), "type": type_tree(element.type)}
        if element.table is not None and element.table.named_with_column:
            tree["table"] = table_name(element.table)
        return {"column": tree}
    if isinstance(element, elements.AsBoolean):
        inner = expr(element.element)
        if element.operator is operators.is_false:
            return {"not": inner}
        # A truth value that was made a condition: what and_(x) gives.
        return {"connective": {"and": True, "terms": [inner]}}
    if isinstance(element, selectable.Exists):
        return {"exists": select_tree(strip(element.element))}
    if isinstance(element, elements.UnaryExpression):
        if element.operator is operators.inv:
            return {"not": expr(element.element)}
        if element.operator is operators.distinct_op:
            return {"distinct": expr(element.element)}
        if element.operator is operators.exists:
            return {"exists": select_tree(strip(element.element))}
        return {"unary": {"operator": UNARY[element.operator or element.modifier], "operand": expr(element.element)}}
    if isinstance(element, elements.BooleanClauseList) and element.operator is operators.comma_op:
        return {"tuple": [expr(c) for c in element.clauses]}
    if isinstance(element, elements.BooleanClauseList):
        terms = [
            c.element
            if isinstance(c, elements.AsBoolean) and c.operator is operators.is_true
            and not isinstance(c.element, (elements.True_, elements.False_)) else c
            for c in element.clauses
        ]
        return {"connective": {"and": element.operator is operators.and_, "terms": [expr(c) for c in terms]}}
    if isinstance(element, pg.array):
        return {"array": {"items": [expr(c) for c in element.clauses], "item_type": type_tree(element.type.item_type)}}
    if isinstance(element, elements.ExpressionClauseList):
        first, *rest = element.clauses
        tree = expr(first)
        for item in rest:
            tree = {"binary": {"operator": OPERATORS[element.operator], "left": tree, "right": expr(item),
                               "type": type_tree(element.type)}}
        return tree
    if isinstance(element, elements.BinaryExpression):
        return binary_tree(element)
    if isinstance(element, elements.Tuple):
        return {"tuple": [expr(c) for c in element.clauses]}
    if isinstance(element, elements.ClauseList):
        return {"tuple": [expr(c) for c in element.clauses]}
    if isinstance(element, elements.Cast):
        return {"cast": {"operand": expr(element.clause), "type": type_tree(element.type)}}
    if isinstance(element, elements.TypeCoerce):
        return {"cast": {"operand": expr(element.clause), "type": type_tree(element.type), "coerce_only": True}}
    if isinstance(element, elements.Case):
        tree = {"whens": [[expr(c), expr(r)] for c, r in element.whens]}
        if element.value is not None:
            tree["value"] = expr(element.value)
        if element.else_ is not None:
            tree["otherwise"] = expr(element.else_)
        return {"case": tree}
    if isinstance(element, elements.Extract):
        return {"extract": {"field": element.field, "operand": expr(element.expr)}}
    if isinstance(element, elements.Over):
        tree = {"operand": expr(element.element)}
        for key in ("partition_by", "order_by"):
            if getattr(element, key) is not None:
                tree[key] = [expr(c) for c in getattr(element, key).clauses]
        for unit in ("rows", "range_", "groups"):
            if getattr(element, unit) is not None:
                tree["frame"] = frame_tree(unit.strip("_"), getattr(element, unit))
        return {"over": tree}
    if isinstance(element, elements.FunctionFilter):
        return {"filter": {"operand": expr(element.func), "criterion": expr(element.criterion)}}
    if isinstance(element, elements.WithinGroup):
        return {"within_group": {"operand": expr(element.element), "order_by": [expr(c) for c in element.order_by.clauses]}}
    if isinstance(element, pg.aggregate_order_by):
        return {"aggregate_order_by": {"operand": expr(element.target), "order_by": [expr(element.order_by)]}}
    if isinstance(element, functions.next_value):
        return {"next_value": table_name(element.sequence)}
    if isinstance(element, functions.FunctionElement):
        names = [*getattr(element, "packagenames", ()), element.name]
        return {"function": {"name": [name_tree(n) for n in names], "arguments": [expr(c) for c in element.clauses],
                             "type": type_tree(element.type)}}
    if isinstance(element, selectable.ScalarSelect):
        return {"subquery": select_tree(strip(element.element))}
    if isinstance(element, selectable.SelectBase):
        return {"subquery": select_tree(element)}
    raise TypeError(f"no tree for {type(element).__name__}: {element}")


def frame_tree(unit, frame):
    """A window frame."""
    def bound(kind, value):
        if kind is elements.FrameClauseType.UNBOUNDED:
            return "unbounded"
        if kind is elements.FrameClauseType.CURRENT:
            return "current"
        return {"preceding" if kind is elements.FrameClauseType.PRECEDING else "following": expr(value)}
    return {"unit": unit, "lower": bound(frame.lower_type, frame.lower_bind),
            "upper": bound(frame.upper_type, frame.upper_bind)}


def binary_tree(element):
    """An infix operator."""
    operator = element.operator
    if operator in (operators.between_op, operators.not_between_op):
        low, high = element.right.clauses
        return {"between": {"operand": expr(element.left), "low": expr(low), "high": expr(high),
                            "negated": operator is operators.not_between_op,
                            "symmetric": bool(element.modifiers.get("symmetric"))}}
    if operator is operators.collate:
        return {"collate": {"operand": expr(element.left), "collation": element.right.collation}}
    if isinstance(operator, operators.custom_op):
        if operator is pg_json.ASTEXT:
            name = "json_get_text"
        elif operator is pg_json.JSONPATH_ASTEXT:
            name = "json_path_get_text"
        else:
            name = {"custom": {"symbol": operator.opstring, "precedence": operator.precedence,
                               "comparison": operator.is_comparison}}
    else:
        name = OPERATORS[operator]
    tree = {"operator": name, "left": expr(element.left), "right": expr(element.right), "type": type_tree(element.type)}
    if element.modifiers.get("escape") is not None:
        tree["escape"] = element.modifiers["escape"]
    if element.modifiers.get("flags") is not None:
        tree["flags"] = element.modifiers["flags"]
    if any(name.startswith("mysql_") for name in element.modifiers):
        flags = (("boolean", "mysql_boolean_mode", True), ("natural", "mysql_natural_language", False),
                 ("expansion", "mysql_query_expansion", False))
        tree["flags"] = " ".join(word for word, name, usual in flags if element.modifiers.get(name, usual))
    return {"binary": tree}


def text_tree(text):
    """Verbatim SQL."""
    return {"sql": text.text, "binds": {name: bind_tree(bind) for name, bind in text._bindparams.items()}}


def from_tree(clause):
    """An element of a FROM clause."""
    if isinstance(clause, selectable.CTE):
        return {"table": {"name": name_tree(clause.name)}}
    if isinstance(clause, selectable.FromGrouping):
        return from_tree(clause.element)
    if isinstance(clause, selectable.Lateral):
        return {"lateral": {"alias": {"source": {"subquery": select_tree(strip(clause.element))},
                                      "name": name_tree(clause.name)}}}
    if isinstance(clause, selectable.Subquery):
        return {"alias": {"source": {"subquery": select_tree(strip(clause.element), True)}, "name": name_tree(clause.name)}}
    if isinstance(clause, selectable.Alias):
        return {"alias": {"source": from_tree(clause.element), "name": name_tree(clause.name)}}
    if isinstance(clause, selectable.TableValuedAlias):
        return {"alias": {"source": {"function": expr(clause.element)["function"]}, "name": name_tree(clause.name)}}
    if isinstance(clause, selectable.Join):
        return {"join": {"left": from_tree(clause.left), "right": from_tree(strip(clause.right)), "on": expr(clause.onclause),
                         "outer": clause.isouter, "full": clause.full}}
    if isinstance(clause, selectable.Values):
        return {"values": {"name": name_tree(clause.name), "columns": [target(c) for c in clause._column_args],
                           "rows": [[expr(elements.coercions.expect(elements.roles.ExpressionElementRole, v, type_=c.type))
                                     for v, c in zip(row, clause._column_args)] for chunk in clause._data for row in chunk],
                           "literal_binds": clause.literal_binds}}
    if isinstance(clause, selectable.TableClause):
        return {"table": table_name(clause)}
    if isinstance(clause, elements.TextClause):
        return {"text": clause.text}
    if isinstance(clause, functions.FunctionElement):
        return {"function": expr(clause)["function"]}
    raise TypeError(f"no tree for FROM {type(clause).__name__}")


def criteria(items):
    """The conditions of a statement."""
    items = [expr(item) for item in items]
    return items[0] if len(items) == 1 else {"connective": {"and": True, "terms": items}}


def ctes_of(statement):
    """The common tables a statement refers to."""
    found = []

    def visit(element):
        for child in element.get_children():
            if isinstance(child, selectable.CTE) and child not in found:
                if child._restates is not None and child._restates in found:
                    found.remove(child._restates)
                found.append(child)
                continue
            visit(child)
    visit(statement)
    return [cte for cte in found if not any(other._restates is cte for other in found)]


def named_column(column):
    """A column of a subquery: one without a name gets the made-up one it is referred to by."""
    bare = strip(column)
    if isinstance(bare, (elements.ColumnClause, elements.Label, elements.TextClause)) or bare._non_anon_label:
        return expr(column)
    return {"label": {"name": str(bare._anon_name_label), "operand": expr(column)}}


def select_tree(select, named=False):
    """A SELECT."""
    if isinstance(select, selectable.CompoundSelect):
        first, *rest = select.selects
        tree = select_tree(strip(first))
        keyword = selectable._CompoundSelectKeyword
        names = {keyword.UNION: "union", keyword.UNION_ALL: "union_all", keyword.EXCEPT: "except",
                 keyword.EXCEPT_ALL: "except_all", keyword.INTERSECT: "intersect", keyword.INTERSECT_ALL: "intersect_all"}
        tree["compound"] = [[names[select.keyword], select_tree(strip(part))] for part in rest]
    else:
        column = named_column if named else expr
        tree = {"columns": [column(c) if not isinstance(c, selectable.FromClause) else None for c in select._raw_columns]}
        if None in tree["columns"]:
            tree["columns"] = [expr(c) for c in select._all_selected_columns]
        froms = select.get_final_froms()
        if any(not isinstance(f, selectable.TableClause) for f in froms) or select._from_obj or select._setup_joins:
            tree["from"] = [from_tree(f) for f in froms]
        if select._where_criteria:
            tree["where"] = criteria(select._where_criteria)
        if select._having_criteria:
            tree["having"] = criteria(select._having_criteria)
        tree["distinct"] = bool(select._distinct)
        if select._distinct_on:
            tree["distinct_on"] = [expr(c) for c in select._distinct_on]
        if select._prefixes:
            tree["prefixes"] = [p.text for p, _ in select._prefixes]
        if not select._auto_correlate:
            tree["correlate"] = [table_name(f) for f in (select._correlate or ())]
        if select._for_update_arg is not None:
            arg = select._for_update_arg
            tree["for_update"] = {"share": arg.read, "key": arg.key_share, "nowait": arg.nowait,
                                  "skip_locked": arg.skip_locked,
                                  "of": [name_tree(t.name if hasattr(t, "named_with_column") else t.table.name) for t in (arg.of or ())]}
        if select._group_by_clauses:
            tree["group_by"] = [
                expr(part) for c in select._group_by_clauses
                for part in (c.clauses if type(c) is elements.ClauseList else [c])
            ]
    if select._order_by_clauses:
        tree["order_by"] = [expr(c) for c in select._order_by_clauses]
    if select._limit_clause is not None:
        tree["limit"] = expr(select._limit_clause)
    if select._offset_clause is not None:
        tree["offset"] = expr(select._offset_clause)
    ctes = ctes_of(select)
    if ctes:
        tree["with"] = [{"name": name_tree(c.name), "recursive": c.recursive, "query": select_tree(strip(c.element))} for c in ctes]
    return tree


def target(column):
    """A column that is written."""
    return {"name": name_tree(column.name), "type": type_tree(column.type)}


def value_expr(value, column):
    """A value for a column: plain ones are parameters without a type of their own."""
    if isinstance(value, elements.ClauseElement):
        return expr(value)
    if hasattr(value, "__clause_element__"):
        return expr(value.__clause_element__())
    return {"bind": {"value": value_tree(value, column.type), "anonymous": True}}


def insert_tree(statement):
    """An INSERT."""
    tree = {"table": table_name(statement.table)}
    columns = {c.key: c for c in statement.table.c}
    if statement.select is not None:
        tree["columns"] = [target(columns[n if isinstance(n, str) else n.key]) for n in statement._select_names]
        tree["source"] = {"select": select_tree(strip(statement.select))}
    elif statement._multi_values:
        rows = [dict(row) if isinstance(row, dict) else dict(zip(columns, row)) for chunk in statement._multi_values for row in chunk]
        rows = [{(k if isinstance(k, str) else k.key): v for k, v in row.items()} for row in rows]
        used = [c for c in columns if c in rows[0]]
        tree["columns"] = [target(columns[c]) for c in used]
        tree["source"] = {"values": [[value_expr(row[c], columns[c]) for c in used] for row in rows]}
    elif statement._values:
        values = {(k if isinstance(k, str) else k.key): v for k, v in statement._values.items()}
        used = [c for c in columns if c in values]
        tree["columns"] = [target(columns[c]) for c in used]
        tree["source"] = {"values": [[value_expr(values[c], columns[c]) for c in used]]}
        if not statement._inline and isinstance(statement.table, sa.Table):
            tree["implicit_returning"] = [expr(c) for c in statement.table.primary_key if c.key not in values]
    else:
        tree["columns"] = [target(c) for c in statement.table.c]
        tree["source"] = {"values": []}
    if statement._returning:
        tree["returning"] = [expr(c) for r in statement._returning for c in (r.c if isinstance(r, selectable.FromClause) else [r])]
    if statement._prefixes:
        tree["prefixes"] = [p.text for p, _ in statement._prefixes]
    conflict = statement._post_values_clause
    if isinstance(conflict, mysql_dml.OnDuplicateClause):
        given = {(k if isinstance(k, str) else k.key): v for k, v in conflict.update.items()}
        order = conflict._parameter_ordering or []
        names = [n for n in order if n in given] + [c.key for c in statement.table.c if c.key in given and c.key not in order]
        tree["on_duplicate_key"] = {"inserted": name_tree(conflict.inserted_alias.name),
                                    "set": [[target(columns[n]), expr(given[n])] for n in names]}
    elif conflict is not None:
        part = {}
        if conflict.inferred_target_elements is not None:
            part["elements"] = [{"column": {"name": e}} if isinstance(e, str) else expr(e) for e in conflict.inferred_target_elements]
        if conflict.inferred_target_whereclause is not None:
            part["index_where"] = expr(conflict.inferred_target_whereclause)
        if getattr(conflict, "constraint_target", None):
            part["constraint"] = name_tree(conflict.constraint_target)
        if getattr(conflict, "update_values_to_set", None):
            given = {(k if isinstance(k, str) else k.key): v for k, v in dict(conflict.update_values_to_set).items()}
            part["set"] = [[target(c), expr(given[c.key])] for c in statement.table.c if c.key in given]
            if conflict.update_whereclause is not None:
                part["where"] = expr(conflict.update_whereclause)
        tree["on_conflict"] = part
    return tree


def update_tree(statement):
    """An UPDATE."""
    table = statement.table
    tree = {}
    if isinstance(table, selectable.Alias):
        tree["alias"] = name_tree(table.name)
        tree["table"] = table_name(table.element)
    else:
        tree["table"] = table_name(table)
    columns = {c.key: c for c in table.c}
    if statement._maintain_values_ordering:
        pairs = [(k if isinstance(k, str) else k.key, v) for k, v in statement._values.items()]
    else:
        values = {(k if isinstance(k, str) else k.key): v for k, v in (statement._values or {}).items()}
        pairs = [(c, values[c]) for c in columns if c in values]
    tree["set"] = [[target(columns[k]), value_expr(v, columns[k])] for k, v in pairs]
    tree["columns"] = [target(c) for c in table.c]
    if statement._where_criteria:
        tree["where"] = criteria(statement._where_criteria)
    if statement._returning:
        tree["returning"] = [expr(c) for r in statement._returning for c in (r.c if isinstance(r, selectable.FromClause) else [r])]
    return tree


def delete_tree(statement):
    """A DELETE."""
    tree = {"table": table_name(statement.table)}
    if statement._where_criteria:
        tree["where"] = criteria(statement._where_criteria)
    if statement._returning:
        tree["returning"] = [expr(c) for r in statement._returning for c in (r.c if isinstance(r, selectable.FromClause) else [r])]
    return tree


def executable(element):
    """Anything that is executed, or a bare expression."""
    if isinstance(element, elements.TextClause):
        return {"text": text_tree(element)}
    if isinstance(element, dml.Insert):
        return {"statement": {"insert": insert_tree(element)}}
    if isinstance(element, dml.Update):
        return {"statement": {"update": update_tree(element)}}
    if isinstance(element, dml.Delete):
        return {"statement": {"delete": delete_tree(element)}}
    if isinstance(element, selectable.SelectBase):
        return {"statement": {"select": select_tree(element)}}
    return {"bare": expr(element)}
