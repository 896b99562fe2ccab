"""Limbeck's stand-in for asyncio: env.py files with an async engine, without an event loop.

Connections block here, so nothing ever waits: a coroutine is driven from start to end by `send`.
A task starts when it is awaited, or at the end of `run` if nobody awaits it. What would need a
real loop (sockets, subprocesses, waiting for what nobody can bring about) is refused.
"""

import _limbeck

__all__ = (
    "run Runner sleep gather wait wait_for shield timeout create_task ensure_future to_thread iscoroutine "
    "iscoroutinefunction isfuture Future Task TaskGroup Lock Event Semaphore BoundedSemaphore AbstractEventLoop "
    "get_event_loop get_running_loop new_event_loop set_event_loop current_task all_tasks as_completed "
    "get_event_loop_policy set_event_loop_policy DefaultEventLoopPolicy CancelledError TimeoutError "
    "InvalidStateError FIRST_COMPLETED FIRST_EXCEPTION ALL_COMPLETED run_coroutine_threadsafe"
).split()

TimeoutError = TimeoutError
FIRST_COMPLETED = "FIRST_COMPLETED"
FIRST_EXCEPTION = "FIRST_EXCEPTION"
ALL_COMPLETED = "ALL_COMPLETED"

_ELSEWHERE = frozenset(
    """Queue LifoQueue PriorityQueue QueueEmpty QueueFull QueueShutDown Condition Barrier BrokenBarrierError
    StreamReader StreamWriter open_connection start_server open_unix_connection start_unix_server subprocess
    create_subprocess_exec create_subprocess_shell Protocol DatagramProtocol BaseProtocol Transport BaseTransport
    SelectorEventLoop ProactorEventLoop BaseEventLoop Server timeout_at Timeout wrap_future Handle TimerHandle
    AbstractServer BufferedProtocol SubprocessProtocol IncompleteReadError LimitOverrunError
    SendfileNotAvailableError eager_task_factory create_eager_task_factory""".split()
)


def __getattr__(name):
    if name in _ELSEWHERE:
        _limbeck.refuse(f"asyncio.{name}", "migrations run one statement after another: write this part without it")
    raise AttributeError(f"module 'asyncio' has no attribute {name!r}")


class CancelledError(BaseException):
    """Nothing is cancelled here unless a program cancels it itself."""


class InvalidStateError(Exception):
    """A result was asked for that is not there yet."""


def iscoroutine(obj):
    return type(obj).__name__ == "coroutine" or (hasattr(obj, "send") and hasattr(obj, "__await__"))


def iscoroutinefunction(func):
    while hasattr(func, "func"):  # functools.partial
        func = func.func
    func = getattr(func, "__func__", func)
    code = getattr(func, "__code__", None)
    return code is not None and bool(code.co_flags & 0x80)


def isfuture(obj):
    return isinstance(obj, Future)


def _drive(awaitable):
    """Runs an awaitable to its end and gives its result."""
    steps = awaitable if hasattr(awaitable, "send") else awaitable.__await__()
    try:
        step = steps.send if hasattr(steps, "send") else lambda _: next(steps)
        while True:
            # A bare yield, as in `await sleep(0)` of other libraries, only gives way to others.
            if step(None) is not None:
                _limbeck.refuse(
                    "waiting for an event of the operating system in a coroutine",
                    "use the database through SQLAlchemy only, or write this part without asyncio",
                )
    except StopIteration as end:
        return end.value


