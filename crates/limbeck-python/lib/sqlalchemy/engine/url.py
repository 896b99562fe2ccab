"""Database URLs, written and read as SQLAlchemy does; a password is never shown."""

_FIELDS = ("drivername", "username", "password", "host", "port", "database", "query")


class immutabledict(dict):
    """A dictionary nobody changes."""

    def _refused(self, *args, **kw):
        raise TypeError("immutabledict object is immutable and/or readonly.")

    __setitem__ = __delitem__ = clear = pop = popitem = setdefault = update = _refused

    def union(self, *others, **kw):
        """With further entries."""
        merged = dict(self)
        for other in others:
            merged.update(other or {})
        merged.update(kw)
        return immutabledict(merged)

    merge_with = union

    def __hash__(self):
        return hash(tuple(self.items()))

    def __repr__(self):
        return f"immutabledict({dict.__repr__(self)})"


class URL(tuple):
    """A database URL in its parts."""

    __slots__ = ()
    _fields = _FIELDS

    def __new__(cls, drivername, username=None, password=None, host=None, port=None, database=None, query=None):
        return tuple.__new__(cls, (drivername, username, password, host, port, database, query))

    def __getnewargs__(self):
        return tuple(self)

    drivername = property(lambda self: self[0])
    username = property(lambda self: self[1])
    password = property(lambda self: self[2])
    host = property(lambda self: self[3])
    port = property(lambda self: self[4])
    database = property(lambda self: self[5])
    query = property(lambda self: self[6])

    @classmethod
    def create(cls, drivername, username=None, password=None, host=None, port=None, database=None, query=None):
        """A URL from its parts."""
        if not isinstance(drivername, str):
            raise TypeError("drivername must be a string")
        for name, value in (("username", username), ("host", host), ("database", database)):
            if value is not None and not isinstance(value, str):
                raise TypeError(f"{name} must be a string")
        if port is not None:
            port = int(port)
        return cls(drivername, username, password, host, port, database, _query(query))

    def _replace(self, **kw):
        values = dict(zip(_FIELDS, self))
        values.update(kw)
        return type(self)(**values)

    def set(self, drivername=None, username=None, password=None, host=None, port=None, database=None, query=None):
        """The same with other parts."""
        given = {
            "drivername": drivername,
            "username": username,
            "password": password,
            "host": host,
            "port": port,
            "database": database,
            "query": query,
        }
        values = dict(zip(_FIELDS, self))
        values.update((name, value) for name, value in given.items() if value is not None)
        return URL.create(**values)

    def update_query_string(self, query_string, append=False):
        """The same with further query parameters, as text."""
        return self.update_query_pairs(_pairs(query_string), append)

    def update_query_pairs(self, key_value_pairs, append=False):
        """The same with further query parameters, as pairs."""
        new = {}
        for key, value in key_value_pairs:
            if key in new:
                new[key] = (*_several(new[key]), *_several(value))
            else:
                new[key] = value if isinstance(value, str) else tuple(value)
        merged = dict(self.query)
        for key, value in new.items():
            if append and key in merged:
                merged[key] = (*_several(merged[key]), *_several(value))
            else:
                merged[key] = value
        return self.set(query=merged)

    def update_query_dict(self, query_parameters, append=False):
        """The same with further query parameters."""
        return self.update_query_pairs(query_parameters.items(), append)

    def difference_update_query(self, names):
        """The same without some query parameters."""
        kept = {key: value for key, value in self.query.items() if key not in set(names)}
        return URL.create(*self[:6], query=kept)

    @property
    def normalized_query(self):
        """Each query parameter as a tuple."""
        return immutabledict({key: _several(value) for key, value in self.query.items()})

    def render_as_string(self, hide_password=True):
        """The URL as text."""
        text = self.drivername + "://"
        if self.username is not None:
            text += _quote(self.username, " +")
            if self.password is not None:
                text += ":" + ("***" if hide_password else _quote(str(self.password), " +"))
            text += "@"
        if self.host is not None:
            text += f"[{self.host}]" if ":" in self.host else self.host
        if self.port is not None:
            text += f":{self.port}"
        if self.database is not None:
            text += "/" + _quote(self.database, " +/")
        if self.query:
            parts = [
                f"{_quote_plus(key)}={_quote_plus(value)}"
                for key in sorted(self.query)
                for value in _several(self.query[key])
            ]
            text += "?" + "&".join(parts)
        return text

    def __to_string__(self, hide_password=True):
        return self.render_as_string(hide_password)

    def __str__(self):
        return self.render_as_string()

    __repr__ = __str__

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self

    def __hash__(self):
        return hash(str(self))

    def __eq__(self, other):
        return isinstance(other, URL) and tuple.__eq__(self, other)

    def __ne__(self, other):
        return not self == other

    def get_backend_name(self):
        """The database: `postgresql`."""
        return self.drivername.split("+")[0]

    def get_driver_name(self):
        """The driver: `psycopg`."""
        if "+" in self.drivername:
            return self.drivername.split("+")[1]
        return self.get_dialect().driver

    def get_dialect(self, _is_async=False):
        """The dialect's class."""
        return dialect_class(self.drivername.replace("+", "."))

    def translate_connect_args(self, names=(), **kw):
        """The parts as a driver's keyword arguments."""
        names = dict(kw)
        found = {}
        for name in ("host", "database", "username", "password", "port"):
            value = getattr(self, name)
            if value:
                found[names.get(name, name)] = value
        return found


