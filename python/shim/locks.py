"""What replaces the locks of _thread, and what is made of C beside them: RLock and _queue.SimpleQueue.

CPython's threading, queue, concurrent.futures and logging run on top, unchanged.
"""
import sys
from collections import deque

from . import arrivals, names, real, refused
from .cells import Cell
from .moments import deadline_in
from .core import S, ACQUIRE, ENTER, RELEASE
from .names import whose


def entering():
    """How a lock is taken by a with statement: of the program, or of the library, whose own function returns then."""
    file = sys._getframe(2).f_code.co_filename
    return ENTER if (whose.get(file) or names.sort(file)) == names.OWN else ACQUIRE


@real.in_c("_thread.lock")
class Lock:
    __slots__ = ("cell", "__weakref__")
    kind = "Lock"

    def __init__(self, *wrong, **named):
        if wrong or named:
            real.Lock(*wrong, **named)  # raises
        self.cell = Cell(1, self.kind)

    def acquire(self, *args, **named):
        if not args and not named:
            return self.cell.acquire()
        blocking, timeout = refused.wait_of(args, named)
        if blocking and timeout == -1:
            return self.cell.acquire()
        if not blocking or timeout == 0:
            return self.cell.try_acquire()
        return self.cell.acquire(deadline_in(timeout))

    def release(self):
        raised = arrivals.raised_before(RELEASE) if S.due else None
        if not self.cell.release(1):
            raise RuntimeError("release unlocked lock")
        if raised is not None:
            raise raised

    def locked(self):
        return not self.cell.read()

    def _is_owned(self):
        """What Condition asks.  CPython finds it out by a try, which fails whoever holds the lock, and keeps other tries from
        it if nobody does.  If the running thread holds it that would show nothing, so it is no operation then."""
        if self.cell.owner is S.current:
            return True
        if self.acquire(False):
            self.release()
            return False
        return True

    acquire_lock, release_lock, locked_lock = acquire, release, locked

    def __enter__(self):
        return self.cell.acquire(None, entering())

    def __exit__(self, *exception):
        self.release()

    def _at_fork_reinit(self):
        if S.running and not self.cell.value:
            self.release()
        else:
            self.cell.value, self.cell.pending = 1, []

    def __hash__(self):  # threading keeps a set of locks, which must not be in the order of their addresses
        return self.cell.key

    def __repr__(self):
        return "<%s _thread.lock object at 0x%x>" % ("unlocked" if self.cell.value else "locked", self.cell.key)


class OfRLock(Lock):
    __slots__ = ()
    kind = "RLock"


@real.in_c("_thread.RLock")
class RLock:
    __slots__ = ("lock", "owner", "count", "__weakref__")

    def __init__(self, *ignored, **named):  # as in CPython
        self.lock, self.owner, self.count = OfRLock(), None, 0

    def acquire(self, *args, **named):
        if self.owner is not S.current:
            if not self.lock.acquire(*args, **named):
                return False
        elif args or named:
            refused.wait_of(args, named)
        self.owner = S.current
        self.count += 1
        return True

    def release(self):
        if self.owner is not S.current:
            raise RuntimeError("cannot release un-acquired lock")
        raised = arrivals.raised_before(RELEASE) if S.due and self.count == 1 else None
        self.count -= 1
        if not self.count:
            self.owner = None
            self.lock.cell.release(1)
        if raised is not None:
            raise raised

    def __enter__(self):
        if self.owner is not S.current:
            self.lock.cell.acquire(None, entering())
            self.owner = S.current
        self.count += 1
        return True

    def __exit__(self, *exception):
        self.release()

    def locked(self):
        return self.lock.locked()

    def _is_owned(self):
        return self.owner is S.current

    def _recursion_count(self):
        return self.count if self.owner is S.current else 0

    def _release_save(self):
        if self.owner is not S.current:
            raise RuntimeError("cannot release un-acquired lock")
        raised = arrivals.raised_before(RELEASE) if S.due else None
        state = self.count, self.owner
        self.count, self.owner = 0, None
        self.lock.cell.release(1)
        if raised is not None:
            raise raised
        return state

    def _acquire_restore(self, state):
        self.lock.acquire()
        self.count, self.owner = state

    def _at_fork_reinit(self):
        self.lock._at_fork_reinit()
        self.owner, self.count = None, 0

    def __hash__(self):
        return self.lock.cell.key

    def __repr__(self):
        return "<%s _thread.RLock object owner=%r count=%d at 0x%x>" % (
            "locked" if self.count else "unlocked", self.owner.id if self.owner else 0, self.count, self.lock.cell.key)


class Empty(Exception):
    "Exception raised by Queue.get(block=0)/get_nowait()."


Empty.__module__ = "_queue"


