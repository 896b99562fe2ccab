"""Model modules made by chance, always the same ones for a seed: what nobody thought of writing into `cases/`.

Modules that are wrong are wanted too, as long as Python's own order of sets does not decide what is wrong first.
"""

import random

HEAD = '''
import datetime
import decimal
import enum
import uuid
from typing import Annotated, ClassVar, Literal, Optional

import sqlalchemy as sa
from sqlalchemy import (JSON, BigInteger, Boolean, CheckConstraint, Column, Computed, DateTime, Enum, FetchedValue, Float, ForeignKey,
                        ForeignKeyConstraint, Identity, Index, Integer, LargeBinary, MetaData, Numeric, PrimaryKeyConstraint,
                        Sequence, SmallInteger, String, Table, Text, TypeDecorator, UniqueConstraint, Uuid, func, inspect, text)
from sqlalchemy.dialects import postgresql
from sqlalchemy.orm import (DeclarativeBase, DeclarativeBaseNoMeta, Mapped, column_property, composite, declarative_base,
                            declared_attr, deferred, mapped_column, registry, relationship, synonym)


class Colour(enum.Enum):
    RED = "r"
    GREEN = "g"


class Money(TypeDecorator):
    impl = Numeric


class Flag(TypeDecorator):
    impl = Enum


class OwnColumn(Column):
    inherit_cache = True

    def __init__(self, *args, **kw):
        kw.setdefault("nullable", False)
        super().__init__(*args, **kw)


class Pair:
    def __init__(self, first, second):
        self.first, self.second = first, second


key = Annotated[int, mapped_column(primary_key=True)]
named = Annotated[str, mapped_column(String(30), index=True, nullable=False)]
loose = Annotated[str, mapped_column(nullable=True, server_default="x", comment="loose")]
refers = Annotated[int, mapped_column(ForeignKey("t0.id", ondelete="CASCADE"))]
checked = Annotated[int, mapped_column(CheckConstraint("1 < 2", name="cc"), unique=True, sort_order=4)]


def attempt(label, function):
    try:
        show(f"{label}: {function()}")
    except Exception as error:
        show(f"{label}: {type(error).__name__}: {error}")
'''

TYPES = """Integer|Integer()|BigInteger|SmallInteger()|String|String(20)|Text|Boolean|Boolean(create_constraint=True, name='bc')|Float
DateTime(timezone=True)|Numeric(10, 2)|JSON|LargeBinary|Uuid|Money|Money(8, 3)|Flag(Colour, name='flag')|Enum(Colour)|Enum('a', 'b', name='ab')
Enum(Colour, native_enum=False)|Enum(Colour, name='cc', create_constraint=True)|Enum(Colour, schema='other', name='c1')
Enum(Colour, inherit_schema=True)|Enum('x', 'y', name='xy', metadata=META)|String(5).with_variant(Text, 'sqlite')
BigInteger().with_variant(Integer, 'sqlite')|Enum(Colour).with_variant(String(9), 'sqlite')|postgresql.UUID(as_uuid=True)
String().with_variant(Enum('p', 'q', name='pq'), 'postgresql')|postgresql.ENUM('k', 'l', name='kl')|sa.Interval|sa.Date|sa.CHAR(3)""".replace("\n", "|").split("|")
ANNOTATIONS = """int|str|bool|float|bytes|decimal.Decimal|datetime.datetime|uuid.UUID|Colour|int \\| None|None \\| str|Optional[Colour]|'int'|'str \\| None'
Optional['Colour']|named|loose|refers|checked|Optional[named]|loose \\| None|Annotated[int, 7]|Annotated[Optional[str], 5]|Literal['a', 'b']
Optional[Literal['x', 'y']]""".replace("\n", "|").replace("\\|", "\0").split("|")
ANNOTATIONS = [item.replace("\0", "|") for item in ANNOTATIONS]
CONVENTIONS = [
    "",
    "",
    "",
    "{'ix': 'ix_%(column_0_label)s', 'uq': 'uq_%(table_name)s_%(column_0_N_name)s', 'ck': 'ck_%(table_name)s_%(constraint_name)s', "
    "'fk': 'fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s', 'pk': 'pk_%(table_name)s'}",
    "{'uq': '%(own)s_%(column_0_label)s', 'own': lambda constraint, table: 'o' + table.name, 'pk': 'pk_%(column_0N_key)s', 'ix': 'i_%(column_0_N_label)s'}",
    "{UniqueConstraint: 'U_%(column_1_name)s', 'fk': 'f_%(table_name)s_%(column_0_key)s', Index: 'I_%(column_0_N_label)s'}",
]
MAPPER_ARGUMENTS = [
    "{'exclude_properties': ['b']}",
    "{'include_properties': ['id', 'c']}",
    "{'polymorphic_on': 'id', 'polymorphic_identity': 1}",
    "{'eager_defaults': True}",
]
# Keyword: how often of a hundred, and its values.
KEYWORDS = {
    "nullable": (20, "True|False|None"),
    "index": (12, "True|True|False|None"),
    "unique": (10, "True|True|False|None"),
    "default": (10, "5|'x'|None|func.now()|lambda: 1|Colour.RED"),
    "onupdate": (5, "5|func.now()|None"),
    "server_default": (12, "'5'|text('1')|func.now()|sa.true()|None|FetchedValue()|''|sa.literal(3)"),
    "server_onupdate": (3, "FetchedValue()|'z'"),
    "key": (6, "'{0}_key'|'{0}'"),
    "comment": (6, "'about'|''|None"),
    "doc": (4, "'words'"),
    "info": (4, "{{'a': 1}}"),
    "sqlite_on_conflict_not_null": (2, "'FAIL'"),
}


