"""The grammar of `.env` files.

    line    := blanks [`export` blanks] [key [blanks `=` blanks value]] [comment]
    key     := `'` … `'` | characters other than `=`, `#` and white space
    value   := `'` … `'` | `"` … `"` | the rest of the line up to white space and `#`

Quoted values may go over several lines. A line that is none of this is skipped and reported.
"""

import os

_SINGLE_ESCAPES = {"\\": "\\", "'": "'"}
_DOUBLE_ESCAPES = {
    "\\": "\\", "'": "'", '"': '"', "a": "\a", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v",
}  # fmt: skip


class _NotALine(Exception):
    pass


def bindings(text):
    """Triples (key, value, None), and (None, None, number) for each line that is none."""
    reader = _Reader(text.removeprefix("\ufeff"))
    while reader.position < len(reader.text):
        start = reader.position
        try:
            yield *reader.binding(), None
        except _NotALine:
            reader.skip_line()
            yield None, None, _line_number(reader.text, start)


def _line_number(text, position):
    before = text[:position].replace("\r\n", "\n").replace("\r", "\n")
    return before.count("\n") + 1


class _Reader:
    def __init__(self, text):
        self.text, self.position = text, 0

    def peek(self):
        return self.text[self.position : self.position + 1]

    def skip(self, accept):
        """Skips characters while `accept` says so; how many."""
        start = self.position
        while self.position < len(self.text) and accept(self.text[self.position]):
            self.position += 1
        return self.position - start

    def skip_line(self):
        self.skip(_on_line)
        self.position += 2 if self.text.startswith("\r\n", self.position) else 1

    def binding(self):
        self.skip(str.isspace)
        if self.position >= len(self.text):
            return None, None
        self._export()
        key = self._key()
        self.skip(_is_blank)
        value = None
        if self.peek() == "=":
            self.position += 1
            blanks = self.skip(_is_blank)
            value = "" if blanks and self.peek() == "#" else self._value()
        self.skip(_is_blank)
        if self.peek() == "#":
            self.skip(_on_line)
        if self.position < len(self.text):
            if self.peek() not in "\r\n":
                raise _NotALine
            self.skip_line()
        return key, value

    def _export(self):
        if self.text.startswith("export", self.position):
            start = self.position
            self.position += len("export")
            if not self.skip(_is_blank):
                self.position = start

    def _key(self):
        if self.peek() == "#":
            return None
        if self.peek() == "'":
            end = self.text.find("'", self.position + 1)
            if end <= self.position + 1:
                raise _NotALine
            key = self.text[self.position + 1 : end]
            self.position = end + 1
            return key
        start = self.position
        if not self.skip(lambda character: character not in "=#" and not character.isspace()):
            raise _NotALine
        return self.text[start : self.position]

    def _value(self):
        first = self.peek()
        if first == "'":
            return self._quoted("'", _SINGLE_ESCAPES)
        if first == '"':
            return self._quoted('"', _DOUBLE_ESCAPES)
        start = self.position
        self.skip(_on_line)
        return _without_comment(self.text[start : self.position]).rstrip()

    def _quoted(self, quote, escapes):
        pieces, place = [], self.position + 1
        while True:
            character = self.text[place : place + 1]
            if not character:
                raise _NotALine
            place += 1
            if character == quote:
                break
            if character == "\\":
                following = self.text[place : place + 1]
                if not following:
                    raise _NotALine
                place += 1
                pieces.append(escapes.get(following, character + following))
            else:
                pieces.append(character)
        self.position = place
        return "".join(pieces)


def _on_line(character):
    return character not in "\r\n"


def _is_blank(character):
    return character not in "\r\n" and character.isspace()


def _without_comment(text):
    """The text up to the first white space that a `#` follows."""
    place = text.find("#")
    while place >= 0:
        if place and text[place - 1].isspace():
            return text[:place]
        place = text.find("#", place + 1)
    return text


def with_variables(pairs, override):
    """The values by key with `${NAME}` and `${NAME:-default}` filled in.

    With `override` the file's own earlier values come before the environment's, without it after.
    """
    values = {}
    for key, value in pairs:
        if value is not None and "${" in value:
            known = {**os.environ, **values} if override else {**values, **os.environ}
            value = _filled(value, known)
        values[key] = value
    return values


def _filled(value, known):
    pieces, rest = [], value
    while True:
        before, opening, after = rest.partition("${")
        pieces.append(before)
        if not opening:
            return "".join(pieces)
        inside, closing, rest_after = after.partition("}")
        name, colon, default = inside.partition(":")
        if not closing or (colon and not default.startswith("-")):
            # Not a variable after all; what follows may hold one.
            pieces.append(opening)
            rest = after
            continue
        found = known.get(name, default[1:] if colon else "")
        pieces.append(found or "")
        rest = rest_after
