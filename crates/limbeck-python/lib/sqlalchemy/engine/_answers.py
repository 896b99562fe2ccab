"""What an Inspector answers: dictionaries with the keys, and the order of keys, that each dialect has.

The native side gives a Table tree for each table (docs/internals/waist.md); a shape takes one part of
it. A dialect without a shape of its own answers with what all have in common.
"""

from sqlalchemy.sql.reflected import expression_from_tree, name_from_tree, table_options, type_from_tree


def _text(tree):
    # The verbatim text of a reflected expression.
    return tree["text"]["sql"]


def _plain(tree):
    name = name_from_tree(tree)
    return None if name is None else str(name)


def _plain_names(trees):
    return [_plain(tree) for tree in trees or ()]


class Shape:
    """What every dialect answers."""

    def columns(self, found):
        """`get_columns`"""
        return [self.column(column, found["table"]) for column in found["table"]["columns"]]

    def column(self, tree, table):
        """One of them."""
        answer = {
            "name": _plain(tree["name"]),
            "type": type_from_tree(tree["type"]),
            "nullable": bool(tree["nullable"]),
            "default": self.default(tree),
        }
        return answer

    def default(self, tree):
        """The text of a column's default."""
        default = tree.get("server_default")
        return None if default is None else _text(default["expression"])

    def computed(self, answer, tree):
        """Adds what makes a computed column."""
        computed = tree.get("computed")
        if computed is not None:
            answer["computed"] = {"sqltext": _text(computed["expression"]), "persisted": computed["persisted"]}

    def pk_constraint(self, found):
        """`get_pk_constraint`"""
        key = found["table"].get("primary_key")
        if key is None:
            return {"name": None, "constrained_columns": []}
        return {"constrained_columns": _plain_names(key["columns"]), "name": _plain(key["name"])}

    def _of_kind(self, found, kind):
        return [tree[kind] for tree in found["table"]["constraints"] if kind in tree]

    def foreign_keys(self, found):
        """`get_foreign_keys`"""
        return [self.foreign_key(tree) for tree in self._of_kind(found, "foreign_key")]

    def foreign_key(self, tree):
        """One of them."""
        referred = tree["referred_table"]
        options = {}
        for option, key in (
            ("onupdate", "on_update"),
            ("ondelete", "on_delete"),
            ("initially", "initially"),
            ("deferrable", "deferrable"),
            ("match", "match"),
        ):
            if tree.get(key) is not None:
                options[option] = tree[key]
        return {
            "name": _plain(tree["name"]),
            "constrained_columns": _plain_names(tree["columns"]),
            "referred_schema": _plain(referred.get("schema")),
            "referred_table": _plain(referred["name"]),
            "referred_columns": _plain_names(tree["referred_columns"]),
            "options": options,
        }

    def unique_constraints(self, found):
        """`get_unique_constraints`"""
        return [self.unique_constraint(tree) for tree in self._of_kind(found, "unique")]

    def unique_constraint(self, tree):
        """One of them."""
        return {"name": _plain(tree["name"]), "column_names": _plain_names(tree["columns"])}

    def check_constraints(self, found):
        """`get_check_constraints`"""
        return [self.check_constraint(tree, found) for tree in self._of_kind(found, "check")]

    def check_constraint(self, tree, found):
        """One of them."""
        return {"sqltext": _text(tree["condition"]), "name": _plain(tree["name"])}

    def indexes(self, found):
        """`get_indexes`"""
        return [self.index(tree) for tree in found["table"]["indexes"]]

    def index(self, tree):
        """One of them."""
        return {
            "name": _plain(tree["name"]),
            "column_names": [_plain(element["column"]) for element in tree["elements"]],
            "unique": tree["unique"],
        }

    def table_comment(self, found):
        """`get_table_comment`"""
        return {"text": found["table"].get("comment")}

    def table_options(self, found):
        """`get_table_options`"""
        return table_options(found["table"])


class SqliteShape(Shape):
    """SQLite's."""

    def column(self, tree, table):
        """One of them."""
        answer = super().column(tree, table)
        key = _plain_names((table.get("primary_key") or {}).get("columns"))
        answer["primary_key"] = key.index(answer["name"]) + 1 if answer["name"] in key else 0
        self.computed(answer, tree)
        return answer

    def foreign_key(self, tree):
        """One of them."""
        answer = super().foreign_key(tree)
        order = ("ondelete", "onupdate", "deferrable", "initially")
        answer["options"] = {key: answer["options"][key] for key in order if key in answer["options"]}
        return answer

    def index(self, tree):
        """One of them."""
        answer = super().index(tree)
        answer["dialect_options"] = {}
        if tree.get("sqlite_where") is not None:
            answer["dialect_options"]["sqlite_where"] = expression_from_tree(tree["sqlite_where"])
        return answer

    def table_comment(self, found):
        """There are none."""
        raise NotImplementedError


