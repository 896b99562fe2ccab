"""Records whether SQLAlchemy makes an engine of a URL and keywords, and whether its SQLite dialect and
asyncpg's can set the isolation level asked for.

python record.py > cases.json
"""
import json

from sqlalchemy import create_engine, pool
from sqlalchemy.engine import make_url

URLS = [
    "sqlite://",
    "sqlite:///a.db",
    "sqlite+aiosqlite://",
    "postgresql://u@h/d",
    "postgresql+psycopg_async://u@h/d",
    "postgresql+asyncpg://u@h/d",
]
KEYWORDS = [
    {},
    {"echo": False, "pool_pre_ping": True, "pool_recycle": 60, "hide_parameters": True},
    {"pool_size": 5, "max_overflow": 1, "pool_timeout": 3, "pool_use_lifo": True},
    {"poolclass": "NullPool"},
    {"poolclass": "NullPool", "pool_size": 5, "max_overflow": 3},
    {"poolclass": "StaticPool", "pool_timeout": 1},
    {"poolclass": "QueuePool", "pool_size": 5},
    {"poolclass": "AsyncAdaptedQueuePool"},
    {"foo": 1, "bar": 2},
    {"future": True},
    {"future": False},
    {"isolation_level": "AUTOCOMMIT"},
    {"isolation_level": "autocommit"},
    {"isolation_level": "READ_COMMITTED"},
    {"isolation_level": "READ UNCOMMITTED"},
    {"isolation_level": "SERIALIZABLE"},
    {"isolation_level": "bogus"},
    {"execution_options": {"isolation_level": "REPEATABLE READ"}},
    {"execution_options": {"autocommit": True, "stream_results": True, "anything": 1}},
    {"execution_options": None, "connect_args": {}},
    {"json_serializer": None, "creator": None, "query_cache_size": 0, "logging_name": "x", "pool_logging_name": "y"},
    {"executemany_mode": "values_only"},
    {"client_encoding": "utf8"},
    {"native_datetime": False},
    {"use_native_hstore": True},
    {"label_length": None, "max_identifier_length": None, "paramstyle": None, "skip_autocommit_rollback": True},
    {"encoding": "utf8"},
    {"convert_unicode": True},
    {"server_side_cursors": False, "implicit_returning": True, "use_insertmanyvalues": True},
    {"use_ansi": True},
    {"pool_reset_on_return": None, "echo_pool": False, "enable_from_linting": False},
]


def outcome(url, keywords):
    real = dict(keywords)
    if "poolclass" in real:
        real["poolclass"] = getattr(pool, real["poolclass"])
    if real.get("creator", 1) is None:
        del real["creator"]
    try:
        dialect = create_engine(url, **real).dialect
        level = keywords.get("isolation_level") or (keywords.get("execution_options") or {}).get("isolation_level")
        if level:
            level = level.replace("_", " ").upper()
            known = list(dialect.get_isolation_level_values(None))
            if level not in known:
                return {
                    "error": "ArgumentError",
                    "message": f"Invalid value {level!r} for isolation_level. Valid isolation levels for "
                    f"{dialect.name!r} are {', '.join(known)}",
                }
    except Exception as error:
        return {"error": type(error).__name__, "message": str(error)}
    return {"level": level}


def main():
    cases = [{"url": url, "keywords": keywords, **outcome(url, keywords)} for url in URLS for keywords in KEYWORDS]
    print("[\n" + ",\n".join(json.dumps(case) for case in cases) + "\n]")


main()
