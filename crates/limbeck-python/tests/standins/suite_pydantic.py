"""`pydantic` against pydantic 2."""

ADAPTED = r'''
int, '1.5' ;; int, '1.0' ;; int, '1_0' ;; int, ' 5 ' ;; int, 1.5 ;; int, None ;; int, 'x' ;; int, True ;; int, '1e3' ;; int, '' ;; int, [] ;; int, '0x10' ;; int, '-007' ;; int, '1__0' ;; int, '+5' ;; int, b'5' ;; int, decimal.Decimal('5') ;; int, 2.0 ;; int, float('inf') ;; int, IE.a
float, 'x' ;; float, None ;; float, '1e5' ;; float, True ;; float, '1_0.5' ;; float, 5 ;; float, []
bool, 'x' ;; bool, 'YES' ;; bool, 2 ;; bool, None ;; bool, 1.0 ;; bool, ' true ' ;; bool, 'off' ;; bool, 0
str, 1 ;; str, b'ab' ;; str, None ;; str, E.a ;; str, True ;; str, 'x'
list[int], 'x' ;; list[int], ['1','x'] ;; list[int], (1,2) ;; list, {1} ;; list[int], {'a':1} ;; list[int], None ;; typing.List[str], ['a', 5] ;; list[list[int]], [[1], ['x']] ;; list[int], (i for i in range(3)) ;; list[int], {1: 2}.keys()
set[int], [1,1,'2'] ;; set[int], 'x' ;; tuple[int,str], [1] ;; tuple[int,str], [1,'a',3] ;; tuple[int,...], ['1',2] ;; tuple[int,...], 'x' ;; frozenset[int], [1] ;; frozenset[int], 3 ;; typing.Sequence[int], [1, '2'] ;; tuple, [1]
dict[str,int], {'a':'x',1:2} ;; dict[str,int], 'x' ;; dict, [1] ;; dict[int, list[int]], {'1': ['2']} ;; typing.Mapping[str, int], {'a': '1'} ;; dict[str, typing.Any], {'a': object}
typing.Literal['a','b'], 'c' ;; typing.Literal['a'], 'c' ;; typing.Literal['a','b',1], 2 ;; typing.Literal[1], '1' ;; typing.Literal['a'], 'a' ;; typing.Literal[True], 1
E, 'x' ;; E, 'z' ;; E, E.a ;; IE, '1' ;; IE, 1 ;; IE, '9' ;; SE, 'q' ;; SE, 'zz'
typing.Optional[int], 'x' ;; typing.Optional[int], None ;; typing.Union[int,list[int]], 'x' ;; typing.Union[int,str], '5' ;; typing.Union[int,str], None ;; int|None|str, [] ;; int|float, '1.5' ;; float|int, 5 ;; bool|int, 1 ;; str|int, 5 ;; int|bool, True ;; list[int]|int, '5' ;; typing.Union[str, int, None], 5 ;; int | str, 1.5 ;; typing.Optional[typing.Union[int, str]], b'x' ;; int | float, 1.0
M, {'x':'a'} ;; M, 5 ;; M, {} ;; list[M], [{'x':1},{'x':'q'}] ;; dict[str,M], {'k':{'x':[]}} ;; M, M(x=5) ;; typing.Optional[M], None ;; M | int, '5' ;; M | N, {'y': 1}
pathlib.Path, 'a/b' ;; pathlib.Path, pathlib.Path('x') ;; decimal.Decimal, '1.50' ;; decimal.Decimal, 'x' ;; decimal.Decimal, 1.1 ;; decimal.Decimal, None ;; decimal.Decimal, 5 ;; uuid.UUID, '12345678123456781234567812345678' ;; uuid.UUID, 5 ;; uuid.UUID, '12345678-1234-5678-1234-567812345678'
datetime.datetime, '2020-01-02' ;; datetime.datetime, '2020-01-02T03:04:05' ;; datetime.datetime, None ;; datetime.datetime, '2020-01-02 03:04:05.123' ;; datetime.date, '2020-01-02' ;; datetime.date, '2020-01-02T00:00:00' ;; datetime.date, datetime.datetime(2020,1,2,3) ;; datetime.timedelta, 60 ;; datetime.timedelta, '01:00:00' ;; datetime.timedelta, None ;; datetime.time, '03:04' ;; datetime.time, '03:04:05' ;; datetime.datetime, datetime.date(2020,1,2)
P.SecretStr, 'x' ;; P.SecretStr, '' ;; bytes, 'x' ;; bytes, 5 ;; typing.Any, 5 ;; None, 5 ;; type(None), None ;; typing.Callable, 5 ;; typing.Callable, len ;; object, 4 ;; P.SecretBytes, b'x' ;; type[int], int ;; type[int], str ;; type, int
A[int,P.Field(gt=5)], '3' ;; A[int,P.Field(ge=5)], 3 ;; A[int,P.Field(lt=5)], 7 ;; A[int,P.Field(le=5)], 7 ;; A[int,P.Field(multiple_of=5)], 7 ;; A[int,P.Field(gt=5)], '7' ;; A[float,P.Field(gt=0.5)], '0.1' ;; A[int, P.Field(ge=1, le=10)], 50
A[str,P.Field(min_length=3)], 'a' ;; A[str,P.Field(min_length=1)], '' ;; A[str,P.Field(max_length=1)], 'abc' ;; A[str,P.Field(pattern='^a$')], 'b' ;; A[list[int],P.Field(min_length=1)], [] ;; A[list[int],P.Field(max_length=1)], [1,2] ;; A[str, P.Field(pattern=r'^\d+$')], '5' ;; A[set[int],P.Field(min_length=2)], {1}
P.PositiveInt, 0 ;; P.NonNegativeInt, -1 ;; P.conint(gt=3), 2 ;; P.constr(min_length=2), 'a' ;; P.StrictInt, '5' ;; P.StrictStr, 5 ;; P.StrictBool, 'true' ;; P.StrictFloat, '1' ;; P.constr(strip_whitespace=True,to_upper=True), ' a ' ;; P.conlist(int, min_length=2), [1] ;; P.NegativeInt, 5 ;; P.PositiveFloat, '0' ;; P.confloat(ge=1), 0.5 ;; P.StrictInt, True ;; A[str, P.StringConstraints(to_lower=True, min_length=3)], 'AB'
P.AnyUrl, 'x' ;; P.AnyUrl, '' ;; P.AnyUrl, 5 ;; P.HttpUrl, 'ftp://x' ;; P.HttpUrl, 'http://Example.COM' ;; P.HttpUrl, 'http://' ;; P.AnyUrl, 'redis://h:99999/0' ;; P.PostgresDsn, 'postgresql://u:p@h:5432/db' ;; P.PostgresDsn, 'mysql://u:p@h/db' ;; P.PostgresDsn, 'postgresql://' ;; P.PostgresDsn, 'postgresql+asyncpg://u:p%40@H:5432/db?x=1' ;; P.RedisDsn, 'redis://localhost:6379/0' ;; P.RedisDsn, 'redis://' ;; P.MySQLDsn, 'mysql+pymysql://a:b@c/d' ;; P.AnyUrl, 'sqlite:///./test.db' ;; P.AnyUrl, 'sqlite+aiosqlite:///x.db' ;; P.RedisDsn, 'redis://:pw@h' ;; P.AnyHttpUrl, 'http://localhost:3000' ;; P.AnyHttpUrl, 'localhost' ;; P.MongoDsn, 'mongodb://a,b:1/db' ;; P.AmqpDsn, 'amqp://guest:guest@localhost//' ;; P.KafkaDsn, 'kafka://'
P.Json, '{"a":1}' ;; P.Json[list[int]], '[1,"x"]' ;; P.Json[dict[str, int]], '{"a": "5"}' ;; P.Json, 5
A[int, P.BeforeValidator(lambda v: v.strip('x'))], 'x5x' ;; A[int, P.AfterValidator(lambda v: v + 1)], '5' ;; A[int, P.PlainValidator(lambda v: [v])], '5' ;; A[int, P.WrapValidator(lambda v, h: h(v) * 2)], '5' ;; A[int, P.AfterValidator(bad)], 5 ;; A[int, P.BeforeValidator(bad)], 'x' ;; A[list[A[int, P.Field(gt=1)]], P.AfterValidator(sorted)], [3, 2] ;; A[list[P.AnyUrl] | str, P.BeforeValidator(cors)], 'http://a,http://b' ;; A[list[P.AnyUrl] | str, P.BeforeValidator(cors)], '["http://a"]'
typing.NewType('X', int), '5' ;; Foo, 5 ;; A[Foo, P.InstanceOf()], 5 ;; P.InstanceOf[Foo], 5 ;; P.SkipValidation[int], 'x' ;; T, 'x'
'''