@real.in_c("_queue.SimpleQueue")
class SimpleQueue:
    """In CPython it is C code, each method of which is atomic."""

    def __init__(self):
        self._items, self._cell = deque(), Cell(0, "SimpleQueue")

    def put(self, item, block=True, timeout=None):
        if S.due:
            S.take(RELEASE)
        self._cell.release()
        self._items.append(item)  # nothing runs between

    put_nowait = put

    def get(self, block=True, timeout=None):
        if block is not True or timeout is not None:
            refused.check_get(block, timeout)
        if not block:
            taken = self._cell.try_acquire()
        elif timeout is None:
            taken = self._cell.acquire()
        else:
            taken = self._cell.acquire(deadline_in(timeout))
        if not taken:
            raise Empty
        return self._items.popleft()

    def get_nowait(self):
        return self.get(False)

    def qsize(self):
        return self._cell.read()

    def empty(self):
        return self._cell.read() == 0


class Started:
    """The event by which Thread.start waits for its thread.  Others that join the thread, or ask whether it is alive, look at it: who
    cannot know that it was set before does so in an operation."""
    starts = None  # the code of Thread.start, which looks whether it was called before

    def __init__(self, thread):
        self._cell = Cell(0, "Started")
        self._cell.name = "the start of " + thread

    def is_set(self):
        if S.looking:
            self._cell.look()
        elif S.several and S.running and not self._cell.known() and sys._getframe(1).f_code is not self.starts:
            self._cell.read()
        return bool(self._cell.value)

    def set(self):
        self._cell.release()

    def wait(self, timeout=None):
        return self._cell.wait() if S.running else True

    def _at_fork_reinit(self):
        self._cell.pending = []

    _reset_internal_locks = _at_fork_reinit

    def __reduce_ex__(self, _):  # an Event has a lock
        raise TypeError("cannot pickle '_thread.lock' object")


joined = None  # what is done when a thread has seen the end of another one: see threads


@real.in_c("_thread.lock")
class Sentinel:
    """Up to 3.12: the lock that a thread holds until it has ended.  Whoever joins the thread takes it and gives it back,
    which is a wait here: several may join a thread, and none of them keeps another one waiting."""

    def __init__(self, thread):
        self.cell, self.owner, self.held = Cell(0, "Thread"), S.current, False
        self.given = False  # by a join that a handler's exception has ended, which takes the thread for one that has ended
        self.cell.ends(S.current.id, thread)

    def acquire(self, blocking=True, timeout=-1):
        if not self.held:  # by the thread itself, before anybody else has seen it
            self.held = True
            return True
        if self.given:
            return True
        if not blocking or timeout == 0:
            return bool(self.cell.read())
        ended = self.cell.wait(None if timeout is None or timeout < 0 else deadline_in(timeout))
        if ended:
            joined(self.owner)
        return ended

    def release(self):
        if S.current is self.owner and not self.cell.value:
            self.cell.release()
        elif S.current is not self.owner and not self.cell.value:
            self.given = True

    def _at_fork_reinit(self):
        self.cell.pending = []

    def locked(self):  # threading asks only about its own
        return not self.cell.value and not self.given

    def __hash__(self):
        return self.cell.key


class Registry(dict):
    """Up to 3.12: the locks of the threads that the interpreter waits for at its exit, in the order in which these were
    started: that in which they begin no operation shows.  CPython forgets those of threads that have ended, when somebody
    starts another one or joins: whether the exit waits for such a thread, which takes no time, would depend on an order
    that no operation shows."""

    def add(self, lock):
        self[lock] = True

    def __iter__(self):
        return iter(sorted(self.keys(), key=lambda lock: lock.owner.id))

    def discard(self, lock):
        pass

    difference_update = discard


def adapt(threading):
    """Has an event and a barrier show that they are asked, which they do without their locks, and a condition have a name beside its
    lock's."""
    for name in ("n_waiting", "broken"):
        setattr(threading.Barrier, name, property(asked(getattr(threading.Barrier, name).fget)))
    asks = threading.Event.is_set.__code__

    def flag(self):
        if (S.running or S.looking) and sys._getframe(1).f_code is asks:  # all others hold the lock
            self._cond._lock.cell.read()
        return self.__dict__["_flag"]

    def set_flag(self, value):
        self.__dict__["_flag"] = value
    threading.Event._flag = property(flag, set_flag)
    made = threading.Condition.__init__

    def init(self, lock=None):
        made(self, lock)
        if lock is not None and (S.running or S.making):  # else it goes by the lock that it makes
            names.enter_made(self, 2)
    threading.Condition.__init__ = init


def asked(look):
    """What looks at what changes under the lock of a condition that it has."""
    def looks(self):
        if S.running or S.looking:
            self._cond._lock.cell.read()
        return look(self)
    looks.__name__, looks.__doc__ = look.__name__, look.__doc__
    return looks


def install(thread_module, queue_module):
    thread_module.allocate_lock = thread_module.allocate = thread_module.lock = thread_module.LockType = Lock
    thread_module.RLock = RLock
    queue_module.SimpleQueue, queue_module.Empty = SimpleQueue, Empty
