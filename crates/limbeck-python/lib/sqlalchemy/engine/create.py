"""`create_engine` and `engine_from_config`."""

_POOL_OPTIONS = """pool_size max_overflow pool_timeout pool_recycle pool_pre_ping pool_use_lifo pool_reset_on_return
    pool_events""".split()
_ENGINE_OPTIONS = """connect_args creator echo echo_pool enable_from_linting execution_options future
    hide_parameters implicit_returning insertmanyvalues_page_size isolation_level json_deserializer json_serializer
    label_length logging_name max_identifier_length module paramstyle plugins pool poolclass pool_logging_name
    query_cache_size skip_autocommit_rollback use_insertmanyvalues""".split()
_DIALECT_OPTIONS = {
    "postgresql": """use_native_hstore client_encoding executemany_mode executemany_batch_page_size
        executemany_values_page_size use_native_uuid use_native_unicode native_inet_types prepared_statement_cache_size
        prepared_statement_name_func server_side_cursors prepare_threshold""",
    "mysql": "is_mariadb json_serializer server_side_cursors charset",
    "mariadb": "is_mariadb json_serializer server_side_cursors charset",
    "sqlite": "native_datetime",
}
def create_engine(url, **kwargs):
    """An engine for a URL."""
    from sqlalchemy.engine.base import Engine
    from sqlalchemy.engine.url import dialect_class, make_url

    url = make_url(url)
    kwargs.pop("empty_in_strategy", None)
    dialect = dialect_class(url.drivername.replace("+", "."))
    if kwargs.pop("strategy", None) == "mock":
        from sqlalchemy.engine.mock import create_mock_engine

        return create_mock_engine(url, kwargs.pop("executor"))
    keywords = dict(kwargs)
    poolclass = kwargs.pop("poolclass", None)
    pool = kwargs.pop("pool", None)
    _check(url, dialect, kwargs, poolclass)
    if pool is None:
        pool = (poolclass or _default_pool(url, dialect))()
    elif isinstance(pool, (_pool_module().NullPool, _pool_module().StaticPool)):
        keywords.pop("pool")
        keywords["poolclass"] = type(pool)
    if keywords.get("poolclass") is not None:
        keywords["poolclass"] = keywords["poolclass"].__name__
    for name, value in list(keywords.items()):
        if name in ("json_serializer", "json_deserializer") and value is not None:
            # Of functions only the name can be told; the standard ones do what is done anyway.
            if getattr(value, "__module__", "").partition(".")[0] == "json":
                del keywords[name]
    made = dialect(paramstyle=kwargs.get("paramstyle"))
    return Engine(url, made, keywords, pool)


def _pool_module():
    from sqlalchemy import pool

    return pool


def _default_pool(url, dialect):
    from sqlalchemy import pool

    if dialect.name == "sqlite":
        if url.database in (None, "", ":memory:"):
            return pool.SingletonThreadPool
        return pool.QueuePool
    return pool.AsyncAdaptedQueuePool if dialect.is_async else pool.QueuePool


def _check(url, dialect, kwargs, poolclass):
    known = {*_ENGINE_OPTIONS, *_POOL_OPTIONS, *_DIALECT_OPTIONS.get(dialect.name, "").split()}
    wrong = [name for name in kwargs if name not in known]
    shown = poolclass or _default_pool(url, dialect)
    if shown.__name__ in ("NullPool", "StaticPool", "SingletonThreadPool", "AssertionPool"):
        wrong += [
            name
            for name in kwargs
            if name in ("pool_size", "max_overflow", "pool_timeout", "pool_use_lifo")
            and not (name == "pool_size" and shown.__name__ == "SingletonThreadPool")
        ]
    if wrong:
        names = ",".join(repr(name) for name in wrong)
        raise TypeError(
            f"Invalid argument(s) {names} sent to create_engine(), using configuration "
            f"{dialect.__name__}/{shown.__name__}/Engine.  Please check that the keyword arguments are appropriate "
            "for this combination of components."
        )


_BOOLEAN_WORDS = {"true": True, "yes": True, "on": True, "y": True, "t": True, "1": True,
                  "false": False, "no": False, "off": False, "n": False, "f": False, "0": False}


def asbool(value):
    """A truth value from text."""
    if isinstance(value, str):
        value = value.strip().lower()
        if value not in _BOOLEAN_WORDS:
            raise ValueError(f"String is not true/false: {value!r}")
        return _BOOLEAN_WORDS[value]
    return bool(value)


def _bool_or_word(*words):
    return lambda value: value if value in words else asbool(value)


def _asint(value):
    return None if value is None else int(value)


_COERCED = {
    "echo": _bool_or_word("debug"),
    "echo_pool": _bool_or_word("debug"),
    "future": asbool,
    "hide_parameters": asbool,
    "pool_size": _asint,
    "max_overflow": _asint,
    "pool_timeout": _asint,
    "pool_recycle": _asint,
    "pool_pre_ping": asbool,
    "pool_use_lifo": asbool,
    "query_cache_size": _asint,
    "use_native_hstore": asbool,
    "native_datetime": asbool,
    "use_native_uuid": asbool,
    "native_inet_types": asbool,
}


def engine_from_config(configuration, prefix="sqlalchemy.", **kwargs):
    """An engine from the options of a configuration file."""
    options = {
        key[len(prefix) :]: value for key, value in dict(configuration).items() if key.startswith(prefix)
    }
    options["_coerce_config"] = True
    options.update(kwargs)
    options.pop("_coerce_config")
    url = options.pop("url")
    for name, coerce in _COERCED.items():
        if name in options:
            options[name] = coerce(options[name])
    return create_engine(url, **options)


def create_pool_from_url(url, **kwargs):
    """A pool without an engine; not supported."""
    from sqlalchemy._waist import refuse

    refuse("create_pool_from_url()", "use create_engine()")
