"""`pydantic_settings` against pydantic-settings."""

PRELUDE = """
import os, typing, enum, pathlib, warnings
warnings.simplefilter("ignore")
from pydantic import *
from pydantic_settings import *
A = typing.Annotated
def show(make, **env):
    for k in list(os.environ):
        if k not in KEEP: del os.environ[k]
    os.environ.update(env)
    try: print(repr(make()))
    except ValidationError as e: print(e)
    except Exception as e: print(type(e).__module__.split(".")[0], type(e).__name__, e, "<-", type(e.__cause__).__name__, e.__cause__)
KEEP = set(os.environ)
"""

ENV = """# settings
DATABASE_URL="postgresql+asyncpg://u:p@localhost/db"
SECRET_KEY=abc # comment
debug=true
PORT=8000
EMPTY=
APP_NAME='my app'
CORS=["http://a", "http://b"]
DB__HOST=localhost
DB__PORT=5433
EXTRA_THING=1
"""

SNIPPETS = {
    "template": """
import secrets
def parse_cors(v):
    if isinstance(v, str) and not v.startswith("["): return [i.strip() for i in v.split(",") if i.strip()]
    elif isinstance(v, list | str): return v
    raise ValueError(v)
class Settings(BaseSettings):
    model_config = SettingsConfigDict(env_file="../.env", env_ignore_empty=True, extra="ignore")
    API_V1_STR: str = "/api/v1"
    ACCESS_TOKEN_EXPIRE_MINUTES: int = 60 * 24 * 8
    ENVIRONMENT: typing.Literal["local", "staging"] = "local"
    BACKEND_CORS_ORIGINS: A[list[AnyUrl] | str, BeforeValidator(parse_cors)] = []
    @computed_field
    @property
    def all_cors_origins(self) -> list[str]:
        return [str(o).rstrip("/") for o in self.BACKEND_CORS_ORIGINS]
    PROJECT_NAME: str = "x"
    SENTRY_DSN: HttpUrl | None = None
    POSTGRES_SERVER: str = "h"
    POSTGRES_PORT: int = 5432
    POSTGRES_USER: str = "u"
    POSTGRES_PASSWORD: str = ""
    POSTGRES_DB: str = ""
    @computed_field
    @property
    def SQLALCHEMY_DATABASE_URI(self) -> PostgresDsn:
        return PostgresDsn.build(scheme="postgresql+psycopg", username=self.POSTGRES_USER, password=self.POSTGRES_PASSWORD, host=self.POSTGRES_SERVER, port=self.POSTGRES_PORT, path=self.POSTGRES_DB)
    @model_validator(mode="after")
    def _enforce(self):
        if self.POSTGRES_PASSWORD == "changethis": raise ValueError("change it")
        return self
show(Settings); show(Settings, BACKEND_CORS_ORIGINS="http://a,http://b", POSTGRES_DB="app", POSTGRES_PASSWORD="p w"); show(Settings, POSTGRES_PASSWORD="changethis"); show(Settings, BACKEND_CORS_ORIGINS='["http://a"]', POSTGRES_PORT="x", ENVIRONMENT="nope", SENTRY_DSN="")
show(lambda: str(Settings(POSTGRES_DB="q").SQLALCHEMY_DATABASE_URI))
""",
    "envfile": """
class S(BaseSettings):
    model_config = SettingsConfigDict(env_file=".env", extra="ignore")
    database_url: str
    secret_key: str
    DEBUG: bool = False
    port: int = 1
    empty: str = "dflt"
    app_name: str = ""
    cors: list[str] = []
show(S); show(S, PORT="9", SECRET_KEY="env"); show(lambda: S(port=5, secret_key="arg")); show(lambda: S(_env_file=None)); show(lambda: S(_env_file="other.env", _env_file_encoding="utf-8"), DATABASE_URL="x")
""",
    "forbid": """
class S(BaseSettings):
    model_config = SettingsConfigDict(env_file=".env")
    database_url: str
    secret_key: str
show(S)
class S2(BaseSettings):
    model_config = SettingsConfigDict(env_file=".env", extra="allow")
    database_url: str
show(S2)
""",
    "missing": """
class S(BaseSettings):
    a: str
    b: int
show(S); show(S, A="x"); show(S, A="x", B="y"); show(S, a="x", b="2"); show(lambda: S(a="q"))
""",
    "prefix": """
class S(BaseSettings):
    model_config = SettingsConfigDict(env_prefix="APP_", env_file=".env", extra="ignore")
    name: str = "n"
    port: int = 1
    other: str = P if False else "o"
show(S); show(S, APP_PORT="5", PORT="6"); show(S, app_port="7")
class F(BaseSettings):
    model_config = SettingsConfigDict(env_prefix="APP_", env_file="prefix.env")
    name: str = "n"
show(F)
""",
    "case": """
class S(BaseSettings):
    model_config = SettingsConfigDict(case_sensitive=True)
    Name: str = "n"
show(S, NAME="x"); show(S, Name="y")
class T(BaseSettings):
    Name: str = "n"
show(T, NAME="x"); show(T, nAmE="y"); show(lambda: T(name="q")); show(lambda: T(Name="q"))
""",
    "nested": """
class DB(BaseModel):
    host: str = "h"
    port: int = 1
    opts: dict[str, int] = {}
class S(BaseSettings):
    model_config = SettingsConfigDict(env_nested_delimiter="__")
    db: DB = DB()
    m: dict[str, str] = {}
    od: DB | None = None
show(S); show(S, DB__HOST="x", DB__PORT="5"); show(S, DB='{"host": "j", "port": 2}'); show(S, DB='{"host": "j"}', DB__PORT="9"); show(S, M__A="1", M__B="2"); show(S, DB__OPTS='{"a": 1}'); show(S, DB__OPTS__Z="3"); show(S, DB__PORT="x"); show(S, DB="notjson"); show(S, OD__HOST="z"); show(S, DB__NOPE="1")
class N(BaseSettings):
    model_config = SettingsConfigDict(env_nested_delimiter="__", env_file=".env", extra="ignore")
    db: DB
show(N); show(N, DB__PORT="77")
""",
    "json": """
class S(BaseSettings):
    l: list[int] = []
    d: dict = {}
    t: tuple[int, str] | None = None
    s: set[str] = set()
    u: list[str] | str = "x"
    o: typing.Optional[typing.List[str]] = None
show(S, L="[1,2]"); show(S, L="1,2"); show(S, D='{"a": 1}'); show(S, T='[1, "x"]'); show(S, S='["a"]'); show(S, U="plain"); show(S, U='["a"]'); show(S, O='["q"]'); show(S, O="bad"); show(S, L=""); show(S, D="5")
class Nd(BaseSettings):
    l: A[list[str], NoDecode] = []
    @field_validator("l", mode="before")
    @classmethod
    def split(cls, v): return v.split(",") if isinstance(v, str) else v
show(Nd, L="a,b")
class Ed(BaseSettings):
    model_config = SettingsConfigDict(enable_decoding=False)
    l: list[str] = []
    f: A[list[int], ForceDecode] = []
    @field_validator("l", mode="before")
    @classmethod
    def split(cls, v): return v.split(",") if isinstance(v, str) else v
show(Ed, L="a,b", F="[1]")
""",
    "alias": """
class S(BaseSettings):
    model_config = SettingsConfigDict(env_prefix="P_")
    a: str = Field("d", validation_alias="MY_A")
    b: str = Field("d", alias="MY_B")
    c: str = Field("d", validation_alias=AliasChoices("C1", "C2"))
show(S); show(S, MY_A="1", MY_B="2", C2="3"); show(S, P_A="1"); show(S, C1="x", C2="y"); show(lambda: S(MY_A="arg")); show(lambda: S(a="arg"))
class R(BaseSettings):
    a: str = Field(validation_alias=AliasChoices("X", "Y"))
    b: int = Field(alias="BB")
show(R); show(R, X="1", BB="z")
class Q(BaseSettings):
    model_config = SettingsConfigDict(populate_by_name=True)
    a: str = Field("d", alias="AA")
show(Q, A="1"); show(Q, AA="2"); show(lambda: Q(a="3")); show(lambda: Q(AA="4"))
""",
    "classconfig": """
class S(BaseSettings):
    database_url: str = "d"
    class Config:
        env_file = ".env"
        extra = "ignore"
        case_sensitive = False
show(S)
class T(BaseSettings):
    a: str = Field("d", env="ZZ")
    class Config:
        env_prefix = "Q_"
show(T, Q_A="1")
""",
    "types": """
class E(enum.Enum): dev = "dev"; prod = "prod"
class S(BaseSettings):
    e: E = E.dev
    p: pathlib.Path = pathlib.Path(".")
    s: SecretStr = SecretStr("x")
    f: float = 1.0
    b: bool = False
    o: int | None = None
    lit: typing.Literal["a", "b"] = "a"
    url: PostgresDsn | None = None
    any: typing.Any = None
    x: int | str = 0
show(S, E="prod", P="/tmp", S="pw", F="2.5", B="on", O="5", LIT="b", URL="postgresql://h/d", ANY="q", X="7"); show(S, E="zz", F="q", B="maybe", O="", LIT="c", URL="mysql://h"); show(S, O="null")
class Nn(BaseSettings):
    model_config = SettingsConfigDict(env_parse_none_str="null", env_ignore_empty=True)
    o: int | None = 3
    q: str = "dflt"
show(Nn, O="null"); show(Nn, O="", Q="")
class En(BaseSettings):
    model_config = SettingsConfigDict(env_parse_enums=True)
    e: E = E.dev
show(En, E="prod")
""",
    "multi": """
class S(BaseSettings):
    model_config = SettingsConfigDict(env_file=(".env", "other.env", "nope.env"), extra="ignore")
    port: int = 0
    secret_key: str = ""
show(S); show(lambda: S(_env_file=("other.env", ".env")))
class Pth(BaseSettings):
    model_config = SettingsConfigDict(env_file=pathlib.Path("other.env"), extra="ignore")
    port: int = 0
show(Pth)
class Dep(BaseSettings):
    model_config = SettingsConfigDict(env_file=".env", extra="ignore", env_file_depth=2)
    port: int = 0
os.makedirs("x/y", exist_ok=True); os.chdir("x/y"); show(Dep); show(S)
""",
    "properties": """
class S(BaseSettings):
    host: str = "h"
    @property
    def url(self) -> str: return f"postgresql://{self.host}/db"
    @computed_field
    @property
    def sync(self) -> str: return self.url.replace("h", "H")
s = S(); print(s.url, s.sync, s.model_dump(), s)
import functools
@functools.lru_cache
def get(): return S()
print(get() is get())
""",
    "inherit": """
class B(BaseSettings):
    model_config = SettingsConfigDict(env_file=".env", extra="ignore")
    port: int = 0
class D(B):
    model_config = SettingsConfigDict(env_prefix="X_")
    secret_key: str = "q"
print({k: D.model_config[k] for k in ("env_file", "extra", "env_prefix")})
show(D); show(D, X_PORT="3")
""",
    "default": """
class S(BaseSettings):
    a: int = "5"
    b: list[int] = ["1"]
show(S)
class T(BaseSettings):
    a: int = "x"
show(T)
""",
    "validators": """
class S(BaseSettings):
    model_config = SettingsConfigDict(env_file=".env", extra="ignore")
    database_url: str
    @field_validator("database_url", mode="before")
    @classmethod
    def fix(cls, v): return v.replace("+asyncpg", "")
    @model_validator(mode="before")
    @classmethod
    def pre(cls, data): print(sorted(data)); return data
show(S); show(S, DATABASE_URL="postgresql+asyncpg://z")
""",
    "optional_url": """
class S(BaseSettings):
    DATABASE_URL: PostgresDsn
    @field_validator("DATABASE_URL", mode="after")
    @classmethod
    def s(cls, v): return str(v)
show(S, DATABASE_URL="postgresql+asyncpg://u:p@h:5432/db"); show(S, DATABASE_URL="bad"); show(S)
""",
    "extra_arg": """
class S(BaseSettings):
    a: int = 1
show(lambda: S(zz=1)); show(lambda: S(A=2)); show(lambda: S(_env_prefix="Q_"), Q_A="7")
""",
    "modelconfigdict": """
class S(BaseSettings):
    model_config = {"env_file": ".env", "extra": "ignore", "env_file_encoding": "utf-8"}
    port: int = 0
show(S)
""",
    "final": """
class S(BaseSettings, env_prefix="K_", extra="ignore"):
    a: typing.Optional[str] = None
show(S, K_A="x")
""",
}

FUTURE = """from __future__ import annotations
from pydantic_settings import BaseSettings, SettingsConfigDict
from pydantic import Field
class S(BaseSettings):
    model_config = SettingsConfigDict(env_file=".env", extra="ignore")
    port: int = Field(1, ge=1)
    cors: list[str] = []
    database_url: str | None = None
print(repr(S()))
"""

FILES = {".env": ENV, "other.env": "PORT=9999\n", "prefix.env": "APP_NAME=x\nAPP_ZZ=1\nBARE=2\n"}
CASES = [(name, FILES, PRELUDE + source) for name, source in SNIPPETS.items()] + [("future", FILES, FUTURE)]