def _several(value):
    return tuple(value) if isinstance(value, (list, tuple)) else (value,)


def _query(query):
    if not query:
        return immutabledict()
    checked = {}
    for key, value in query.items():
        if not isinstance(key, str):
            raise TypeError("Query dictionary keys must be strings")
        if isinstance(value, str):
            checked[key] = value
            continue
        if not isinstance(value, (list, tuple)) or not all(isinstance(item, str) for item in value):
            raise TypeError("Query dictionary values must be strings or sequences of strings")
        checked[key] = value[0] if len(value) == 1 else tuple(value)
    return immutabledict(checked)


_SAFE = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-~")


def _quote(text, safe=""):
    kept = _SAFE.union(safe.encode())
    return "".join(chr(byte) if byte in kept else f"%{byte:02X}" for byte in text.encode("utf-8"))


def _quote_plus(text):
    return _quote(text, " ").replace(" ", "+")


def _unquote(text):
    if "%" not in text:
        return text
    first, *rest = text.encode("utf-8").split(b"%")
    parts = [first]
    for part in rest:
        try:
            parts.append(bytes.fromhex(part[:2].decode("ascii")) + part[2:])
        except ValueError:
            parts.append(b"%" + part)
    return b"".join(parts).decode("utf-8", "replace")


def _pairs(text):
    found = []
    for piece in text.split("&"):
        key, equals, value = piece.partition("=")
        if equals and value:
            found.append((_unquote(key.replace("+", " ")), _unquote(value.replace("+", " "))))
    return found


def make_url(name_or_url):
    """A URL from text; a URL as it is."""
    if isinstance(name_or_url, str):
        return _parse(name_or_url)
    if not isinstance(name_or_url, URL):
        from sqlalchemy import exc

        if hasattr(name_or_url, "_sqla_is_testing_if_this_is_a_mock_object"):
            return name_or_url
        raise exc.ArgumentError(f"Expected string or URL object, got {name_or_url!r}")
    return name_or_url