class Module:
    """The lines of one module."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.lines = []
        self.classes = []
        self.number = 0

    def chance(self, percent):
        return self.random.randrange(100) < percent

    def pick(self, items):
        return self.random.choice(items.split("|") if isinstance(items, str) else items)

    def count(self):
        self.number += 1
        return self.number

    def foreign_key(self):
        target = self.pick(self.classes)[0] + ".id" if self.classes and self.chance(25) else f"'{self.prefix}t{self.random.randrange(6)}.id'"
        options = [item for item in ("ondelete='CASCADE'", "use_alter=True", "deferrable=True", "link_to_name=True") if self.chance(10)]
        if self.chance(15):
            options.append(f"name='fk{self.count()}'")
        return f"ForeignKey({', '.join([target, *options])})"

    def arguments(self, name, mapped, typed, primary=False):
        arguments, keywords = [], []
        if not primary and self.chance(12):
            (arguments if self.chance(70) else keywords).append(f"'{name}_column'")
            keywords = [f"name={item}" for item in keywords]
        refers = not primary and self.chance(20)
        if typed and not (refers and self.chance(50)):
            kind = "Integer" if primary or refers else self.pick(TYPES)
            if self.chance(10):
                keywords.append(f"type_={kind}")
            else:
                arguments.append(kind)
        if refers:
            arguments.append(self.foreign_key())
        special = not primary and self.chance(4)
        if special:
            arguments.append(self.pick("Identity(always=True)|Computed('1 + 2')|Computed('2', persisted=True)"))
        elif self.chance(5) and not primary:
            arguments.append(self.pick([f"CheckConstraint('{name} > 1', name='ck{self.count()}')", f"Sequence('s{self.count()}', start=5)"]))
        if primary:
            keywords.append("primary_key=True")
        elif "Sequence" not in str(arguments):
            for keyword, (percent, values) in KEYWORDS.items():
                if self.chance(percent) and not (special and keyword.startswith("server")):
                    keywords.append(f"{keyword}={self.pick(values).format(name)}")
        if mapped and self.chance(6):
            keywords.append(self.pick("sort_order=-1|sort_order=2|deferred=True|use_existing_column=True"))
        return ", ".join([*arguments, *keywords])

    def column(self, name, primary=False):
        if self.style == "old" or self.style == "both" and self.chance(40):
            made = f"{'Column' if primary or self.chance(90) else 'OwnColumn'}({self.arguments(name, False, True, primary)})"
            if not primary and self.loading and self.chance(10):
                made = self.pick("deferred|column_property") + f"({made})"
            return [f"{name} = {made}"]
        if primary:
            return [self.pick([f"{name}: Mapped[key]", f"{name}: Mapped[int] = mapped_column({self.arguments(name, True, False, True)})"])]
        shape = self.random.randrange(10)
        if shape < 2:
            return [f"{name} = mapped_column({self.arguments(name, True, True)})"]
        if shape < 5:
            return [f"{name}: Mapped[{self.pick(ANNOTATIONS)}]"]
        return [f"{name}: Mapped[{self.pick(ANNOTATIONS)}] = mapped_column({self.arguments(name, True, self.chance(40))})"]

    def declared(self, name, mixin=True):
        decorator = self.pick("@declared_attr|@declared_attr|@declared_attr.cascading") if mixin else "@declared_attr"
        if self.style == "old":
            return [decorator, f"def {name}(cls):", f"    return Column({self.arguments(name, False, True)})"]
        returned = self.pick("| -> Mapped[int]| -> Mapped[Optional[str]]| -> Mapped[named]")
        return [decorator, f"def {name}(cls){returned}:", f"    return mapped_column({self.arguments(name, True, True)})"]

    def table_arguments(self, names):
        items = []
        for _ in range(self.random.randrange(1, 4)):
            one, two, number = self.pick(names), self.pick(names), self.count()
            items.append(self.pick([
                f"UniqueConstraint('{one}', '{two}', name='uq{number}')", f"UniqueConstraint('{one}', deferrable=True, name='ud{number}')",
                f"Index('ix{number}', '{one}', '{two}', unique=True)", f"Index('il{number}', func.lower('{one}'))",
                f"Index('iw{number}', '{one}', postgresql_where=text('{one} > 1'))", f"CheckConstraint('{one} > 0', name='ck{number}')",
                f"ForeignKeyConstraint(['{one}'], ['{self.prefix}t1.id'], name='fc{number}', use_alter=True)", f"PrimaryKeyConstraint('id', name='pk{number}')",
            ]))
        options = self.pick("{'comment': 'c'}|{'schema': 'other'}|{'mysql_engine': 'InnoDB'}|{'info': {'t': 1}}|{'sqlite_autoincrement': True}")
        return self.pick([options, f"({', '.join(items)},)", f"({', '.join(items)}, {options})", f"({', '.join(items)},)", "()"])

    def emit(self, head, lines):
        self.lines += [head, *["    " + line for line in lines or ["pass"]], ""]

    def base(self):
        schema, convention = self.pick(["", "", "", "app"]), self.pick(CONVENTIONS)
        self.prefix = schema and schema + "."
        self.lines.append(f"META = target = MetaData(schema={schema or None!r}, naming_convention={convention or None})")
        types = "type_annotation_map = {str: Text, int: BigInteger, enum.Enum: Enum(enum.Enum, native_enum=False)}"
        mapped = self.chance(25)
        kind = self.pick("DeclarativeBase|DeclarativeBaseNoMeta|declarative_base|registry" if self.style != "old" else "DeclarativeBase|declarative_base")
        if kind == "registry":
            self.lines += [f"Base = registry(metadata=META{', ' + types if mapped else ''}).generate_base()", ""]
        elif kind == "declarative_base":
            self.lines += [f"Base = declarative_base(metadata=META{', ' + types if mapped else ''})", ""]
        else:
            self.emit(f"class Base({kind}):", ["metadata = META", *[types] * mapped])

    def above(self):
        self.mixins, self.abstract = [], []
        for place in range(self.pick([0, 0, 1, 1, 2])):
            lines = []
            for name in self.random.sample(["m1", "m2", "a"], self.random.randrange(1, 3)):
                lines += self.declared(name) if self.chance(30) else self.column(name)
            if self.chance(10):
                lines.append("__table_args__ = {'comment': 'mixed'}")
            parents = f"({self.mixins[-1]})" if self.mixins and self.chance(40) else ""
            self.emit(f"class Mixin{place}{parents}:", lines)
            # Of two where one is the other's base only the last can stand before `Base`.
            self.mixins = [f"Mixin{place}", *(() if parents else self.mixins)]
        if self.chance(35):
            lines = ["__abstract__ = True"] + (self.column("x1") if self.chance(60) else []) + (self.column("id", True) if self.chance(40) else [])
            self.emit("class Abstract(Base):", lines)
            self.abstract.append("Abstract")

    def model(self, place):
        name, inherits = f"C{place}", self.pick(self.classes) if self.classes and self.chance(20) else None
        joined = inherits is not None and self.chance(50)
        lines = [] if inherits and not joined else [f"__tablename__ = 't{place}'"]
        if joined:
            lines.append(f"id = Column(ForeignKey({inherits[0]}.__table__.c.id), primary_key=True)")
        elif not inherits:
            lines += self.column("id", True)
        names = ["id"]
        pool = [f"own{place}", f"last{place}"] if inherits else ["a", "b", "c", "d", "x1"]
        for attribute in sorted(self.random.sample(pool, self.random.randrange(len(pool)))):
            lines += self.declared(attribute, False) if self.chance(5) else self.column(attribute)
            names.append(attribute)
        if self.chance(30):
            lines += self.pick([["other = synonym('id')"], ["many = relationship('C0')"], ["@property", "def plain(self):", "    return 1"],
                                ["pair = composite(Pair, Column('p1', Integer), Column('p2', String(3), nullable=False))"], ["plain: ClassVar[int] = 3"]])
        if self.chance(30) and (joined or not inherits):
            lines.append(f"__table_args__ = {self.table_arguments(['id'] if joined else names)}")
        if not inherits and self.chance(15):
            lines.append(f"__mapper_args__ = {self.pick(MAPPER_ARGUMENTS)}")
        bases = [inherits[0]] if inherits else [self.pick(self.abstract) if self.abstract and self.chance(40) else "Base"]
        if not inherits:
            bases = [mixin for mixin in self.mixins if self.chance(50)] + bases
        self.emit(f"class {name}({', '.join(bases)}):", lines)
        self.classes.append((name, names))

    def afterwards(self):
        for name, names in self.classes:
            attribute = self.pick(names)
            if self.chance(15):
                self.lines.append(f"{name}.late = {self.pick('Column|mapped_column')}({self.arguments('late', False, True)})")
            if self.chance(10):
                self.lines.append(f"{name}.__table__.append_column(Column('added{self.count()}', {self.pick(TYPES)}))")
            if self.chance(10):
                self.lines.append(f"Index('late{self.count()}', {name}.id, {name}.{attribute}.desc())")
        self.lines += ["for number in range(6):", f"    if f'{self.prefix}t{{number}}' not in META.tables:",
                       "        Table(f't{number}', META, Column('id', BigInteger, primary_key=True))", ""]
        for name, names in self.classes:
            attribute = self.pick(names)
            for question in self.random.sample([
                f"[(column.name, column.key) for column in {name}.__table__.c]", f"repr({name}.__table__.c.id)", f"{name}.id.property.columns[0].name",
                f"sorted(key for key in vars({name}) if key in {names!r})", f"{name}.id.key, {name}.id.class_.__name__",
                f"{name}.metadata is META, sorted(META.tables)", f"repr({name}.__table__.to_metadata(MetaData()).c.id)",
                f"sorted(index.name for index in {name}.__table__.to_metadata(MetaData(schema='z')).indexes)", f"str(inspect({name})), {name}.__tablename__",
                f"[column.name for column in {name}.__table__.primary_key]", f"{name}.__table__.c.keys()", f"repr({name}.__table__.c.id._copy())",
            ], 3):
                self.lines.append(f"attempt({question!r}, lambda: ({question}))")

    def text(self):
        self.style, self.loading = self.pick("old|new|new|both"), False
        self.base()
        self.above()
        self.loading = True
        for place in range(self.random.randrange(1, 6)):
            self.model(place)
        self.afterwards()
        return "\n".join(self.lines) + "\n"


def module(seed):
    """The text of the module of a seed."""
    return Module(seed).text()
