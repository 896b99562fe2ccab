"""`alembic.config`: the configuration of the running command, and configurations that a project makes."""

from alembic._refusals import refusing

import sys

import _limbeck

from alembic._refusals import refuse_name
from alembic.util.exc import CommandError
from alembic.util.langhelpers import EMPTY_DICT, immutabledict, memoized_property

# Positional and keyword arguments of each command, as `cmd_opts.cmd` shows them.
_COMMANDS = {
    "branches": ("", "verbose"),
    "check": ("", ""),
    "current": ("", "check_heads verbose"),
    "downgrade": ("revision", "sql tag"),
    "edit": ("rev", ""),
    "ensure_version": ("", "sql"),
    "heads": ("", "verbose resolve_dependencies"),
    "history": ("", "rev_range verbose indicate_current"),
    "init": ("directory", "template package"),
    "list_templates": ("", ""),
    "merge": ("revisions", "message branch_label rev_id splice"),
    "revision": (
        "",
        "message autogenerate sql head splice branch_label version_path rev_id depends_on "
        "process_revision_directives",
    ),
    "show": ("rev", ""),
    "stamp": ("revisions", "sql tag purge"),
    "upgrade": ("revision", "sql tag"),
}


class Namespace:
    """The parsed command line."""

    def __init__(self, **values):
        self.__dict__.update(values)

    def __contains__(self, name):
        return name in self.__dict__

    def __eq__(self, other):
        return isinstance(other, Namespace) and vars(self) == vars(other)

    __hash__ = None

    def __repr__(self):
        return f"Namespace({', '.join(f'{name}={value!r}' for name, value in vars(self).items())})"


class Config:
    """Options from alembic.ini and pyproject.toml, and room for a project's own (`attributes`)."""

    cmd_opts = None
    config_file_name = None
    toml_file_name = None

    def __init__(
        self,
        file_=None,
        toml_file=None,
        ini_section="alembic",
        output_buffer=None,
        stdout=None,
        cmd_opts=None,
        config_args=EMPTY_DICT,
        attributes=None,
    ):
        self.config_file_name = _path(file_)
        self.toml_file_name = _path(toml_file)
        self.config_ini_section = ini_section
        self.output_buffer = output_buffer
        self.stdout = sys.stdout if stdout is None else stdout
        self.cmd_opts = cmd_opts
        self.config_args = dict(config_args)
        self.toml_args = dict(config_args)
        if attributes:
            self.attributes.update(attributes)

    @classmethod
    def _of_command(cls, facts):
        """The running command's configuration; its ini file is kept by the native side."""
        options = dict(facts.get("cmd_opts") or {})
        options.setdefault("x", list(facts["x"]) if facts.get("x") else None)
        name = facts.get("command")
        if "cmd" not in options and name in _COMMANDS:
            options["cmd"] = (_command(name), *(words.split() for words in _COMMANDS[name]))
        config = cls(
            facts.get("config_file"),
            facts.get("toml_file"),
            facts.get("section") or "alembic",
            cmd_opts=Namespace(**options),
        )
        config.__dict__["file_config"] = _NativeFile()
        return config

    @memoized_property
    def attributes(self):
        """Objects that a project passes along, such as a connection."""
        return {}

    @memoized_property
    def messaging_opts(self):
        """`quiet`, for messages."""
        return immutabledict(quiet=getattr(self.cmd_opts, "quiet", False))

    @memoized_property
    def file_config(self):
        """The ini file."""
        # Only for a Config that a project makes itself: the running command's is kept natively.
        import os
        from configparser import ConfigParser

        here = os.path.dirname(os.path.abspath(self.config_file_name)) if self.config_file_name else "."
        self.config_args["here"] = here
        parser = ConfigParser(self.config_args)
        if self.config_file_name:
            parser.read([self.config_file_name], encoding="locale")
        else:
            parser.add_section(self.config_ini_section)
        return parser

    @memoized_property
    def toml_alembic_config(self):
        """`[tool.alembic]` of pyproject.toml."""
        import os

        if not self.toml_file_name or not os.path.exists(self.toml_file_name):
            return {}
        import tomllib

        self.toml_args["here"] = os.path.dirname(os.path.abspath(self.toml_file_name))
        with open(self.toml_file_name, "rb") as file:
            options = tomllib.load(file).get("tool", {}).get("alembic", {})
        if not isinstance(options, dict):
            raise CommandError("Incorrect TOML format")
        return options

    def print_stdout(self, text, *arg):
        """Prints a line, unless the command is quiet."""
        from alembic.util.messaging import write_outstream

        output = str(text) % arg if arg else str(text)
        write_outstream(self.stdout, output, "\n", **self.messaging_opts)

    def get_template_directory(self):
        """Refused: the templates are inside the program."""
        refuse_name("Config", "get_template_directory", "Use the command `init`.")

    def get_section(self, name, default=None):
        """A section of the ini file as a dict."""
        if not self.file_config.has_section(name):
            return default
        return dict(self.file_config.items(name))

    def set_main_option(self, name, value):
        """Sets an option of the main section for this run; a `%` must be doubled."""
        self.set_section_option(self.config_ini_section, name, value)

    def remove_main_option(self, name):
        """Takes an option out of the main section for this run."""
        self.file_config.remove_option(self.config_ini_section, name)

    def set_section_option(self, section, name, value):
        """Sets an option for this run."""
        if not self.file_config.has_section(section):
            self.file_config.add_section(section)
        self.file_config.set(section, name, value)

    def get_section_option(self, section, name, default=None):
        """An option of the ini file."""
        if not self.file_config.has_section(section):
            raise CommandError(
                f"No config file {self.config_file_name!r} found, or file has no '[{section}]' section"
            )
        if self.file_config.has_option(section, name):
            return self.file_config.get(section, name)
        return default

    def get_main_option(self, name, default=None):
        """An option of the ini file's main section."""
        return self.get_section_option(self.config_ini_section, name, default)

    def get_alembic_option(self, name, default=None):
        """An option of the ini file, or else of pyproject.toml."""
        if self.file_config.has_option(self.config_ini_section, name):
            return self.file_config.get(self.config_ini_section, name)
        value = self.toml_alembic_config.get(name, default)
        return default if name not in self.toml_alembic_config else self._interpolated(name, value)

    def _interpolated(self, name, value):
        if isinstance(value, str):
            return value % self.toml_args
        if isinstance(value, list):
            return [self._interpolated(name, item) for item in value]
        if isinstance(value, dict):
            return {key: item % self.toml_args for key, item in value.items()}
        if value is None or isinstance(value, int):
            return value
        raise CommandError(f"unsupported TOML value type for key: {name!r}")

    def get_alembic_boolean_option(self, name):
        """A switch of the ini file, or else of pyproject.toml."""
        if self.file_config.has_option(self.config_ini_section, name):
            return self.file_config.get(self.config_ini_section, name) == "true"
        value = self.toml_alembic_config.get(name, False)
        if not isinstance(value, bool):
            raise CommandError(f"boolean value expected for TOML parameter {name!r}")
        return value

    def __getattr__(self, name):
        if name in ("get_hooks_list", "get_prepend_sys_paths_list", "get_version_locations_list"):
            refuse_name("Config", name)
        raise AttributeError(f"'Config' object has no attribute {name!r}")


