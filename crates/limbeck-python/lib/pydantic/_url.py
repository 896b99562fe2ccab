"""URLs the way pydantic's core reads them (the WHATWG rules of its `url` crate).

Supported: `scheme://user:password@host:port/path?query#fragment`, with several hosts where a DSN
takes them, and `scheme:rest`. Hosts that are not ASCII are refused: they would need IDNA.
"""

from pydantic._errors import invalid

_SPECIAL = {"http": 80, "https": 443, "ws": 80, "wss": 443, "ftp": 21}
_CONTROL = frozenset(chr(code) for code in (*range(0x20), 0x7F))
_FRAGMENT = _CONTROL | frozenset(' "<>`')
_QUERY = _CONTROL | frozenset(' "#<>')
_SPECIAL_QUERY = _QUERY | {"'"}
_PATH = _CONTROL | frozenset(' "#<>?`{}')
_USERINFO = _PATH | frozenset("/:;=@[\\]^|")


def _encoded(text, characters):
    pieces = []
    for character in text:
        if character in characters or ord(character) > 0x7E:
            pieces.extend(f"%{byte:02X}" for byte in character.encode())
        else:
            pieces.append(character)
    return "".join(pieces)


def _bad(why, value):
    return invalid("url_parsing", f"Input should be a valid URL, {why}", value, error=why)


class Parts:
    """A URL taken apart. `authority` is None for `scheme:rest`."""

    __slots__ = ("scheme", "hosts", "authority", "path", "query", "fragment")

    def text(self):
        """The URL."""
        out = self.scheme + ":"
        if self.authority:
            out += "//" + ",".join(_host_text(host) for host in self.hosts)
        out += self.path
        if self.query is not None:
            out += "?" + self.query
        if self.fragment is not None:
            out += "#" + self.fragment
        return out


def _host_text(host):
    username, password, name, port = host
    out = username or ""
    if password:
        out += ":" + password
    if username or password:
        out += "@"
    return out + (name or "") + (f":{port}" if port is not None else "")


def parse(text, multiple=False, value=None):
    """The parts of a URL's text; `Invalid` with the words of pydantic's core where it is none."""
    value = text if value is None else value
    text = text.strip("".join(chr(code) for code in range(0x21)))
    for character in "\t\n\r":
        text = text.replace(character, "")
    if not text:
        raise _bad("input is empty", value)
    scheme, colon, rest = text.partition(":")
    if not colon or not scheme[:1].isalpha() or not scheme.isascii() or not all(
        character.isalnum() or character in "+-." for character in scheme
    ):
        raise _bad("relative URL without a base", value)
    parts = Parts()
    parts.scheme = scheme.lower()
    special = parts.scheme in _SPECIAL or parts.scheme == "file"
    rest, mark, fragment = rest.partition("#")
    parts.fragment = _encoded(fragment, _FRAGMENT) if mark else None
    rest, mark, query = rest.partition("?")
    parts.query = _encoded(query, _SPECIAL_QUERY if special else _QUERY) if mark else None
    if special:
        rest = rest.replace("\\", "/")
    if special and parts.scheme != "file":
        rest = "//" + rest.lstrip("/")
    if not rest.startswith("//"):
        parts.authority, parts.hosts = False, []
        if parts.scheme == "file":
            parts.authority, parts.hosts = True, [(None, None, None, None)]
        parts.path = _path(rest, special) if rest.startswith("/") else _encoded(rest, _CONTROL)
        return parts
    parts.authority = True
    authority, slash, path = rest[2:].partition("/")
    texts = authority.split(",") if multiple else [authority]
    parts.hosts = [_host(text, parts.scheme, special, value) for text in texts]
    parts.path = _path(slash + path, special)
    return parts


def _host(text, scheme, special, value):
    userinfo, at, host = text.rpartition("@")
    username = password = None
    if at:
        username, colon, password = userinfo.partition(":")
        username = _encoded(username, _USERINFO) or None
        password = (_encoded(password, _USERINFO) or None) if colon else None
    if host.startswith("["):
        name, bracket, port = host.partition("]")
        name, port = name + bracket, port.removeprefix(":")
        if not bracket:
            raise _bad("invalid IPv6 address", value)
    else:
        name, colon, port = host.partition(":")
    if not name and scheme != "file" and (special or at or port):
        raise _bad("empty host", value)
    number = None
    if port:
        if not port.isdigit() or int(port) > 65535:
            raise _bad("invalid port number", value)
        number = int(port)
        if _SPECIAL.get(scheme) == number:
            number = None
    if not name.isascii():
        if special:
            from pydantic._refusals import refuse

            refuse("a URL whose host is not ASCII in a pydantic model")
        name = _encoded(name, _CONTROL)
    if special:
        name = name.lower()
    forbidden = ' #/<>?@[\\]^|' if not name.startswith("[") else " #/<>?@\\^|"
    if any(character in forbidden for character in name) or (special and "%" in name):
        kind = "invalid international domain name" if special else "invalid domain character"
        raise _bad(kind, value)
    return username, password, name or None, number


def _path(text, special):
    if not text:
        return "/" if special else ""
    kept = []
    segments = text[1:].split("/")
    for place, segment in enumerate(segments):
        plain = segment.lower().replace("%2e", ".")
        last = place == len(segments) - 1
        if plain == "..":
            if kept:
                kept.pop()
            if last:
                kept.append("")
        elif plain == ".":
            if last:
                kept.append("")
        else:
            kept.append(_encoded(segment, _PATH))
    return "/" + "/".join(kept)


def build(multiple, scheme, host=None, username=None, password=None, port=None, path=None, query=None, fragment=None,
          hosts=None):  # fmt: skip
    """The text of a URL from its parts, put together as they are."""
    if hosts is not None:
        if host is not None or username is not None or password is not None or port is not None:
            raise ValueError("expected one of `hosts` or singular values to be set.")
        texts = [_joined(**{key: value for key, value in one.items() if value is not None}) for one in hosts]
    elif host is None:
        raise ValueError("expected either `host` or `hosts` to be set")
    else:
        texts = [_joined(host, username, password, port)]
    out = f"{scheme}://{','.join(texts)}"
    if path is not None:
        out += "/" + path
    if query is not None:
        out += "?" + query
    if fragment is not None:
        out += "#" + fragment
    return out


def _joined(host="", username=None, password=None, port=None):
    out = username or ""
    if password is not None:
        out += ":" + password
    if username is not None or password is not None:
        out += "@"
    return out + host + (f":{port}" if port is not None else "")
