"""A reader for the ini files that `fileConfig` is given.

It understands the ordinary file. At anything else (a repeated section, a line that is none, an
interpolation that fails) it steps aside: the real `configparser`, which costs more to import
than a whole reading here, then reads the file or says what is wrong with it.
"""


class Unusual(Exception):
    """The file needs the real parser."""


class Section:
    """One section with the defaults behind it; values are interpolated when they are read."""

    def __init__(self, options, defaults):
        self._options, self._defaults = options, defaults

    def _raw(self, option):
        option = option.lower()
        return self._options[option] if option in self._options else self._defaults.get(option)

    def __contains__(self, option):
        return self._raw(option) is not None

    def __getitem__(self, option):
        value = self._raw(option)
        if value is None:
            raise KeyError(option)
        return self._interpolated(value, 1)

    def get(self, option, fallback=None):
        return self[option] if option in self else fallback

    def getint(self, option, fallback=None):
        return int(self[option]) if option in self else fallback

    def _interpolated(self, value, depth):
        if "%" not in value:
            return value
        pieces, rest = [], value
        while rest:
            before, sign, rest = rest.partition("%")
            pieces.append(before)
            if not sign:
                break
            if rest.startswith("%"):
                pieces.append("%")
                rest = rest[1:]
                continue
            name, end, after = rest[1:].partition(")s")
            found = self._raw(name) if rest.startswith("(") and end and ")" not in name else None
            if found is None or depth > 9:
                raise Unusual
            pieces.append(self._interpolated(found, depth + 1))
            rest = after
        return "".join(pieces)


class Ini:
    """A file's sections."""

    def __init__(self, sections, defaults):
        self._sections, self._defaults = sections, defaults

    def __contains__(self, section):
        return section in self._sections

    def __getitem__(self, section):
        if section not in self._sections:
            raise KeyError(section)
        return Section(self._sections[section], self._defaults)

    def get(self, section, option, *, raw, fallback):
        """An option as it stands in the file."""
        if section not in self._sections:
            return fallback
        value = Section(self._sections[section], self._defaults)._raw(option)
        return fallback if value is None else value


def parse(text, defaults=None):
    """The sections of a text; `Unusual` where the real parser is needed."""
    default_options = {}
    for option, value in (defaults or {}).items():
        if not isinstance(option, str) or not isinstance(value, str):
            raise Unusual
        default_options[option.lower()] = value
    sections = {}
    options, option, lines = None, None, []
    indent = 0

    def finish():
        if option is not None:
            options[option] = "\n".join(lines).rstrip()

    # Not `splitlines`, which breaks at characters that do not end a line of a file.
    for line in text.split("\n"):
        stripped = line.strip()
        comment = stripped[:1] in ("#", ";")
        if not stripped or comment:
            if option is not None and not comment:
                lines.append("")
            continue
        depth = len(line) - len(line.lstrip())
        if option is not None and depth > indent:
            lines.append(stripped)
            continue
        finish()
        indent, option = depth, None
        if stripped.startswith("["):
            name, end, after = stripped[1:].rpartition("]")
            if not end or not name or name in sections:
                raise Unusual
            options = default_options if name == "DEFAULT" else sections.setdefault(name, {})
            seen = set()
            continue
        if options is None:
            raise Unusual
        at = min((place for place in (stripped.find("="), stripped.find(":")) if place >= 0), default=-1)
        name = stripped[:at].rstrip().lower() if at > 0 else ""
        if not name or name in seen:
            raise Unusual
        seen.add(name)
        option, lines = name, [stripped[at + 1 :].strip()]
    finish()
    return Ini(sections, default_options)