class _NativeFile:
    """The running command's ini file, with the methods of a ConfigParser that projects use on it."""

    def has_section(self, section):
        return _limbeck.config_has_section(section)

    def has_option(self, section, option):
        return self.has_section(section) and _limbeck.config_get(section, option) is not None

    def get(self, section, option, *, raw=False, vars=None, fallback=...):
        if raw or vars:
            refuse_name("Config.file_config", "get(raw=…, vars=…)", "Use config.get_section_option().")
        value = _limbeck.config_get(section, option) if self.has_section(section) else None
        if value is not None:
            return value
        if fallback is not ...:
            return fallback
        import configparser

        if not self.has_section(section):
            raise configparser.NoSectionError(section)
        raise configparser.NoOptionError(option.lower(), section)

    def getboolean(self, section, option, *, fallback=...):
        value = self.get(section, option, fallback=fallback)
        if not isinstance(value, str):
            return value
        words = {"1": True, "yes": True, "true": True, "on": True, "0": False, "no": False, "false": False, "off": False}
        if value.lower() not in words:
            raise ValueError(f"Not a boolean: {value}")
        return words[value.lower()]

    def getint(self, section, option, *, fallback=...):
        value = self.get(section, option, fallback=fallback)
        return int(value) if isinstance(value, str) else value

    def items(self, section):
        options = _limbeck.config_section(section)
        if options is None:
            import configparser

            raise configparser.NoSectionError(section)
        return list(options.items())

    def options(self, section):
        return [name for name, _ in self.items(section)]

    def set(self, section, option, value):
        if not isinstance(value, str) and value is not None:
            raise TypeError("option values must be strings")
        _limbeck.config_set(section, option, value)

    def add_section(self, section):
        """Sections come into being with their first option."""

    def remove_option(self, section, option):
        return _limbeck.config_remove(section, option)

    def __getitem__(self, section):
        if not self.has_section(section):
            raise KeyError(section)
        return dict(self.items(section))

    def __contains__(self, section):
        return self.has_section(section)

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        refuse_name("Config.file_config", name, "Use config.get_section().")


def _path(path):
    if not path:
        return None
    import os

    return os.fspath(path)


def _command(name):
    def command(config, *arguments, **keywords):
        refuse_name("alembic.command", name, "Run it from the command line.")

    command.__name__ = command.__qualname__ = name
    command.__module__ = "alembic.command"
    return command


def main(argv=None, prog=None, **kwargs):
    """Refused: one command runs at a time, from the command line."""
    refuse_name("alembic.config", "main", "Run the command from the command line.")


class CommandLine:
    """Refused: one command runs at a time, from the command line."""

    def __init__(self, prog=None):
        refuse_name("alembic.config", "CommandLine", "Run the command from the command line.")

__getattr__ = refusing("alembic.config")
