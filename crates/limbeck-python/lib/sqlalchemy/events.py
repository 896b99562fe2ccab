"""Classes that event listeners are named after; listening is in `sqlalchemy.event`."""

from sqlalchemy._lazy import missing


def __getattr__(name):
    return missing(__name__, name)
