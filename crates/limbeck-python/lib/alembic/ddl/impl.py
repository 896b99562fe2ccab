"""`impl`: where operations go. Here they become trees; how they are written is the engine's affair.

Classes derived from `DefaultImpl` teach real Alembic further databases or other ways to write
DDL. They may be declared; one for the database in use is refused, since nothing would ask it.
"""

import _limbeck

from alembic._refusals import refusing
from alembic._refusals import refuse_name

# Dialect names that a project's own classes claim.
_claimed = {}


class TreeImpl:
    """Turns schema objects into operation trees."""

    def emit(self, tree):
        """Takes one operation tree."""
        raise NotImplementedError

    def create_table(self, table, **keywords):
        """`CREATE TABLE`."""
        if self._creates_types():
            for column in table.columns:
                quote_values = getattr(column.type, "_quote_values", None)
                if quote_values is not None and column.type.native_enum and column.type.create_type:
                    quote_values()
        self.emit({"create_table": {"table": table._tree(), "if_not_exists": bool(keywords.get("if_not_exists"))}})

    def _creates_types(self):
        # Whether enumerations are types of their own, which come with the table.
        return False

    def drop_table(self, table, **keywords):
        """`DROP TABLE`."""
        from sqlalchemy._waist import qualified

        name = qualified(table.name, table.schema)
        self.emit({"drop_table": {"name": name, "if_exists": bool(keywords.get("if_exists"))}})

    def rename_table(self, old_table_name, new_table_name, schema=None):
        """`ALTER TABLE … RENAME TO`."""
        from sqlalchemy._waist import name_tree, qualified

        tree = {"name": qualified(old_table_name, schema), "to": name_tree(new_table_name)}
        self.emit({"rename_table": tree})

    def create_index(self, index, **keywords):
        """`CREATE INDEX`."""
        tree = {
            "table": index.table._name_tree(),
            "index": index._tree(),
            "if_not_exists": bool(keywords.get("if_not_exists")),
        }
        self.emit({"create_index": tree})

    def add_constraint(self, const, **keywords):
        """`ALTER TABLE … ADD CONSTRAINT`."""
        self.emit({"add_constraint": {"table": const.table._name_tree(), "constraint": const._tree()}})


class DefaultImpl(TreeImpl):
    """Passes operations on to the engine, one by one."""

    __dialect__ = "default"
    transactional_ddl = False
    command_terminator = ";"

    def __init_subclass__(cls, **keywords):
        super().__init_subclass__(**keywords)
        name = cls.__dict__.get("__dialect__")
        if name is not None and not cls.__module__.startswith("alembic.ddl."):
            _claimed[name] = cls

    def __init__(self, context, dialect):
        if dialect.name in _claimed:
            refuse_name(
                "alembic.ddl.impl",
                f"DefaultImpl subclass {_claimed[dialect.name].__qualname__} for {dialect.name}",
                "Remove the class, or run this project with Alembic itself.",
            )
        self._context = context
        self.dialect = dialect
        self.__dialect__ = dialect.name
        self.memo = {}

    def _creates_types(self):
        return self.dialect.name == "postgresql"

    @property
    def connection(self):
        """The connection; in `--sql` mode one that writes to the script."""
        return self._context.connection

    bind = connection

    @property
    def as_sql(self):
        """Whether statements are written and not sent."""
        return self._context.as_sql

    @property
    def transactional_ddl(self):
        """Whether DDL is rolled back with its transaction."""
        return self._context._info("transactional_ddl")

    @property
    def output_buffer(self):
        """Where a script is written."""
        return self._context.output_buffer

    @property
    def context_opts(self):
        """All options of `context.configure`."""
        return self._context.opts

    def emit(self, tree):
        if self._context._facts is None:
            self._context._native()
        _limbeck.invoke(tree)

    def static_output(self, text):
        """Writes a line to the script."""
        self._context._native().static_output(text)

    def emit_begin(self):
        """Writes BEGIN to the script."""
        self.static_output("BEGIN" + self.command_terminator)

    def emit_commit(self):
        """Writes COMMIT to the script."""
        self.static_output("COMMIT" + self.command_terminator)

    def execute(self, sql, execution_options=None):
        """Executes a statement; its result is not given back."""
        self._exec(sql, execution_options)

    def _exec(self, construct, execution_options=None, multiparams=None, params=None):
        if self.as_sql and (multiparams is not None or params):
            raise TypeError("SQL parameters not allowed with as_sql")
        if multiparams is not None and params:
            raise TypeError("Can't send params and multiparams at the same time")
        return self._context._execute(construct, execution_options, multiparams or params)

    def bulk_insert(self, table, rows, multiinsert=True):
        """Inserts rows: together, one by one, or each as a line of the script."""
        from alembic.operations.rows import bulk_insert_tree

        tree = bulk_insert_tree(table, rows, multiinsert, self.as_sql)
        if tree["rows"]:
            self.emit({"bulk_insert": tree})

    def __getattr__(self, name):
        if name in _OTHERS:
            refuse_name("impl", name)
        raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")


_OTHERS = frozenset(
    """
    add_column adjust_reflected_dialect_options alter_column autogen_column_reflect cast_for_batch_migrate
    compare_check_constraint compare_indexes compare_server_default compare_type compare_unique_constraint
    correct_for_autogen_constraints correct_for_autogen_foreignkeys create_column_comment create_table_comment
    drop_column drop_constraint drop_index drop_table_comment get_by_dialect identity_attrs_ignore literal_binds
    prep_table_for_batch render_ddl_sql_expr render_type requires_recreate_in_batch start_migrations
    type_arg_extract type_synonyms version_table_impl
    """.split()
)

__getattr__ = refusing("alembic.ddl.impl")
