"""Locks of the library that are no operation as long as threads do not race for what they guard."""
import sys

from . import shared
from .core import S, LOAD, STORE


class Guard:
    """A lock of the library that guards a variable like those of the program: where threads race for it the lock is an
    operation, and else there is no lock, because what one of them does there cannot be seen by another one.  What counts as a
    write is done by those functions of the library that no other access may change places with."""

    def __init__(self, lock, variable, writers):
        self.lock, self.variable, self.writers = lock, variable, writers

    def __enter__(self):
        if not S.running:
            return True
        v = shared.module_variable(*self.variable)
        if v.shared:
            self.cell.quiet = False
            return self.lock.__enter__()
        if S.several:
            shared.touch(v, STORE if sys._getframe(1).f_code.co_name in self.writers else LOAD, "")
        return True

    def __exit__(self, *exception):
        if S.running and shared.module_variable(*self.variable).shared:
            self.lock.__exit__()

    @property
    def cell(self):
        return (getattr(self.lock, "lock", None) or self.lock).cell


# The main thread says that the interpreter is at its exit, and each submit asks.
EXIT = "concurrent.futures.thread", "_global_shutdown_lock", ("concurrent.futures.thread", "_shutdown", "the interpreter's exit"), ("_python_exit",)
# A thread enters itself before its start is over and takes itself out before its end is.  Both are operations, on cells that whoever
# started it and whoever joins it wait for, so only who asks for the list sees more.
LIST = "threading", "_active_limbo_lock", ("threading", "_active", "the list of threads"), ("enumerate", "active_count")


def adapt():
    """Puts the guards in the place of their locks.  A fork makes threading forget the one that it had."""
    for module, name, variable, writers in (EXIT, LIST):
        lock = getattr(sys.modules[module], name, None)  # that of executors is there from 3.9 on
        if lock is not None and not isinstance(lock, Guard):
            lock = Guard(lock, variable, writers)
            setattr(sys.modules[module], name, lock)
        if lock is not None:
            lock.cell.quiet = True