PRELUDE = r'''
import datetime, decimal, enum, pathlib, typing, uuid
import pydantic as P
A = typing.Annotated
T = typing.TypeVar("T")
class E(enum.Enum): a='x'; b='y'
class IE(enum.IntEnum): a=1; b=2
class SE(str, enum.Enum): a='q'
class M(P.BaseModel): x: int
class N(P.BaseModel): y: int
class Foo: pass
def bad(v): raise ValueError("no good: %r" % (v,))
def cors(v):
    if isinstance(v, str) and not v.startswith("["): return [i.strip() for i in v.split(",")]
    if isinstance(v, (list, str)): return v
    raise ValueError(v)
'''

CHECK = r'''
def t(make, value):
    try:
        kind = make()
        class Model(P.BaseModel):
            model_config = {"arbitrary_types_allowed": True}
            f: kind
        made = Model(f=value)
        print(repr(made.f), type(made.f).__name__, made)
    except P.ValidationError as error:
        print(error)
        for line in error.errors(): print({k: v for k, v in line.items() if k not in ("ctx", "url")})
    except Exception as error:
        print(type(error).__name__, error)
'''

SNIPPETS = {
    "model": """
import warnings; warnings.simplefilter("ignore")
class U(P.BaseModel):
    id: int
    name: str = "Jane"
    tags: list[str] = []
    when: datetime.date | None = None
u = U(id="5", tags=["a"]); v = U(id=5)
print(u, repr(u), u.model_dump(), u.model_dump(exclude_unset=True), u.model_dump(exclude_none=True), u.model_dump(include={"id"}), u.model_dump(exclude={"id"}), u.model_dump_json(), sorted(u.model_fields_set), u == U(id=5, tags=["a"]), u == v, dict(u), U.model_fields.keys(), v.tags is U(id=1).tags)
u.name = "x"; print(u.name, sorted(u.model_fields_set), u.model_copy(update={"id": 9}), u.copy())
try: u.nope = 5
except ValueError as e: print(e)
try: u.nope
except AttributeError as e: print(e)
try: U.id
except AttributeError as e: print(e)
try: U(id="x", tags=5)
except P.ValidationError as e: print(e, e.error_count(), e.title)
try: U()
except ValueError as e: print(e)
print(U.model_validate({"id": 3}), U.model_validate(u) is u, U.model_validate_json('{"id": 3}'), U.parse_obj({"id": 4}), U.model_construct(id="x"))
try: U.model_validate([1])
except P.ValidationError as e: print(e)
""",
    "nested": """
class In(P.BaseModel):
    a: int = 1
class Out(P.BaseModel):
    i: In = In()
    l: list[In] = []
    d: dict[str, In] = {}
o = Out(i={"a": "5"}, l=[{}, {"a": 2}], d={"k": {"a": 3}})
print(o, o.model_dump(), o.model_dump_json(), Out().i is Out().i)
try: Out(i={"a": "x"}, l=[{"a": []}], d={"k": 5})
except P.ValidationError as e: print(e)
print(o.model_dump(exclude={"i": {"a"}}), o.model_dump(include={"i": {"a"}}))
""",
    "extra": """
class I(P.BaseModel): a: int = 1
class F(P.BaseModel):
    model_config = P.ConfigDict(extra="forbid")
    a: int = 1
class X(P.BaseModel):
    model_config = P.ConfigDict(extra="allow")
    a: int = 1
print(I(b=2), X(b=2), X(b=2).b, X(b=2).model_extra, X(b=2).model_dump(), repr(X(b=2)))
try: F(b=2, c=3)
except P.ValidationError as e: print(e)
x = X(); x.q = 5; print(x.model_dump())
""",
    "alias": """
class M1(P.BaseModel):
    a: int = P.Field(alias="A")
    b: int = P.Field(5, validation_alias="B", serialization_alias="bb")
    c: int = P.Field(6, validation_alias=P.AliasChoices("c1", "c2"))
    d: int = P.Field(7, validation_alias=P.AliasPath("p", 0))
print(M1(A=1, B=2, c2=3, p=[4]), M1(A=1).model_dump(by_alias=True), M1(A=1, b=9))
try: M1(a=1)
except P.ValidationError as e: print(e)
class M2(P.BaseModel):
    model_config = P.ConfigDict(populate_by_name=True)
    a: int = P.Field(alias="A")
print(M2(a=1), M2(A=1), M2.model_fields["a"].alias)
try: M2(a="x")
except P.ValidationError as e: print(e)
try: M2(A="x")
except P.ValidationError as e: print(e)
""",
    "validators": """
class V(P.BaseModel):
    a: int
    b: str = "x"
    c: list[int] = []
    @P.field_validator("a")
    @classmethod
    def pos(cls, v):
        if v < 0: raise ValueError("must be positive")
        return v * 2
    @P.field_validator("b", mode="before")
    @classmethod
    def low(cls, v, info: P.ValidationInfo):
        return str(v).lower() + str(info.data.get("a")) + str(info.field_name)
    @P.field_validator("c", mode="before")
    def split(cls, v):
        return v.split(",") if isinstance(v, str) else v
    @P.model_validator(mode="after")
    def check(self):
        if self.a == 10: raise ValueError("not ten")
        return self
    @P.model_validator(mode="before")
    @classmethod
    def first(cls, data):
        return {**data, "seen": 1}
print(V(a=1, b="ABC", c="1,2"), V(a="3"))
for kw in ({"a": -1}, {"a": 5}, {"a": "x", "b": 1}, {}):
    try: print(V(**kw))
    except P.ValidationError as e: print(e)
class W(V):
    @P.field_validator("a")
    @classmethod
    def pos(cls, v): return -v
    @P.field_validator("*")
    @classmethod
    def every(cls, v): return v
print(W(a=1))
class Asserts(P.BaseModel):
    a: int
    @P.field_validator("a")
    @classmethod
    def c(cls, v):
        assert v == 1, "not one"
        return v
try: Asserts(a=2)
except P.ValidationError as e: print(e)
try:
    class Bad(P.BaseModel):
        a: int
        @P.field_validator("zz")
        @classmethod
        def c(cls, v): return v
except P.PydanticUserError as e: print(str(e).split(":")[0])
""",
    "v1validators": """
import warnings; warnings.simplefilter("ignore")
class V(P.BaseModel):
    a: int
    b: str = None
    c: list[int] = []
    @P.validator("a")
    def pos(cls, v): return v * 2
    @P.validator("b", pre=True, always=True)
    def fromvals(cls, v, values): return v or "a=%s" % values.get("a")
    @P.validator("c", each_item=True)
    def items(cls, v):
        if v > 5: raise ValueError("big")
        return v + 1
    @P.root_validator(pre=True)
    def pre(cls, values): return values
print(V(a=1), V(a=2, b="q", c=[1, 2]))
try: V(a=1, c=[9])
except P.ValidationError as e: print(e)
""",
    "computed": """
import functools
class C(P.BaseModel):
    a: int = 2
    @P.computed_field
    @property
    def double(self) -> int: return self.a * 2
    @P.computed_field(alias="tr", repr=False)
    @property
    def triple(self) -> int: return self.a * 3
    @property
    def plain(self): return 5
    @P.computed_field
    @functools.cached_property
    def cached(self) -> int: return 7
c = C(); print(c, c.double, c.triple, c.plain, c.model_dump(), c.model_dump(by_alias=True), c.model_dump_json(), list(C.model_computed_fields))
""",
    "config": """
class Frozen(P.BaseModel):
    model_config = P.ConfigDict(frozen=True)
    a: int = 1
try: Frozen().a = 2
except P.ValidationError as e: print(e)
print(hash(Frozen()) == hash(Frozen()), {Frozen(): 1}[Frozen()])
class VA(P.BaseModel):
    model_config = P.ConfigDict(validate_assignment=True)
    a: int = 1
v = VA(); v.a = "5"; print(v)
try: v.a = "x"
except P.ValidationError as e: print(e)
print(v)
class St(P.BaseModel):
    model_config = P.ConfigDict(str_strip_whitespace=True, str_to_lower=True, use_enum_values=True)
    a: str = "X "; e: E = E.a
print(St(a="  AB "), St(e="x").e, St().e)
class FA(P.BaseModel):
    model_config = P.ConfigDict(from_attributes=True)
    x: int
class O: x = "5"
print(FA.model_validate(O()))
class VD(P.BaseModel):
    model_config = P.ConfigDict(validate_default=True)
    a: int = "5"
print(VD().a, M.model_config, VD.model_config)
class Ti(P.BaseModel):
    model_config = P.ConfigDict(title="Fancy")
    a: int
try: Ti()
except P.ValidationError as e: print(e)
class Str(P.BaseModel):
    model_config = P.ConfigDict(strict=True)
    a: int
try: Str(a="5")
except P.ValidationError as e: print(e)
class H(P.BaseModel):
    model_config = P.ConfigDict(hide_input_in_errors=True)
    a: int
try: H(a="x")
except P.ValidationError as e: print(e)
""",
    "classconfig": """
import warnings; warnings.simplefilter("ignore")
class C(P.BaseModel):
    a: int = 1
    class Config:
        extra = "forbid"
        frozen = True
try: C(b=1)
except P.ValidationError as e: print(e)
print(C.model_config)
""",
    "inherit": """
class B(P.BaseModel):
    a: int
    b: str = "b"
class D(B):
    b: str = "d"
    c: float = 1.5
class Mix:
    def hello(self): return self.a
class Q(Mix, B): pass
print(D(a=1), list(D.model_fields), Q(a=3).hello(), isinstance(D(a=1), B), B(a=1) == D(a=1))
""",
    "future": """
""",
    "forward": """
class Node(P.BaseModel):
    v: int
    next: "typing.Optional[Node]" = None
    kids: list["Node"] = []
print(Node(v=1, next={"v": "2"}, kids=[{"v": 3}]))
class A1(P.BaseModel):
    b: "B1"
class B1(P.BaseModel):
    x: int = 1
print(A1(b={}), A1.model_rebuild())
""",
    "private": """
class Pr(P.BaseModel):
    a: int = 1
    _p: int = 5
    _q: list = P.PrivateAttr(default_factory=list)
    cv: typing.ClassVar[int] = 7
    def model_post_init(self, ctx): self._p = self.a + 1
p = Pr(a=3); p._q.append(1); print(p, p._p, p._q, Pr.cv, p.model_dump(), Pr()._q); p._p = 9; print(p._p)
try: p.cv = 1
except AttributeError as e: print(e)
""",
    "serial": """
class S(P.BaseModel):
    u: uuid.UUID = uuid.UUID(int=1); d: datetime.datetime = datetime.datetime(2020,1,2,3,4,5); e: E = E.a; p: pathlib.Path = pathlib.Path("a"); s: P.SecretStr = P.SecretStr("x"); st: set[int] = {1}; by: bytes = b"x"; de: decimal.Decimal = decimal.Decimal("1.50"); t: tuple[int, ...] = (1, 2); n: None = None; url: P.AnyUrl = P.AnyUrl("http://a"); f: float = 1.0
print(S().model_dump(), S().model_dump(mode="json"), S().model_dump_json(), S(), sep="\\n")
print(S().model_dump_json(indent=2, include={"u", "st"}))
class Fs(P.BaseModel):
    a: int = 1
    @P.field_serializer("a")
    def ser(self, v): return f"<{v}>"
print(Fs().model_dump(), Fs().model_dump_json())
""",
    "secret": """
s = P.SecretStr("abc"); print(s, repr(s), len(s), s.get_secret_value(), s == P.SecretStr("abc"), P.SecretStr(""), hash(s) == hash(P.SecretStr("abc")), f"{s}")
b = P.SecretBytes(b"abc"); print(b, repr(b), b.get_secret_value())
""",
    "urls": """
def p(f):
    try: r = f(); print(repr(r), str(r))
    except Exception as e: print(type(e).__name__, str(e))
from pydantic_core import MultiHostUrl
p(lambda: P.PostgresDsn.build(scheme='postgresql+psycopg',username='u',password='p@ss',host='h',port=5432,path='db'))
p(lambda: P.PostgresDsn.build(scheme='postgresql',username='u',password='p',host='h',port=5432,path='/db'))
p(lambda: MultiHostUrl.build(scheme='postgresql+psycopg',username='u',password='pw',host='h',port=5432,path='db'))
p(lambda: P.AnyUrl.build(scheme='http',host='h',path='a b',query='x=1',fragment='f'))
p(lambda: P.RedisDsn.build(scheme='redis',host='h',port=6379,path='0'))
p(lambda: P.MySQLDsn.build(scheme='mysql+pymysql',username='a b',password='e',host='h',path='d'))
p(lambda: P.PostgresDsn.build(scheme='postgresql',hosts=[{'host':'a','port':1},{'host':'b','username':'u','password':'p@'}],path='db'))
for s in ['postgresql://u:p@h:5432/db','postgresql://u:p@H:5432','http://ExAmple.com:80/a b?q=a b#f g','http://example.com:8080','https://u:p@example.com/x/../y','sqlite:///./test.db','redis://:pw@h/1','postgresql://u:p%40ss@h/db','http://[::1]:80/','custom:abc','mailto:a@b','HTTP://A','file:///x','http://a?','postgresql://u:p\\u00e4@h/d b?ssl=on','postgresql://h1:1,h2:2/db','postgresql:///db','postgresql://u@/db','http://a@b@c/','http:/x','http:x','postgresql:h/db','sqlite:////abs/x.db','postgresql://u:p#x@h/db','postgresql://h:5432','postgresql+psycopg2://user:pass@localhost/db?sslmode=require&x=%20', 'postgres://a/b',  'mongodb://', 'mongodb:x', 'http://a b/', ' http://a ', 'x y://a', '//a', 'http://a:b']:
    for T in (P.AnyUrl, P.PostgresDsn, P.MongoDsn):
        def f():
            u = T(s)
            d = [str(u), u.scheme, getattr(u,'host','-'), getattr(u,'port','-'), getattr(u,'username','-'), getattr(u,'password','-'), u.path, u.query, u.fragment, u.query_params(), u.unicode_string()]
            if hasattr(u,'hosts'): d.append(u.hosts())
            return d
        p(f)
u = P.AnyUrl('http://a/b'); print(u == P.AnyUrl('http://a/b'), hash(u) == hash(P.AnyUrl('http://a/b')), u < P.AnyUrl('http://b'), u == 'http://a/b', len(str(u)))
""",
    "moved": """
try: from pydantic import BaseSettings
except Exception as e: print(type(e).__name__, e)
try: P.nonsense
except AttributeError as e: print(type(e).__name__)
print(P.VERSION)
""",
    "unannotated": """
for body in ("x = 5", "x = P.Field(5)"):
    try: exec("class B(P.BaseModel):\\n    " + body)
    except Exception as e: print(type(e).__name__, e)
class Ok(P.BaseModel):
    def f(self): return 1
    @staticmethod
    def g(): return 2
    @classmethod
    def h(cls): return 3
    class Inner: pass
print(Ok().f(), Ok.g(), Ok.h())
""",
    "create": """
C = P.create_model("C", a=(int, ...), b=(str, "x"))
print(C(a="5"), C.__name__)
try: C()
except P.ValidationError as e: print(e)
""",
    "adapter": """
ta = P.TypeAdapter(list[int]); print(ta.validate_python(["1"]), ta.validate_json("[1]"), P.TypeAdapter(M).validate_python({"x": 1}))
""",
    "defaults": """
class Df(P.BaseModel):
    a: list = P.Field(default_factory=list)
    b: int = P.Field(default_factory=lambda: 5, description="d", title="t")
    c: int = P.Field(ge=1, default=0)
    d: typing.Annotated[int, P.Field(gt=1)] = 5
    e: typing.Annotated[int, P.Field(default=9)]
print(Df(), Df().a is Df().a, Df.model_fields["b"].description, Df.model_fields["b"].is_required())
try: Df(c=0, d=1)
except P.ValidationError as e: print(e)
try: P.Field(1, default_factory=int)
except TypeError as e: print(e)
""",
    "longinput": """
try: M(x="a" * 100)
except P.ValidationError as e: print(e)
try: M(x=list(range(100)))
except P.ValidationError as e: print(e)
try: M(**{"y" * 30: 1, "z" * 30: 2})
except P.ValidationError as e: print(e)
""",
    "overrideinit": """
class I(P.BaseModel):
    a: int
    def __init__(self, a, **kw): super().__init__(a=a, **kw)
print(I(5))
""",
    "generic_alias": """
class G(P.BaseModel):
    a: typing.Dict[str, typing.List[int]] = {}
    b: typing.Set[str] = set()
    c: typing.Tuple[int, ...] = ()
    d: typing.Optional[typing.Dict[str, typing.Any]] = None
print(G(a={"x": ["1"]}, b=["q"], c=[1], d={"z": 1}))
""",
}

FUTURE = """from __future__ import annotations
import typing
import pydantic as P
class F(P.BaseModel):
    a: int
    b: typing.Optional[str] = None
    c: list[F] = []
    d: typing.ClassVar[int] = 5
print(F(a="1", c=[{"a": 2}]), F.d)
def make():
    class L(P.BaseModel):
        q: typing.Annotated[int, P.Field(gt=1)] = 5
    return L
print(make()())
try: make()(q=0)
except P.ValidationError as e: print(e)
"""

CASES = []
for line in ADAPTED.strip().splitlines():
    body = PRELUDE + CHECK
    for item in line.split(" ;; "):
        body += f"def case():\n    return ({item})\ntry:\n    made = case()\nexcept Exception as error:\n    print(type(error).__name__)\nelse:\n    t(lambda: made[0], made[1])\n"
    CASES.append((f"types {line[:40]}", {}, body))
CASES += [(f"snippet {name}", {}, PRELUDE + source) for name, source in SNIPPETS.items() if name != "future"]
CASES.append(("snippet future", {}, FUTURE))
