"""Results to be read with `async for`."""


class AsyncResult:
    """The rows of a statement."""

    def __init__(self, result):
        self._real_result = result

    def __aiter__(self):
        return self

    async def __anext__(self):
        row = next(self._real_result, self)
        if row is self:
            raise StopAsyncIteration()
        return row

    async def close(self):
        """Gives up the rows that are left"""
        self._real_result.close()

    def keys(self):
        """The names of the columns"""
        return self._real_result.keys()

    def scalars(self, index=0):
        """One column of all rows"""
        return AsyncScalarResult(self._real_result.scalars(index))

    def mappings(self):
        """Rows as mappings"""
        return AsyncMappingResult(self._real_result.mappings())

    def unique(self, strategy=None):
        """Each row once"""
        self._real_result.unique(strategy)
        return self

    async def partitions(self, size=None):
        """Rows in groups"""
        for rows in self._real_result.partitions(size):
            yield rows


def _awaited(name):
    async def call(self, *args, **kw):
        return getattr(self._real_result, name)(*args, **kw)

    call.__name__ = name
    call.__doc__ = f"`{name}`, awaited"
    return call


for _name in ("all", "fetchall", "fetchone", "fetchmany", "first", "one", "one_or_none", "scalar", "scalar_one",
              "scalar_one_or_none"):
    setattr(AsyncResult, _name, _awaited(_name))


class AsyncScalarResult(AsyncResult):
    """One column of a result."""


class AsyncMappingResult(AsyncResult):
    """The rows of a result as mappings."""


AsyncTupleResult = AsyncResult
