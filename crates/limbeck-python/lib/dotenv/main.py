"""Where a `.env` file is, what it holds, and what becomes of it."""

import os
import sys

from dotenv.parser import bindings, with_variables

_TRUE_WORDS = ("1", "true", "t", "yes", "y")


class DotEnv:
    """One `.env` file."""

    def __init__(
        self, dotenv_path, stream=None, verbose=False, encoding=None, interpolate=True, override=True
    ):
        self.dotenv_path = dotenv_path
        self.stream = stream
        self.verbose = verbose
        self.encoding = encoding
        self.interpolate = interpolate
        self.override = override
        self._dict = None

    def _text(self):
        if self.dotenv_path and _is_readable(self.dotenv_path):
            with open(self.dotenv_path, encoding=self.encoding) as file:
                return file.read()
        if self.stream is not None:
            return self.stream.read()
        if self.verbose:
            _logger().info(
                "python-dotenv could not find configuration file %s.", self.dotenv_path or ".env"
            )
        return ""

    def parse(self):
        """Pairs of key and value, in the file's order; a key without `=` has the value None."""
        for key, value, line in bindings(self._text()):
            if line is not None:
                _logger().warning("python-dotenv could not parse statement starting at line %s", line)
            elif key is not None:
                yield key, value

    def dict(self):
        """The values by key, `${…}` filled in."""
        if self._dict is None:
            pairs = self.parse()
            self._dict = with_variables(pairs, self.override) if self.interpolate else dict(pairs)
        return self._dict

    def set_as_environment_variables(self):
        """Puts the values into the environment; whether there were any."""
        for key, value in self.dict().items():
            if value is not None and (self.override or key not in os.environ):
                os.environ[key] = value
        return bool(self.dict())

    def get(self, key):
        """One value."""
        values = self.dict()
        if key not in values and self.verbose:
            _logger().warning("Key %s not found in %s.", key, self.dotenv_path)
        return values.get(key)


def load_dotenv(
    dotenv_path=None, stream=None, verbose=False, override=False, interpolate=True, encoding="utf-8"
):
    """Puts the values of a `.env` file into the environment; whether there were any."""
    if os.environ.get("PYTHON_DOTENV_DISABLED", "").casefold() in _TRUE_WORDS:
        _logger().debug(
            "python-dotenv: .env loading disabled by PYTHON_DOTENV_DISABLED environment variable"
        )
        return False
    if dotenv_path is None and stream is None:
        dotenv_path = find_dotenv()
    file = DotEnv(dotenv_path, stream, verbose, encoding, interpolate, override)
    return file.set_as_environment_variables()


def dotenv_values(dotenv_path=None, stream=None, verbose=False, interpolate=True, encoding="utf-8"):
    """The values of a `.env` file; the environment stays as it is."""
    if dotenv_path is None and stream is None:
        dotenv_path = find_dotenv()
    return DotEnv(dotenv_path, stream, verbose, encoding, interpolate, override=True).dict()


def get_key(dotenv_path, key_to_get, encoding="utf-8"):
    """One value of a `.env` file."""
    return DotEnv(dotenv_path, verbose=True, encoding=encoding).get(key_to_get)


def find_dotenv(filename=".env", raise_error_if_not_found=False, usecwd=False):
    """The nearest such file in the caller's directory or above it; an empty text if there is none."""
    directory = os.getcwd() if usecwd else _directory_of_caller()
    while True:
        path = os.path.join(directory, filename)
        if _is_readable(path):
            return path
        above = os.path.dirname(directory)
        if above == directory:
            break
        directory = above
    if raise_error_if_not_found:
        raise OSError("File not found")
    return ""


def _directory_of_caller():
    frame = sys._getframe(1)
    while frame is not None:
        path = frame.f_code.co_filename
        if frame.f_globals.get("__name__") != __name__ and os.path.exists(path):
            return os.path.dirname(os.path.abspath(path))
        frame = frame.f_back
    return os.getcwd()


def _is_readable(path):
    if os.path.isfile(path):
        return True
    try:
        mode = os.stat(path).st_mode
    except OSError:
        return False
    return mode & 0o170000 == 0o010000  # a pipe


def _logger():
    import logging

    return logging.getLogger(__name__)


def __getattr__(name):
    if name in ("Binding", "parse_stream", "parse_variables", "resolve_variables", "rewrite", "set_key", "unset_key"):
        import _limbeck

        _limbeck.refuse(f"dotenv.main.{name}", "A migration reads .env files with load_dotenv or dotenv_values.")
    raise AttributeError(f"module 'dotenv.main' has no attribute {name!r}")
