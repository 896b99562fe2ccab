"""URLs and mail addresses."""

from pydantic import _url
from pydantic._errors import Invalid, invalid, list_of_choices
from pydantic._refusals import having, later, refuse
from pydantic._schema import Node


class UrlConstraints:
    """What a URL type demands and fills in."""

    def __init__(
        self,
        max_length=None,
        allowed_schemes=None,
        host_required=None,
        default_host=None,
        default_port=None,
        default_path=None,
        preserve_empty_path=None,
    ):
        self.max_length = max_length
        self.allowed_schemes = allowed_schemes
        self.host_required = host_required
        self.default_host = default_host
        self.default_port = default_port
        self.default_path = default_path
        if preserve_empty_path is not None:
            refuse("UrlConstraints(preserve_empty_path=…)")

    def _wrap_node(self, node):
        if not isinstance(node, _UrlNode):
            refuse("UrlConstraints on anything but a URL type")
        return _UrlNode(node.kind, self)


class _BaseUrl:
    """What URLs with one and with several hosts share."""

    _constraints = UrlConstraints()
    _multiple = False

    def __init__(self, url):
        from pydantic._errors import ValidationError

        try:
            self._url = _UrlNode(type(self))._parts(url)
        except Invalid as error:
            raise ValidationError(_UrlNode.name, error.lines) from None

    @classmethod
    def _of_parts(cls, parts):
        self = cls.__new__(cls)
        self._url = parts
        return self

    @classmethod
    def _limbeck_node(cls, config, *arguments):
        return _UrlNode(cls)

    @classmethod
    def build(cls, *, scheme, **parts):
        """A URL of its parts, put together as they are."""
        return cls(_url.build(cls._multiple, scheme, **parts))

    @property
    def scheme(self):
        """`postgresql`"""
        return self._url.scheme

    @property
    def path(self):
        """`/db`, or None."""
        return self._url.path or None

    @property
    def query(self):
        """What follows `?`, or None."""
        return self._url.query

    @property
    def fragment(self):
        """What follows `#`, or None."""
        return self._url.fragment

    def query_params(self):
        """Pairs of the query."""
        from urllib.parse import parse_qsl

        return parse_qsl(self._url.query or "", keep_blank_values=True)

    def unicode_string(self):
        """The URL; hosts as people read them."""
        return str(self)

    def encoded_string(self):
        """The URL."""
        return str(self)

    def __str__(self):
        return self._url.text()

    def __repr__(self):
        return f"{type(self).__name__}({str(self)!r})"

    def __eq__(self, other):
        return type(self) is type(other) and str(self) == str(other)

    def __lt__(self, other):
        return type(self) is type(other) and str(self) < str(other)

    def __gt__(self, other):
        return type(self) is type(other) and str(self) > str(other)

    def __le__(self, other):
        return type(self) is type(other) and str(self) <= str(other)

    def __ge__(self, other):
        return type(self) is type(other) and str(self) >= str(other)

    def __hash__(self):
        return hash(str(self))

    def __len__(self):
        return len(str(self))

    def __deepcopy__(self, memo):
        return self


class AnyUrl(_BaseUrl):
    """Any URL."""

    def _host_part(self, place):
        return self._url.hosts[0][place] if self._url.hosts else None

    @property
    def username(self):
        """The user, encoded."""
        return self._host_part(0)

    @property
    def password(self):
        """The password, encoded."""
        return self._host_part(1)

    @property
    def host(self):
        """The host."""
        return self._host_part(2)

    @property
    def port(self):
        """The port, or the scheme's own."""
        port = self._host_part(3)
        return _url._SPECIAL.get(self.scheme) if port is None else port

    def unicode_host(self):
        """The host as people read it."""
        return self.host


class _BaseMultiHostUrl(_BaseUrl):
    """A URL with several hosts."""

    _multiple = True

    def hosts(self):
        """Each host as a dict."""
        return [
            dict(zip(("username", "password", "host", "port"), host)) for host in self._url.hosts
        ]


class _UrlNode(Node):
    name = "function-wrap[wrap_val()]"

    def __init__(self, kind, constraints=None):
        self.kind, self.constraints = kind, constraints or kind._constraints

    def validate(self, value, state):
        if isinstance(value, self.kind):
            return value
        return self.kind._of_parts(self._parts(value, state.strict))

    def exact(self, value):
        return isinstance(value, self.kind)

    def _parts(self, value, strict=False):
        rules = self.constraints
        if isinstance(value, _BaseUrl):
            text = str(value)
        elif isinstance(value, str):
            text = value
        else:
            raise invalid("url_type", "URL input should be a string or URL", value)
        if rules.max_length is not None and len(text) > rules.max_length:
            raise invalid(
                "url_too_long", f"URL should have at most {rules.max_length} characters", value,
                max_length=rules.max_length,
            )  # fmt: skip
        multiple = self.kind._multiple
        if rules.default_host and multiple:
            parts = _url.parse(text, False, value)
        else:
            parts = _url.parse(text, multiple, value)
        if rules.allowed_schemes and parts.scheme not in rules.allowed_schemes:
            expected = list_of_choices(rules.allowed_schemes)
            raise invalid("url_scheme", f"URL scheme should be {expected}", value, expected_schemes=expected)
        self._fill_in(parts, rules)
        if (rules.host_required or multiple) and not (parts.hosts and all(host[2] for host in parts.hosts)):
            raise invalid("url_parsing", "Input should be a valid URL, empty host", value, error="empty host")
        return parts

    def _fill_in(self, parts, rules):
        if not (rules.default_host or rules.default_port or rules.default_path):
            return
        username, password, host, port = parts.hosts[0] if parts.hosts else (None, None, None, None)
        if len(parts.hosts) > 1:
            return
        if host is None and rules.default_host:
            host, parts.authority = rules.default_host, True
        if port is None and rules.default_port and not (host == rules.default_host and self._bare(parts)):
            port = rules.default_port
        elif port is None and rules.default_port:
            port = rules.default_port
        if parts.authority:
            parts.hosts = [(username, password, host, port)]
        if not parts.path and rules.default_path:
            parts.path = rules.default_path

    @staticmethod
    def _bare(parts):
        return not parts.hosts


