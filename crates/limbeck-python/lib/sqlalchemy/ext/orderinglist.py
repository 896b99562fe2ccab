"""Lists that number their objects; nothing is loaded, so they are plain lists."""


class OrderingList(list):
    """A list."""


def ordering_list(attr, count_from=None, **kw):
    """Makes such lists"""
    return OrderingList


def count_from_0(index, collection):
    """Numbers from 0"""
    return index


def count_from_1(index, collection):
    """Numbers from 1"""
    return index + 1