def _parse(text):
    name, separator, rest = text.partition("://")
    if not separator or not name or not all(char.isalnum() or char in "_+" for char in name):
        from sqlalchemy import exc

        raise exc.ArgumentError("Could not parse SQLAlchemy URL from given URL string")
    username = password = host = port = database = query = None
    # The part before `@`: neither a name nor a password holds one.
    before, at, after = rest.partition("@")
    user, colon, secret = before.partition(":")
    if at and "/" not in user:
        username, rest = _unquote(user), after
        if colon:
            password = _unquote(secret)
    if rest.startswith("["):
        host, bracket, rest = rest[1:].partition("]")
    else:
        end = min((place for place in map(rest.find, ":/?") if place >= 0), default=len(rest))
        host, rest = rest[:end] or None, rest[end:]
    if rest.startswith(":"):
        end = min((place for place in map(rest.find, "/?") if place >= 0), default=len(rest))
        port, rest = rest[1:end], rest[end:]
    if rest.startswith("/"):
        path, _, tail = rest[1:].partition("?")
        database = _unquote(path)
        query = tail if "?" in rest else None
    elif rest.startswith("?"):
        query = rest[1:]
    pairs = None
    if query is not None:
        pairs = {}
        for key, value in _pairs(query):
            pairs[key] = [*_several(pairs[key]), value] if key in pairs else value
    return URL.create(name, username, password, host, port, database, pairs)


_DRIVERS = {
    "postgresql": {
        "psycopg": ("psycopg", False),
        "psycopg2": ("psycopg2", False),
        "psycopg2cffi": ("psycopg2cffi", False),
        "psycopg_async": ("psycopg", True),
        "asyncpg": ("asyncpg", True),
        "pg8000": ("pg8000", False),
    },
    "mysql": {
        "mysqldb": ("mysqldb", False),
        "pymysql": ("pymysql", False),
        "aiomysql": ("aiomysql", True),
        "asyncmy": ("asyncmy", True),
        "mysqlconnector": ("mysqlconnector", False),
        "mariadbconnector": ("mariadbconnector", False),
        "cymysql": ("cymysql", False),
        "pyodbc": ("pyodbc", False),
    },
    "sqlite": {
        "pysqlite": ("pysqlite", False),
        "aiosqlite": ("aiosqlite", True),
        "pysqlcipher": ("pysqlcipher", False),
        "pysqlite_numeric": ("pysqlite_numeric", False),
    },
    "mssql": {"pyodbc": ("pyodbc", False), "pymssql": ("pymssql", False), "aioodbc": ("aioodbc", True)},
    "oracle": {
        "oracledb": ("oracledb", False),
        "oracledb_async": ("oracledb", True),
        "cx_oracle": ("cx_oracle", False),
    },
}
_DRIVERS["mariadb"] = _DRIVERS["mysql"]
_PARAMSTYLES = {
    "psycopg": "pyformat",
    "psycopg2": "pyformat",
    "psycopg2cffi": "pyformat",
    "asyncpg": "numeric_dollar",
    "pg8000": "format",
    "pymssql": "pyformat",
    "cymysql": "format",
}
_classes = {}


def dialect_class(name):
    """The class for `postgresql` or `postgresql.psycopg2`; NoSuchModuleError for others."""
    from sqlalchemy.engine.default import CLASSES

    backend, _, driver = name.partition(".")
    base = CLASSES.get(backend)
    known = _DRIVERS.get(backend)
    if base is None or known is None or (driver and driver not in known):
        from sqlalchemy import exc

        raise exc.NoSuchModuleError(f"Can't load plugin: sqlalchemy.dialects:{name}")
    if not driver:
        name = f"{backend}.{base.driver}"
        driver = base.driver
    found = _classes.get(name)
    if found is None:
        shown, is_async = known[driver]
        found = _classes[name] = type(
            f"{base.__name__}_{driver}",
            (base,),
            {
                "driver": driver if is_async and driver == "psycopg_async" else shown,
                "is_async": is_async,
                "paramstyle": _PARAMSTYLES.get(shown, base.default_paramstyle),
                "__module__": f"sqlalchemy.dialects.{backend}.{driver}",
            },
        )
    return found
