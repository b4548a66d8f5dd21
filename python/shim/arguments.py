"""Hooks of what functions are given, which tell of the accesses that the functions make to it: see hooks.py.  If the argument is
followed by others that are computed, the access comes after those, as the call does."""
import operator
import sys
import types

from . import iterators, returns
from .core import S, LOAD, STORE
from .found import attribute_now
from .items import index
from .methods import look_up, method
from .shared import WHOLE, attribute, item, kinds

GETTERS = (operator.attrgetter, operator.itemgetter, operator.methodcaller)


def gf(o, f, name):
    """What a function of that name is given."""
    if S.several:
        iterators.given(o, f, name)
    return iterators.lazily(o) if type(f) is type and f in iterators.LAZY else o


def gm(o, name):
    """What a method, or a function of a module, is given."""
    if S.several:
        owner = S.current.held[-1] if S.current.held else None
        is_module = issubclass(type(owner), types.ModuleType)
        f = owner.__dict__.get(name) if is_module else getattr(type(owner), name, None)
        iterators.given(o, f, name)
        if type(f) is type and f in iterators.LAZY:
            return iterators.lazily(o)
    return o


def pf(o):
    """What print writes to."""
    if S.several and kinds[type(o)] in WHOLE:
        item(o, None, STORE, "print")
    return o


def hd(o, tell, *args):
    """Puts off what one of these hooks tells of an argument, until the last one is computed."""
    S.current.held.append((tell, o) + args)
    return o


def tl(v, n):
    """The last argument: so many hooks were put off."""
    held = S.current.held
    late = held[-n:]
    del held[-n:]
    for tell, *args in late:
        tell(*args)
    return v


class Getter:
    """An itemgetter, an attrgetter or a methodcaller of the program's, which tells what it looks at."""
    __slots__ = ("func", "args")

    def __init__(self, func):
        self.func = func
        self.args = getattr(func.__reduce__()[0], "args", ()) + func.__reduce__()[1]

    def __call__(self, o):
        if S.several:
            self.tell(o)
        returns.within(sys._getframe(1))
        return self.func(o)

    def tell(self, o):
        if type(self.func) is operator.itemgetter:
            for k in self.args:
                index(o, k, LOAD)
        elif type(self.func) is operator.methodcaller:
            look_up(o, self.args[0])
            method(o, self.args[0])
        else:
            for dotted in self.args:
                part = o
                for a in dotted.split("."):
                    attribute(part, a, LOAD)
                    part = attribute_now(part, a)

    def __reduce__(self):
        return self.func.__reduce__()

    def __repr__(self):
        return repr(self.func)
