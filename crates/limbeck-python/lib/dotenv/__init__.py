"""Stand-in for python-dotenv: reads `.env` files into the environment."""

from dotenv.main import (  # noqa: F401
    DotEnv,
    dotenv_values,
    find_dotenv,
    get_key,
    load_dotenv,
)


def __getattr__(name):
    if name in ("get_cli_string", "load_ipython_extension", "set_key", "unset_key", "variables"):
        import _limbeck

        _limbeck.refuse(f"dotenv.{name}", "A migration reads .env files; write them by other means.")
    raise AttributeError(f"module 'dotenv' has no attribute {name!r}")
