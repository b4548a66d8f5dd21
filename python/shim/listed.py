"""Which threads threading lists: a variable that changes when one is started, comes to its first line and ends, and that
threading.enumerate and active_count look at.

The changes of two threads come to the same in either order.  So nobody but who looks meets them, and a script that does not has no
step for them.
"""
import functools
import sys

from . import shared
from .core import S, LOAD, STORE

ALL, COUNT = "threading.enumerate()", "threading.active_count()"
LOOKS = {"enumerate": ALL, "active_count": COUNT}


class Listing:
    """The lock under which threading does so.  Before it is taken it is told what for: it is no operation, so nobody comes between."""

    def __init__(self, lock, threading):
        self.lock, self.threading = lock, threading

    def __enter__(self):
        if S.several and S.running:
            self.tell(sys._getframe(1))
        return self.lock.__enter__()

    def __exit__(self, *exception):
        return self.lock.__exit__(*exception)

    def __getattr__(self, name):
        return getattr(self.lock, name)

    def tell(self, frame):
        does = frame.f_code.co_name
        if does in LOOKS:
            shared.touch(variable(LOOKS[does]), LOAD, "")
            return
        shared.change(variable(ALL))
        if does != "_bootstrap_inner" or frame.f_locals["self"] not in self.threading._limbo:  # otherwise it was counted before
            shared.change(variable(COUNT))


def variable(name):
    return shared.module_variable("threading", name)


def adapt(threading):
    """Puts it in the place of threading's lock, which makes another one in a process that was forked."""
    if not isinstance(threading._active_limbo_lock, Listing):
        threading._active_limbo_lock = Listing(threading._active_limbo_lock, threading)


def install(warnings):
    """Which warnings were shown, of those that are shown once, is a variable too."""
    plain = warnings.warn

    @functools.wraps(plain)
    def warn(message, category=None, stacklevel=1, source=None, **more):
        if S.several and S.running:
            shared.touch(shared.module_variable("warnings", "warnings that were shown"), STORE, "")
        return plain(message, category, stacklevel + 1, source, **more)  # this function is one level, too
    warnings.warn = warn
