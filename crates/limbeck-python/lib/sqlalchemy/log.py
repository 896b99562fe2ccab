"""Logging of statements: it is the native side's."""


def class_logger(cls):
    """Decorates a class that logs"""
    return cls


class Identified:
    """Something with a name in the log."""

    logging_name = None


def __getattr__(name):
    from sqlalchemy._lazy import missing

    return missing(__name__, name)