class Future:
    """A result that is there already, or is worked out when asked for."""

    def __init__(self, *, loop=None):
        self._state = "PENDING"
        self._result = None
        self._exception = None
        self._callbacks = []

    def done(self):
        return self._state != "PENDING"

    def cancelled(self):
        return self._state == "CANCELLED"

    def cancel(self, msg=None):
        if self.done():
            return False
        self._finish("CANCELLED")
        return True

    def set_result(self, result):
        if self.done():
            raise InvalidStateError("invalid state")
        self._result = result
        self._finish("FINISHED")

    def set_exception(self, exception):
        if self.done():
            raise InvalidStateError("invalid state")
        self._exception = exception() if isinstance(exception, type) else exception
        self._finish("FINISHED")

    def _finish(self, state):
        self._state = state
        for callback in self._callbacks:
            callback(self)

    def result(self):
        if not self.done():
            raise InvalidStateError("Result is not set.")
        if self._state == "CANCELLED":
            raise CancelledError
        if self._exception is not None:
            raise self._exception
        return self._result

    def exception(self):
        if not self.done():
            raise InvalidStateError("Exception is not set.")
        if self._state == "CANCELLED":
            raise CancelledError
        return self._exception

    def add_done_callback(self, callback, *, context=None):
        if self.done():
            callback(self)
        else:
            self._callbacks.append(callback)

    def remove_done_callback(self, callback):
        before = len(self._callbacks)
        self._callbacks = [each for each in self._callbacks if each != callback]
        return before - len(self._callbacks)

    def get_loop(self):
        return _loop

    def _complete(self):
        """Brings the result about if this is in anybody's power."""
        _run_pending_until(self.done)
        if not self.done():
            _limbeck.refuse("waiting for a result that nothing brings about", "set the result before awaiting it")

    def __await__(self):
        if not self.done():
            self._complete()
        return self.result()
        yield

    __iter__ = __await__


class Task(Future):
    """A coroutine that runs when somebody waits for it."""

    def __init__(self, coro, *, loop=None, name=None, context=None, eager_start=False):
        super().__init__()
        self._coro = coro
        self._name = name or f"Task-{id(self)}"
        self._running = False
        _pending.append(self)

    def get_name(self):
        return self._name

    def set_name(self, value):
        self._name = str(value)

    def get_coro(self):
        return self._coro

    def cancel(self, msg=None):
        if self in _pending:
            _pending.remove(self)
            self._coro.close()
        return super().cancel(msg)

    def _complete(self):
        if self._running:
            _limbeck.refuse("a task that waits for itself", "await tasks from outside")
        if self in _pending:
            _pending.remove(self)
        global _current
        outer, _current = _current, self
        self._running = True
        try:
            result = _drive(self._coro)
        except CancelledError:
            self._finish("CANCELLED")
        except Exception as error:
            self.set_exception(error)
        else:
            self.set_result(result)
        finally:
            self._running = False
            _current = outer


_pending = []
_current = None


def _run_pending_until(done):
    while _pending and not done():
        _pending[0]._complete()


def run(main, *, debug=None, loop_factory=None):
    """Runs a coroutine, and after it the tasks that nobody awaited are cancelled, as asyncio does."""
    if _loop._running:
        raise RuntimeError("asyncio.run() cannot be called from a running event loop")
    if not iscoroutine(main) and not hasattr(main, "__await__"):
        raise ValueError(f"a coroutine was expected, got {main!r}")
    return _loop.run_until_complete(main, True)


class Runner:
    """`run` for several coroutines."""

    def __init__(self, *, debug=None, loop_factory=None):
        pass

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        return None

    def close(self):
        pass

    def get_loop(self):
        return _loop

    def run(self, coro, *, context=None):
        return _loop.run_until_complete(coro)


async def sleep(delay, result=None):
    if delay > 0:
        import time

        time.sleep(delay)
    else:
        _run_pending_until(lambda: False)
    return result


def ensure_future(coro_or_future, *, loop=None):
    if isinstance(coro_or_future, Future):
        return coro_or_future
    if iscoroutine(coro_or_future):
        return Task(coro_or_future)
    return Task(_awaiting(coro_or_future))


async def _awaiting(awaitable):
    return await awaitable


def create_task(coro, *, name=None, context=None, **options):
    return Task(coro, name=name)


def gather(*coros_or_futures, return_exceptions=False):
    return Task(_gather([ensure_future(each) for each in coros_or_futures], return_exceptions))


async def _gather(futures, return_exceptions):
    results = []
    for future in futures:
        try:
            results.append(await future)
        except Exception as error:
            if not return_exceptions:
                raise
            results.append(error)
    return results


async def wait(fs, *, timeout=None, return_when=ALL_COMPLETED):
    futures = [ensure_future(each) for each in fs]
    for future in futures:
        if not future.done():
            future._complete()
    return set(futures), set()


def as_completed(fs, *, timeout=None):
    return iter([ensure_future(each) for each in fs])


async def wait_for(fut, timeout):
    return await ensure_future(fut)


def shield(arg):
    return ensure_future(arg)


class _Timeout:
    async def __aenter__(self):
        return self

    async def __aexit__(self, *exception):
        return None

    def expired(self):
        return False

    def reschedule(self, when):
        pass


