"""os.environ, which the threads of a process share: it is one variable, and each look and each change is an access."""
import os

from . import shared
from .core import S, LOAD, STORE

KINDS = {"__getitem__": LOAD, "__iter__": LOAD, "__len__": LOAD, "__setitem__": STORE, "__delitem__": STORE}


def told(name, kind):
    """The method of the mapping, which tells of the access first."""
    plain = getattr(os._Environ, name)

    def access(self, *args):
        if S.several and S.running:
            shared.touch(shared.module_variable("os", "environ", "os.environ"), kind, "")
            S.polled = True  # the method is Python code
        return plain(self, *args)
    access.__name__, access.__qualname__ = plain.__name__, plain.__qualname__
    return access


def install():
    for name, kind in KINDS.items():
        setattr(os._Environ, name, told(name, kind))