def _url_type(name, base=AnyUrl, doc="A URL of its schemes.", **constraints):
    return type(name, (base,), {"_constraints": UrlConstraints(**constraints), "__doc__": doc, "__module__": __name__})


_POSTGRES = "asyncpg pg8000 psycopg psycopg2 psycopg2cffi py-postgresql pygresql".split()
_MYSQL = "mysqlconnector aiomysql asyncmy mysqldb pymysql cymysql pyodbc".split()

AnyHttpUrl = _url_type("AnyHttpUrl", allowed_schemes=["http", "https"])
HttpUrl = _url_type("HttpUrl", max_length=2083, allowed_schemes=["http", "https"])
AnyWebsocketUrl = _url_type("AnyWebsocketUrl", allowed_schemes=["ws", "wss"])
WebsocketUrl = _url_type("WebsocketUrl", max_length=2083, allowed_schemes=["ws", "wss"])
FileUrl = _url_type("FileUrl", allowed_schemes=["file"])
FtpUrl = _url_type("FtpUrl", allowed_schemes=["ftp"])
PostgresDsn = _url_type(
    "PostgresDsn",
    _BaseMultiHostUrl,
    host_required=True,
    allowed_schemes=["postgres", "postgresql", *(f"postgresql+{driver}" for driver in _POSTGRES)],
)
CockroachDsn = _url_type(
    "CockroachDsn",
    host_required=True,
    allowed_schemes=["cockroachdb", "cockroachdb+psycopg2", "cockroachdb+asyncpg"],
)
AmqpDsn = _url_type("AmqpDsn", allowed_schemes=["amqp", "amqps"])
RedisDsn = _url_type(
    "RedisDsn",
    allowed_schemes=["redis", "rediss"],
    default_host="localhost",
    default_port=6379,
    default_path="/0",
    host_required=True,
)
MongoDsn = _url_type("MongoDsn", _BaseMultiHostUrl, allowed_schemes=["mongodb", "mongodb+srv"], default_port=27017)
KafkaDsn = _url_type("KafkaDsn", allowed_schemes=["kafka"], default_host="localhost", default_port=9092)
NatsDsn = _url_type(
    "NatsDsn",
    _BaseMultiHostUrl,
    allowed_schemes=["nats", "tls", "ws", "wss"],
    default_host="localhost",
    default_port=4222,
)
MySQLDsn = _url_type(
    "MySQLDsn",
    allowed_schemes=["mysql", *(f"mysql+{driver}" for driver in _MYSQL)],
    default_port=3306,
    host_required=True,
)
MariaDBDsn = _url_type(
    "MariaDBDsn",
    allowed_schemes=["mariadb", "mariadb+mariadbconnector", "mariadb+pymysql"],
    default_port=3306,
)
ClickHouseDsn = later("pydantic", "ClickHouseDsn")
SnowflakeDsn = later("pydantic", "SnowflakeDsn")
NameEmail = later("pydantic", "NameEmail")


class EmailStr(str):
    """A mail address."""

    @classmethod
    def _limbeck_node(cls, config, *arguments):
        return _EmailNode()


class _EmailNode(Node):
    name = "function-after[_validate(), str]"

    def validate(self, value, state):
        from pydantic import _scalars

        return validate_email(_scalars.text(value, state.strict))[1]

    def exact(self, value):
        return isinstance(value, str)


_LOCAL = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789!#$%&'*+-/=?^_`{|}~.")


def validate_email(value):
    """The part before `@` and the address. An address that is not plainly one is refused."""
    local, at, domain = value.strip().rpartition("@")
    labels = domain.split(".")
    plain = (
        at
        and local
        and set(local) <= _LOCAL
        and not local.startswith(".")
        and not local.endswith(".")
        and ".." not in local
        and len(labels) > 1
        and all(label and label.isascii() and label.replace("-", "").isalnum() for label in labels)
        and not any(label.startswith("-") or label.endswith("-") for label in labels)
        and labels[-1].lower() not in ("local", "localhost", "test", "invalid", "example")
    )
    if not plain:
        refuse(f"the mail address {value!r} in a pydantic model")
    return local, f"{local}@{domain.lower()}"


__getattr__ = having("pydantic.networks")