def timeout(delay):
    return _Timeout()


async def to_thread(func, /, *args, **kwargs):
    return func(*args, **kwargs)


def run_coroutine_threadsafe(coro, loop):
    future = ensure_future(coro)
    future._complete()
    return future


class TaskGroup:
    """Its tasks run one after the other at its end."""

    def __init__(self):
        self._tasks = []

    async def __aenter__(self):
        return self

    def create_task(self, coro, *, name=None, context=None):
        task = Task(coro, name=name)
        self._tasks.append(task)
        return task

    async def __aexit__(self, kind, error, traceback):
        errors = []
        for task in self._tasks:
            if error is not None or errors:
                task.cancel()
                continue
            if not task.done():
                task._complete()
            if not task.cancelled() and task.exception() is not None:
                errors.append(task.exception())
        if errors:
            raise BaseExceptionGroup("unhandled errors in a TaskGroup", errors)


class Semaphore:
    def __init__(self, value=1):
        if value < 0:
            raise ValueError("Semaphore initial value must be >= 0")
        self._value = value

    def locked(self):
        return self._value == 0

    async def acquire(self):
        _run_pending_until(lambda: self._value > 0)
        if self._value == 0:
            _limbeck.refuse("waiting for a lock that its own holder keeps", "release it first")
        self._value -= 1
        return True

    def release(self):
        self._value += 1

    async def __aenter__(self):
        await self.acquire()

    async def __aexit__(self, *exception):
        self.release()


class BoundedSemaphore(Semaphore):
    pass


class Lock(Semaphore):
    def __init__(self):
        super().__init__(1)

    def release(self):
        if self._value:
            raise RuntimeError("Lock is not acquired.")
        super().release()


class Event:
    def __init__(self):
        self._set = False

    def is_set(self):
        return self._set

    def set(self):
        self._set = True

    def clear(self):
        self._set = False

    async def wait(self):
        _run_pending_until(self.is_set)
        if not self._set:
            _limbeck.refuse("waiting for an event that nothing sets", "set it before waiting for it")
        return True


class AbstractEventLoop:
    """What programs ask of a loop."""

    def __init__(self):
        self._running = False
        self._closed = False

    def run_until_complete(self, future, cancel_rest=False):
        outer, self._running = self._running, True
        try:
            task = ensure_future(future)
            task._complete() if not task.done() else None
            return task.result()
        finally:
            self._running = outer
            if cancel_rest:
                for task in list(_pending):
                    task.cancel()

    def is_running(self):
        return self._running

    def is_closed(self):
        return self._closed

    def close(self):
        self._closed = self is not _loop

    def stop(self):
        pass

    def get_debug(self):
        return False

    def set_debug(self, enabled):
        pass

    def time(self):
        import time

        return time.monotonic()

    def create_task(self, coro, *, name=None, context=None):
        return Task(coro, name=name)

    def create_future(self):
        return Future()

    def call_soon(self, callback, *args, context=None):
        async def later():
            callback(*args)

        return Task(later())

    call_soon_threadsafe = call_soon

    def run_in_executor(self, executor, func, *args):
        future = Future()
        try:
            future.set_result(func(*args))
        except Exception as error:
            future.set_exception(error)
        return future

    def set_exception_handler(self, handler):
        pass

    def add_signal_handler(self, sig, callback, *args):
        pass

    async def shutdown_asyncgens(self):
        pass

    async def shutdown_default_executor(self, timeout=None):
        pass

    def run_forever(self):
        _limbeck.refuse("an event loop that runs forever", "a migration has to end")


_loop = AbstractEventLoop()


def get_event_loop():
    return _loop


def new_event_loop():
    return AbstractEventLoop()


def set_event_loop(loop):
    pass


def get_running_loop():
    if not _loop._running:
        raise RuntimeError("no running event loop")
    return _loop


def current_task(loop=None):
    return _current


def all_tasks(loop=None):
    return set(_pending)


class DefaultEventLoopPolicy:
    def get_event_loop(self):
        return _loop

    def new_event_loop(self):
        return AbstractEventLoop()

    def set_event_loop(self, loop):
        pass


def get_event_loop_policy():
    return DefaultEventLoopPolicy()


def set_event_loop_policy(policy):
    pass