class PostgresShape(Shape):
    """PostgreSQL's."""

    # Servers before these versions do not know the thing.
    def __init__(self, version):
        self.knows_include = version >= (11,)

    def column(self, tree, table):
        """One of them."""
        answer = super().column(tree, table)
        answer["autoincrement"] = tree["autoincrement"] == "yes"
        answer["comment"] = tree.get("comment")
        self.computed(answer, tree)
        identity = tree.get("identity")
        if identity is not None:
            order = ("always", "start", "increment", "minvalue", "maxvalue", "cache", "cycle")
            answer["identity"] = {key: identity[key] for key in order}
        return answer

    def _include(self, tree):
        return {"postgresql_include": _plain_names(tree.get("include"))} if self.knows_include else {}

    def pk_constraint(self, found):
        """`get_pk_constraint`"""
        answer = super().pk_constraint(found)
        key = found["table"].get("primary_key")
        if key is not None:
            answer["comment"] = key.get("comment")
            options = self._include(key)
            if options:
                answer["dialect_options"] = options
        return answer

    def foreign_key(self, tree):
        """One of them."""
        return {**super().foreign_key(tree), "comment": tree.get("comment")}

    def unique_constraint(self, tree):
        """One of them."""
        return {
            "column_names": _plain_names(tree["columns"]),
            "name": _plain(tree["name"]),
            "comment": tree.get("comment"),
            "dialect_options": {
                **self._include(tree),
                "postgresql_nulls_not_distinct": bool(tree.get("nulls_not_distinct")),
            },
        }

    def check_constraint(self, tree, found):
        """One of them."""
        name = _plain(tree["name"])
        answer = {"name": name, "sqltext": _text(tree["condition"]), "comment": tree.get("comment")}
        options = {}
        if name in found["unvalidated_checks"]:
            options["not_valid"] = True
        if name in found["uninherited_checks"]:
            options["no_inherit"] = True
        if options:
            answer["dialect_options"] = options
        return answer

    def index(self, tree):
        """One of them."""
        names, texts, sorting = [], [], {}
        postgres = tree["postgres"]
        for element in tree["elements"]:
            name, text, flags = _element(element)
            if name is None:
                flags = postgres.get("expression_sorting", {}).get(text, ())
            names.append(name)
            texts.append(text)
            if flags:
                sorting[text] = tuple(flags)
        answer = {"name": _plain(tree["name"]), "unique": tree["unique"], "column_names": names}
        if None in names:
            answer["expressions"] = texts
        options = {}
        if postgres.get("ops"):
            options["postgresql_ops"] = dict(postgres["ops"])
        if sorting:
            answer["column_sorting"] = sorting
        if tree.get("duplicates_constraint"):
            answer["duplicates_constraint"] = tree["duplicates_constraint"]
        if postgres.get("with"):
            options["postgresql_with"] = dict(postgres["with"])
        if postgres.get("using"):
            options["postgresql_using"] = postgres["using"]
        if postgres.get("where") is not None:
            options["postgresql_where"] = _text(postgres["where"])
        options.update(self._include(postgres))
        if postgres.get("nulls_not_distinct"):
            options["postgresql_nulls_not_distinct"] = True
        if postgres.get("invalid"):
            options["postgresql_invalid"] = True
        if options:
            answer["dialect_options"] = options
        return answer


class MysqlShape(Shape):
    """MySQL's and MariaDB's."""

    def __init__(self, name):
        self.name = name

    def column(self, tree, table):
        """One of them."""
        answer = super().column(tree, table)
        nullable = answer.pop("nullable")
        answer["comment"] = tree.get("comment")
        answer["nullable"] = nullable
        if tree["autoincrement"] != "auto":
            answer["autoincrement"] = tree["autoincrement"] == "yes"
        if tree.get("computed") is not None:
            self.computed(answer, tree)
            if answer["computed"]["persisted"] is None:
                del answer["computed"]["persisted"]
        return answer

    def unique_constraint(self, tree):
        """One of them."""
        answer = super().unique_constraint(tree)
        answer["duplicates_index"] = tree["duplicates_index"]
        return answer

    def check_constraint(self, tree, found):
        """One of them."""
        return {"name": _plain(tree["name"]), "sqltext": _text(tree["condition"])}

    def index(self, tree):
        """One of them."""
        answer, options = super().index(tree), {}
        given = tree[self.name]
        for key, value in (
            ("prefix", given.get("prefix")),
            ("with_parser", given.get("with_parser")),
            ("length", dict(given.get("lengths") or {})),
        ):
            if value:
                options[f"{self.name}_{key}"] = value
        if options:
            answer["dialect_options"] = options
        return answer


def _element(tree):
    # Name (None for an expression), text, and what it is sorted by.
    if "column" in tree:
        name = _plain(tree["column"])
        return name, name, ()
    inner, flags = tree["expression"], []
    while "unary" in inner:
        flags.insert(0, _SORTING[inner["unary"]["operator"]])
        inner = inner["unary"]["operand"]
    if "column" in inner:
        name = _plain(inner["column"]["name"])
        return name, name, flags
    return None, _text(inner), flags


_SORTING = {"descending": "desc", "nulls_first": "nulls_first", "nulls_last": "nulls_last"}


def shape_of(dialect):
    """How a dialect answers."""
    if dialect.name == "postgresql":
        return PostgresShape(dialect.server_version_info or ())
    if dialect.name == "sqlite":
        return SqliteShape()
    if dialect.name in ("mysql", "mariadb"):
        return MysqlShape(dialect.name)
    return Shape()
