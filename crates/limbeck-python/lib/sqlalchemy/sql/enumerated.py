"""Enumerations: from texts or from a Python enum."""

from sqlalchemy import _waist
from sqlalchemy.sql.sqltypes import NO_ARG, Emulated, GenericRepr, SchemaType, String, TypeEngine


class Enum(String, SchemaType, Emulated, TypeEngine):
    """One of some texts."""

    __visit_name__ = "enum"
    _origin = "generic"

    def __init__(self, *enums, **kw):
        self._enum_init(enums, kw)

    def _enum_init(self, enums, kw):
        self.native_enum = kw.pop("native_enum", True)
        self.create_constraint = kw.pop("create_constraint", False)
        self.values_callable = kw.pop("values_callable", None)
        self._sort_key_function = kw.pop("sort_key_function", NO_ARG)
        length_given = kw.pop("length", NO_ARG)
        self._omit_aliases = kw.pop("omit_aliases", True)
        values, objects = self._parse(enums, kw)
        self.enums = list(values)
        self._valid_lookup = dict(zip(reversed(list(objects)), reversed(list(values))))
        self._object_lookup = dict(zip(values, objects))
        self.validate_strings = kw.pop("validate_strings", False)
        self._default_length = length = max((len(value) for value in self.enums), default=0)
        if length_given is not NO_ARG:
            if length_given is not None and length_given < length:
                raise ValueError(
                    "When provided, length must be larger or equal than the length of the longest enum value. "
                    f"{length_given} < {length}"
                )
            length = length_given
        self._length_given = None if length_given is NO_ARG else length_given
        String.__init__(self, length=length)
        if self.enum_class and values:
            kw.setdefault("name", self.enum_class.__name__.lower())
        SchemaType.__init__(
            self,
            name=kw.pop("name", None),
            create_type=kw.pop("create_type", True),
            inherit_schema=kw.pop("inherit_schema", False),
            schema=kw.pop("schema", NO_ARG),
            metadata=kw.pop("metadata", None),
            quote=kw.pop("quote", None),
        )
        self._rest(kw)

    def _rest(self, kw):
        # SQLAlchemy's generic Enum ignores keyword arguments it does not know.
        kw.clear()

    def _parse(self, enums, kw):
        if not enums and "_enums" in kw:
            enums = kw.pop("_enums")
        if len(enums) == 1 and hasattr(enums[0], "__members__"):
            self.enum_class = enums[0]
            members = self.enum_class.__members__
            if self._omit_aliases is True:
                members = {name: member for name, member in members.items() if member.name == name}
            values = self.values_callable(self.enum_class) if self.values_callable else list(members)
            return list(values), list(members.values())
        self.enum_class = None
        return enums, enums

    @property
    def _enums_argument(self):
        return [self.enum_class] if self.enum_class is not None else self.enums

    @property
    def native(self):
        """Whether the database's own enumerations are used."""
        return self.native_enum

    @property
    def python_type(self):
        """The Python enum, or str"""
        return self.enum_class or str

    def repr_struct(self):
        """The values, and what differs from the usual."""
        return GenericRepr(
            self,
            additional_kw=[
                ("native_enum", True),
                ("create_constraint", False),
                ("length", self._default_length),
                ("schema", None),
            ],
            to_inspect=[Enum, SchemaType],
            omit_kwarg=["schema", "inherit_schema", "metadata"],
        )

    def _set_table(self, column, table):
        SchemaType._set_table(self, column, table)
        if self.create_constraint:
            from sqlalchemy.sql.constraints import type_check

            type_check(self, column, table)

    def _check_condition(self, column):
        from sqlalchemy.sql.constructors import type_coerce

        return type_coerce(column, String()).in_(self.enums)

    def copy(self, **kw):
        """Another type just like this.

        What a copy has of a schema counts as given, so that it takes none from its MetaData; `create_type` and variants
        are lost.
        """
        new = TypeEngine.copy(self)
        new._schema_provided, new._inherit_schema, new._variant_mapping = True, False, {}
        if "schema" in kw:
            new.schema = kw["schema"]
        if new._origin == "generic":
            new.create_type = True
        if self.metadata is not None:
            new.metadata = None
            new._set_metadata(kw.get("_to_metadata", self.metadata))
        return new

    def create(self, bind, checkfirst=True):
        """CREATE TYPE, where the database has such types."""
        self._run("create_enum", bind, checkfirst)

    def drop(self, bind, checkfirst=True):
        """DROP TYPE, where the database has such types."""
        self._run("drop_enum", bind, checkfirst)

    def _run(self, operation, bind, checkfirst):
        # PostgreSQL's own class tries on every database with enumerations, and is refused there.
        tries = self._origin == "postgres" and bind.dialect.supports_native_enum
        if not self.native_enum or not (tries or bind.dialect.name == "postgresql"):
            return
        if operation == "create_enum":
            self._quote_values()
        with _waist.using_dialect(bind.dialect.name):
            bind._run_operation({operation: {"type": self._enum_tree(), "check_first": bool(checkfirst)}})

    def as_generic(self, allow_nulltype=False):
        """The generic enumeration."""
        return self.adapt(Enum)

    def adapt(self, cls, **kw):
        """The same values as a type of another class."""
        new = object.__new__(cls)
        new.__dict__.update(self.__dict__)
        return new

    # -- trees

    def _enum_tree(self):
        schema = self.schema
        tree = {
            "origin": self._origin,
            "values": [str(value) for value in self.enums],
            "name": _waist.name_tree(self.name),
            "schema": _waist.name_tree(schema or None),
            "native": bool(self.native_enum),
            "create_constraint": bool(self.create_constraint),
            "create_type": bool(self.create_type),
            "metadata_owned": bool(getattr(self, "_metadata_given", False)),
        }
        if self._length_given is not None:
            tree["length"] = self._length_given
        elif not all(isinstance(value, str) for value in self.enums):
            # `Enum(("a", "b"))` has one value, whose length is the tuple's.
            tree["length"] = self.length
            if self.native_enum and _waist.dialect_name() in ("mysql", "mariadb"):
                self._quote_values()
        if self.collation is not None:
            tree["collation"] = self.collation
        return tree

    def _quote_values(self):
        """Fails as writing the values does, where one is no text."""
        for value in self.enums:
            value.replace("'", "''")

    def _type_tree(self):
        return {"enum": self._enum_tree()}

    # -- values

    def _value(self, value, dialect):
        if value is None:
            return "null"
        try:
            return {"text": self._valid_lookup[value]}
        except (KeyError, TypeError):
            if not self.validate_strings and isinstance(value, str):
                return {"text": str.__str__(value)}
            raise LookupError(self._unknown(value)) from None

    def _result(self, value, dialect):
        if value is None or self.enum_class is None:
            return value
        try:
            return self._object_lookup[value]
        except KeyError:
            raise LookupError(self._unknown(value)) from None

    def _unknown(self, value):
        shown = self.enums
        if len(shown) > 3:
            shown = [*shown[:3], "..", shown[-1]] if len(shown) > 4 else shown
        values = ", ".join(f"{item[:11]}.." if len(item) > 11 else item for item in map(str, shown))
        return f"'{value}' is not among the defined enum values. Enum name: {self.name}. Possible values: {values}"

    def coerce_compared_value(self, op, value):
        """Texts compared with it are of its type."""
        if isinstance(value, str) and op != "concatenate":
            return self
        return super().coerce_compared_value(op, value)

from sqlalchemy._lazy import show_as  # noqa: E402

show_as(globals(), "sqlalchemy.sql.sqltypes")
