"""What replaces the threads of _thread: start, end, identity and, from 3.13 on, handles."""
import sys
import types

from . import callables, found, identity, local, locks, names, output, real, refused
from .cells import Cell
from .moments import deadline_in
from .core import S
from .locks import Sentinel, Started

STARTED = "_simrun_started"  # attribute of a Thread: how many were started before it
FIRST_IDENT, IDENT_STEP = 140000000000, 4096


def get_ident():
    return ident_of(S.current)


def ident_of(task):
    return task.number or FIRST_IDENT + IDENT_STEP * task.id


def joined(task):
    """Notes that the running thread has seen the end of another one.  A thread that it starts then has the identity of that, if it has
    started both: so it mostly is in CPython, and an identity that a thread keeps something under is not its own for ever.  Of other
    threads no operation would show who of them takes it."""
    me = S.current
    if task.starter is me:
        task.starter = None
        me.free.append(ident_of(task))


def thread_at(ident):
    """The number of the last thread with an identity."""
    return next((t.id for t in reversed(S.tasks) if ident_of(t) == ident), None)


def get_native_id():
    return identity.PROCESS + S.current.id  # on Linux the main thread's is the number of the process


def current_frames():
    """Where the threads of the program stand, by their identities."""
    if not S.running:
        return real.current_frames()
    frames = {}
    for task in S.alive():
        frame = S.hands.frame(task) if task is not S.current else sys._getframe(1)
        while frame is not None and names.whose.get(frame.f_code.co_filename, names.sort(frame.f_code.co_filename)) == names.SHIM:
            frame = frame.f_back
        if frame is not None:
            frames[ident_of(task)] = frame
    return frames


def set_sentinel():
    """Up to 3.12: the lock that is released when the running thread has ended."""
    S.current.sentinel = lock = Sentinel(S.current.name)
    if S.running:
        lock.cell.announce()  # before anybody can be at the exit, which asks whether the thread has ended
    return lock


def start_new_thread(function, args, kwargs={}, handle=None):
    """Starts a thread.  What it was given is dropped as soon as it runs, and its finalizers run while it has the
    processor."""
    if not S.running:
        raise RuntimeError("a thread is started where none can be scheduled: before the test and its own fixtures begin")
    refused.check_start(function, args, kwargs)
    given = [function, args, kwargs, handle]
    name = names.thread(function)
    function = args = kwargs = handle = None

    def body():
        function, args, kwargs, handle = given
        given.clear()
        task = S.current
        if handle is not None:
            handle._done.ends(task.id, task.name)
            handle._done.announce()  # before anybody can be at the exit, which asks whether the thread has ended
        try:
            function(*args, **kwargs)
        except SystemExit:
            pass
        except BaseException as e:
            output.raised(e, "Exception ignored in thread started by: %r\n" % (function,))
        function = args = kwargs = None
        local.end(task)
        sentinel, task.sentinel = task.sentinel, None
        if sentinel is not None:
            sentinel.release()
        if handle is not None:
            handle._end()
    me, owner = S.current, given[0].__self__ if type(given[0]) is types.MethodType else None
    task = S.start(body, name, S.driver.text(name))
    task.starter, task.number = me, me.free.pop() if me.free else 0
    if found.has(owner, "_bootstrap"):
        owner.__dict__[STARTED] = task.id
    if given and given[3] is not None:
        given[3].task = task
    return ident_of(task)


@real.in_c("_thread._ThreadHandle")
class ThreadHandle:
    """From 3.13 on: what a Thread joins."""

    def __init__(self):
        self._done, self._state, self.ident, self.task = Cell(1, "Thread"), "not started", 0, None

    def _begin(self):
        self._state, self._done.value = "running", 0

    def _end(self):
        if not self._done.value:
            self._done.release()
        self._state = "ended"

    def is_done(self):
        return bool(self._done.read())

    def _set_done(self):
        self._state, self._done.value = "ended", 1

    def join(self, timeout=None):
        if self._state == "not started":
            raise RuntimeError("thread not started")
        if self.ident == get_ident():
            raise RuntimeError("Cannot join current thread")
        if self._done.wait(None if timeout is None or timeout < 0 else deadline_in(timeout)) and self.task is not None:
            joined(self.task)


joinable = []  # handles of the threads that the interpreter waits for at its exit


def start_joinable_thread(function, handle=None, daemon=True):
    if handle is None:
        handle = ThreadHandle()
    if handle._state != "not started":
        raise RuntimeError("thread already started")
    handle._begin()
    if not daemon:
        joinable.append(handle)
    handle.ident = start_new_thread(function, (), {}, handle)
    return handle


def make_thread_handle(ident):
    handle = ThreadHandle()
    handle._begin()
    handle.ident = ident
    return handle


def shutdown():
    while joinable:
        first = min(joinable, key=lambda handle: handle.task.id if handle.task else 0)  # who is entered before whom no operation shows
        joinable.remove(first)
        first.join()


def install(thread_module):
    for module in list(sys.modules.values()):  # reprlib has it, for one
        if module not in (thread_module, real) and getattr(module, "get_ident", None) is real.get_ident:
            module.get_ident = real.builtin(get_ident)
    sys._current_frames = real.builtin(current_frames)
    S.at_ident, locks.joined = thread_at, joined
    local.install(thread_module)
    thread_module.start_new_thread = thread_module.start_new = real.builtin(start_new_thread)
    thread_module.get_ident, thread_module.get_native_id = real.builtin(get_ident), real.builtin(get_native_id)
    thread_module._set_sentinel = real.builtin(set_sentinel)
    if hasattr(thread_module, "_ThreadHandle"):
        thread_module.start_joinable_thread = real.builtin(start_joinable_thread)
        thread_module._ThreadHandle, thread_module._make_thread_handle = ThreadHandle, make_thread_handle
        thread_module._shutdown, thread_module._get_main_thread_ident = shutdown, lambda: FIRST_IDENT


def adapt(threading):
    """Changes what the new threading module cannot find in _thread."""
    made = threading.Thread.__init__

    def init(self, *args, **kwargs):
        made(self, *args, **kwargs)
        self._target = callables.told(self._target)
        self._started = Started(names.thread(self._bootstrap))
    threading.Thread.__init__ = init
    Started.starts = threading.Thread.start.__code__
    if hasattr(threading.Thread, "_wait_for_tstate_lock"):
        adapt_ends(threading.Thread)


def adapt_ends(cls):
    """Up to 3.12: who joins a thread, or finds that it is not alive, notes that in the thread.  Whoever comes later would look at the
    note alone, which no operation shows: unless it knows by itself that the thread has ended, it looks at that."""
    begins, waits, asks = cls._set_tstate_lock, cls._wait_for_tstate_lock, cls.is_alive

    def begin(self):
        begins(self)
        self._simrun_end = self._tstate_lock

    def noted(self):
        end = getattr(self, "_simrun_end", None)
        return S.running and self._tstate_lock is None and end is not None and not end.cell.known() and end

    def wait(self, block=True, timeout=-1):
        end = noted(self)
        if end:
            end.cell.wait()
            joined(end.owner)
        return waits(self, block, timeout)

    def is_alive(self):
        if S.looking:
            lock = self._tstate_lock
            return self._started.is_set() and not self._is_stopped and lock is not None and not lock.cell.read()
        end = self._is_stopped and noted(self)
        if end:
            end.cell.read()
        return asks(self)
    cls._set_tstate_lock, cls._wait_for_tstate_lock, cls.is_alive = begin, wait, is_alive
