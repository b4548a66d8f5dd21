"""multiprocessing's locks and semaphores: C code around one of the system's, which the threads of one process may use, too, as those of
a ThreadPool do.  Here there is one process."""
from . import locks
from .cells import Cell
from .core import S
from .moments import deadline_in

RECURSIVE, SEMAPHORE = 0, 1


class SemLock:
    made = 0  # so many: the system gives each a handle

    def __init__(self, kind, value, maxvalue, name, unlink):
        if kind not in (RECURSIVE, SEMAPHORE):
            raise ValueError("unrecognized kind")
        if not 0 <= value <= maxvalue:
            raise ValueError("invalid value")
        self.kind, self.maxvalue, self.name = kind, maxvalue, None if unlink else name
        SemLock.made += 1
        self.handle = SemLock.made
        self.cell = Cell(value, "RLock" if kind == RECURSIVE else "Lock" if maxvalue == 1 else "BoundedSemaphore" if value == maxvalue else "Semaphore")
        self.taken, self.last = 0, None  # by this process, less what it has released; who took it last

    def acquire(self, block=True, timeout=None):
        return self.take(locks.ACQUIRE, block, timeout)

    def take(self, kind, block=True, timeout=None):
        if self.kind == RECURSIVE and self._is_mine():
            self.taken += 1
            return True
        if not block or timeout is not None and timeout <= 0:
            got = self.cell.try_acquire()
        else:
            got = self.cell.acquire(None if timeout is None else deadline_in(timeout), kind)
        if got:
            self.taken, self.last = self.taken + 1, S.current
        return got

    def release(self):
        if self.kind == RECURSIVE:
            if not self._is_mine():
                raise AssertionError("attempt to release recursive lock not owned by thread")
            if self.taken > 1:
                self.taken -= 1
                return
        if not self.cell.release(self.maxvalue):
            raise ValueError("semaphore or lock released too many times")
        self.taken -= 1

    def __enter__(self):
        return self.take(locks.entering())

    def __exit__(self, *exception):
        self.release()

    def _count(self):
        return self.taken

    def _is_mine(self):
        return self.taken > 0 and self.last is S.current

    def _get_value(self):
        return self.cell.read()

    def _is_zero(self):
        return self.cell.read() == 0

    def _after_fork(self):
        self.taken = 0


def install():
    try:
        import _multiprocessing
    except ImportError:
        return
    if hasattr(_multiprocessing, "SemLock"):
        SemLock.SEM_VALUE_MAX = _multiprocessing.SemLock.SEM_VALUE_MAX
        _multiprocessing.SemLock = SemLock
        _multiprocessing.sem_unlink = lambda name: None
