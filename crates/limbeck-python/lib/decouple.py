"""Stand-in for python-decouple: settings from the environment, then from a `.env` or `settings.ini` file."""

import os
import sys

undefined = object()
TRUE_VALUES = {"y", "yes", "t", "true", "on", "1"}
FALSE_VALUES = {"n", "no", "f", "false", "off", "0"}


class UndefinedValueError(Exception):
    """A setting that is nowhere and has no default."""


def strtobool(value):
    """A truth value of words such as `yes` and `off`."""
    if isinstance(value, bool):
        return value
    word = value.lower()
    if word in TRUE_VALUES:
        return True
    if word in FALSE_VALUES:
        return False
    raise ValueError("Invalid truth value: " + word)


class Config:
    """Settings of one repository, under those of the environment."""

    def __init__(self, repository):
        self.repository = repository

    def get(self, option, default=undefined, cast=undefined):
        """A setting, converted."""
        if option in os.environ:
            value = os.environ[option]
        elif option in self.repository:
            value = self.repository[option]
        elif default is undefined:
            raise UndefinedValueError(f"{option} not found. Declare it as envvar or define a default value.")
        else:
            value = default
        if cast is undefined:
            return value
        if cast is bool:
            return bool(value) if value == "" else strtobool(value) if isinstance(value, str) else bool(value)
        return cast(value)

    __call__ = get


class RepositoryEmpty:
    """Nothing."""

    def __init__(self, source="", encoding="UTF-8"):
        self.data = {}

    def __contains__(self, key):
        return False

    def __getitem__(self, key):
        return None


class RepositoryEnv(RepositoryEmpty):
    """A `.env` file: `KEY=value` lines, quotes taken off, nothing interpolated."""

    def __init__(self, source, encoding="UTF-8"):
        self.data = {}
        with open(source, encoding=encoding) as file:
            for line in file:
                line = line.strip()
                if not line or line.startswith("#") or "=" not in line:
                    continue
                key, value = (part.strip() for part in line.split("=", 1))
                if len(value) >= 2 and value[0] == value[-1] and value[0] in ("'", '"'):
                    value = value[1:-1]
                self.data[key] = value

    def __contains__(self, key):
        return key in os.environ or key in self.data

    def __getitem__(self, key):
        return self.data[key]


class RepositoryIni(RepositoryEmpty):
    """The section `settings` of an ini file."""

    SECTION = "settings"

    def __init__(self, source, encoding="UTF-8"):
        from configparser import ConfigParser

        self.parser = ConfigParser(strict=False)
        with open(source, encoding=encoding) as file:
            self.parser.read_file(file)

    def __contains__(self, key):
        return key in os.environ or self.parser.has_option(self.SECTION, key)

    def __getitem__(self, key):
        return self.parser.get(self.SECTION, key)


class AutoConfig:
    """Settings of the nearest `settings.ini` or `.env` in the caller's directory or above it."""

    SUPPORTED = {"settings.ini": RepositoryIni, ".env": RepositoryEnv}
    encoding = "UTF-8"

    def __init__(self, search_path=None):
        self.search_path = search_path
        self.config = None

    def _find(self, directory):
        while True:
            for name in self.SUPPORTED:
                path = os.path.join(directory, name)
                if os.path.isfile(path):
                    return path
            above = os.path.dirname(directory)
            if above == directory:
                return ""
            directory = above

    def _caller_path(self):
        frame = sys._getframe(1)
        while frame is not None and frame.f_globals.get("__name__") == __name__:
            frame = frame.f_back
        return os.path.dirname(frame.f_code.co_filename) if frame is not None else os.getcwd()

    def __call__(self, *args, **kwargs):
        if self.config is None:
            path = self._find(os.path.abspath(self.search_path or self._caller_path()))
            repository = self.SUPPORTED.get(os.path.basename(path), RepositoryEmpty)
            self.config = Config(repository(path, encoding=self.encoding))
        return self.config(*args, **kwargs)


config = AutoConfig()


class Csv:
    """Several values in one text."""

    def __init__(self, cast=str, delimiter=",", strip=" \t\n\r\x0b\x0c", post_process=list):
        self.cast, self.delimiter, self.strip, self.post_process = cast, delimiter, strip, post_process

    def __call__(self, value):
        if value is None:
            return self.post_process()
        from shlex import shlex

        splitter = shlex(value, posix=True)
        splitter.whitespace = self.delimiter
        splitter.whitespace_split = True
        return self.post_process(self.cast(item.strip(self.strip)) for item in splitter)


class Choices:
    """One of some values."""

    def __init__(self, flat=None, cast=str, choices=None):
        self.flat, self.cast, self.choices = flat or [], cast, choices or []
        self._valid = [*self.flat, *[value for value, _ in self.choices]]

    def __call__(self, value):
        made = self.cast(value)
        if made not in self._valid:
            raise ValueError(f"Value not in list: {value!r}; valid values are {self._valid!r}")
        return made
