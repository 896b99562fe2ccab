"""Results: rows that are all there already, handed out as SQLAlchemy hands them out."""

from sqlalchemy import exc
from sqlalchemy.engine.row import Keys, Row, RowMapping


class RMKeyView(tuple):
    """The names of a result's columns."""

    __slots__ = ()

    def __repr__(self):
        return f"RMKeyView({list(self)!r})"

    def __eq__(self, other):
        return list(self) == list(other)

    def __ne__(self, other):
        return not self == other

    __hash__ = tuple.__hash__


class _Fetching:
    # What results and views of results share; `_next_rows(n)` gives raw rows, `_shape` makes objects of them.

    def _shape(self, row):
        return row

    def _uniquely(self, rows):
        if self._unique is None:
            return rows
        strategy, seen = self._unique
        kept = []
        for row in rows:
            mark = strategy(row) if strategy is not None else row
            if mark not in seen:
                seen.add(mark)
                kept.append(row)
        return kept

    _unique = None
    _yield_per = None

    def unique(self, strategy=None):
        """Each row once."""
        self._unique = (strategy, set())
        return self

    def yield_per(self, num):
        """The size of partitions."""
        self._yield_per = num
        return self

    def _take(self, size=None):
        return self._uniquely([self._shape(row) for row in self._source()._take_raw(size)])

    def all(self):
        """All rows that are left."""
        return self._take()

    fetchall = all

    def fetchmany(self, size=None):
        """Some rows."""
        return self._take(1 if size is None else size)

    def __iter__(self):
        source = self._source()
        source._require_rows()
        while True:
            rows = source._take_raw(1, closing=False)
            if not rows:
                source._soft_close()
                return
            yield from self._uniquely([self._shape(rows[0])])

    def __next__(self):
        rows = self._source()._take_raw(1)
        if not rows:
            raise StopIteration
        return self._shape(rows[0])

    def partitions(self, size=None):
        """Rows in groups."""
        size = size or self._yield_per
        while True:
            rows = self._take(size)
            if not rows:
                return
            yield rows

    def first(self):
        """The first row or None; closes the result."""
        rows = self._take()
        self._source()._hard_close()
        return rows[0] if rows else None

    def one_or_none(self):
        """The only row or None."""
        return self._only(False)

    def one(self):
        """The only row."""
        return self._only(True)

    def _only(self, required):
        rows = self._take()
        self._source()._hard_close()
        if not rows:
            if required:
                raise exc.NoResultFound("No row was found when one was required")
            return None
        if len(rows) > 1:
            words = "exactly one was required" if required else "one or none was required"
            raise exc.MultipleResultsFound(f"Multiple rows were found when {words}")
        return rows[0]

    def close(self):
        """Gives up the rows that are left."""
        self._source()._hard_close()

    @property
    def closed(self):
        """Whether it is closed."""
        return self._source()._closed_hard

    def __enter__(self):
        return self

    def __exit__(self, *exc_info):
        self.close()


class Result(_Fetching):
    """The rows of a statement."""

    _closed_hard = False

    def __class_getitem__(cls, item):
        return cls

    def __init__(self, keys, rows, returns_rows=True):
        self._keys = keys
        self._rows = rows
        self._place = 0
        self.returns_rows = returns_rows

    def _source(self):
        return self

    def _require_rows(self):
        if not self.returns_rows:
            raise exc.ResourceClosedError(
                "This result object does not return rows. It has been closed automatically."
            )
        if self._closed_hard:
            raise exc.ResourceClosedError("This result object is closed.")

    def _take_raw(self, size=None, closing=True):
        self._require_rows()
        end = len(self._rows) if size is None else min(self._place + size, len(self._rows))
        rows = self._rows[self._place : end]
        self._place = end
        return rows

    def _soft_close(self):
        pass

    def _hard_close(self):
        self._require_rows()
        self._closed_hard = True

    def _shape(self, row):
        return Row._make(self._keys, row)

    def keys(self):
        """The names of the columns."""
        self._require_rows()
        return RMKeyView(self._keys.names)

    def fetchone(self):
        """The next row or None."""
        rows = self._take(1)
        return rows[0] if rows else None

    def scalar(self):
        """The first column of the first row, or None."""
        row = self.first()
        return None if row is None else row[0]

    def scalar_one(self):
        """The first column of the only row."""
        return self.one()[0]

    def scalar_one_or_none(self):
        """The first column of the only row, or None."""
        row = self.one_or_none()
        return None if row is None else row[0]

    def scalars(self, index=0):
        """One column of all rows."""
        place = index if isinstance(index, int) else self._keys.place(index)
        return ScalarResult(self, place)

    def mappings(self):
        """Rows as mappings."""
        return MappingResult(self)

    def tuples(self):
        """Itself: rows are tuples."""
        return self

    @property
    def t(self):
        """Itself: rows are tuples."""
        return self

    def columns(self, *col_expressions):
        """Some columns only."""
        places = [item if isinstance(item, int) else self._keys.place(item) for item in col_expressions]
        chosen = None if self._keys.columns is None else [self._keys.columns[place] for place in places]
        keys = Keys([self._keys.names[place] for place in places], chosen)
        return Result(keys, [tuple(row[place] for place in places) for row in self._take_raw()])

    def freeze(self):
        """A function that gives the rows again."""
        rows = self._take_raw()
        return lambda: Result(self._keys, rows)

    def merge(self, *others):
        """Its rows and those of others."""
        rows = [row for result in (self, *others) for row in result._take_raw()]
        return Result(self._keys, rows)

    # A result is not awaited, but code for asynchronous engines may close it so.
    def _soft_closed(self):
        return self._closed_hard


class FilterResult(_Fetching):
    """A view of a result."""

    def __class_getitem__(cls, item):
        return cls

    def __init__(self, result):
        self._result = result
        self._unique = result._unique

    def _source(self):
        return self._result

    def keys(self):
        """The names of the columns."""
        return self._result.keys()


class ScalarResult(FilterResult):
    """One column of a result."""

    def __init__(self, result, place):
        super().__init__(result)
        self._index = place

    def _shape(self, row):
        return row[self._index]

    def _take(self, size=None):
        if self._result._unique is not None and self._unique is self._result._unique:
            self._unique = (self._unique[0], set())
        return super()._take(size)


class MappingResult(FilterResult):
    """The rows of a result as mappings."""

    def _shape(self, row):
        return RowMapping(self._result._keys, row if isinstance(row, tuple) else tuple(row))

    def fetchone(self):
        """The next row or None."""
        rows = self._take(1)
        return rows[0] if rows else None

    def columns(self, *col_expressions):
        """Some columns only."""
        return self._result.columns(*col_expressions).mappings()

    def _uniquely(self, rows):
        if self._unique is None:
            return rows
        strategy, seen = self._unique
        kept = []
        for row in rows:
            mark = strategy(row) if strategy is not None else tuple(row.values())
            if mark not in seen:
                seen.add(mark)
                kept.append(row)
        return kept


TupleResult = Result
ChunkedIteratorResult = MergedResult = FrozenResult = Result


class IteratorResult(Result):
    """A result from rows that are at hand."""

    def __init__(self, cursor_metadata, iterator, raw=None):
        keys = cursor_metadata if isinstance(cursor_metadata, Keys) else Keys(cursor_metadata.keys)
        super().__init__(keys, [tuple(row) for row in iterator])


class SimpleResultMetaData:
    """Names for an IteratorResult."""

    def __init__(self, keys):
        self.keys = list(keys)


def result_tuple(fields, extra=None):
    """A function that makes rows with these names."""
    keys = Keys(fields)
    return lambda values: Row._make(keys, values)
