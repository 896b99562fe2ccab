"""Messages to the user, as Alembic words them."""

from alembic._refusals import refusing

import sys


def write_outstream(stream, *text, quiet=False):
    """Writes to a stream, replacing what its encoding cannot hold."""
    if quiet:
        return
    encoding = getattr(stream, "encoding", "ascii") or "ascii"
    for piece in text:
        if not isinstance(piece, bytes):
            piece = piece.encode(encoding, "replace")
        try:
            stream.write(piece.decode(encoding))
        except OSError:
            break


def msg(msg, newline=True, flush=False, quiet=False):
    """A message on standard output."""
    write_outstream(sys.stdout, msg, "\n" if newline else "", quiet=quiet)
    if flush and not quiet:
        sys.stdout.flush()


def err(message, quiet=False):
    """Logs and prints an error, then ends the command."""
    import logging

    logging.getLogger("alembic.util.messaging").error(message)
    msg(f"FAILED: {message}", quiet=quiet)
    sys.exit(-1)


class status:
    """`message ...  done` or `  FAILED` around a block."""

    def __init__(self, status_msg, newline=False, quiet=False):
        self._message, self._newline, self._quiet = status_msg, newline, quiet

    def __enter__(self):
        msg(self._message + " ...", self._newline, flush=True, quiet=self._quiet)

    def __exit__(self, kind, error, traceback):
        write_outstream(sys.stdout, "  done\n" if kind is None else "  FAILED\n", quiet=self._quiet)
        return False


def warn(msg, stacklevel=2):
    """A UserWarning at the caller's place."""
    import warnings

    warnings.warn(msg, UserWarning, stacklevel=stacklevel + 1)


def warn_deprecated(msg, stacklevel=2):
    """A DeprecationWarning at the caller's place."""
    import warnings

    warnings.warn(msg, DeprecationWarning, stacklevel=stacklevel + 1)


def obfuscate_url_pw(input_url):
    """A URL with its password hidden."""
    from sqlalchemy.engine.url import make_url

    return make_url(input_url).render_as_string(hide_password=True)


def format_as_comma(value):
    """Identifiers joined by commas."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if hasattr(value, "__iter__"):
        return ", ".join(value)
    raise ValueError(f"Don't know how to comma-format {value!r}")

__getattr__ = refusing("alembic.util.messaging")
