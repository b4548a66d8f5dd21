"""How much packages hold that are neither the program's nor of Python's library.  An execution finds the modules of the program as new,
and these as the one before has left them: a scheduler that a package keeps has the jobs of both.
"""
import sys
import types
from collections import deque

from . import found, imports

MOST = 50_000  # objects that are looked at
MANY = (list, tuple, set, frozenset, deque)


def held():
    """How many items there are in what each of these packages has, in words that can be compared."""
    return "\n".join("%s %d" % (package, count(package)) for package in imports.untraced())


def count(package):
    """The items of the containers that can be reached from the variables of a package, through its own classes and objects."""
    left = [m.__dict__ for n, m in list(sys.modules.items()) if n.partition(".")[0] == package and issubclass(type(m), types.ModuleType)]
    seen, items = {}, 0  # by id, which nothing else may have meanwhile
    while left and len(seen) < MOST:
        o = left.pop()
        if id(o) in seen:
            continue
        seen[id(o)] = o
        if issubclass(type(o), type):
            if belongs(o, package):
                left += o.__dict__.values()
        elif issubclass(type(o), dict):
            items += len(o)
            left += o.values()
        elif issubclass(type(o), MANY):
            items += len(o)
            left += o
        elif belongs(type(o), package):
            left.append(found.dict_of(o))
    return items


def belongs(cls, package):
    """Says whether a class is one of the package."""
    return str(cls.__module__).partition(".")[0] == package


def grown(before, after):
    """Says in words which packages hold more than before; empty if none does."""
    more = sorted(set(after.split("\n")) - set(before.split("\n")))
    return more and "it left more in the package %s than the first time" % more[0].partition(" ")[0] or ""
