"""Functions and methods of C code that the program takes where it does not call them: by another name (put = operator.setitem), to hand
them on (functools.partial(d.pop, k), map(len, rows)), as the target of a thread.  Whoever calls one does what a call by the program
would, and nobody but these tells of it.

What CPython has for each is that one object, so there is one of these for each: put is put, wherever it comes from.
"""
import builtins
import functools
import sys
import types

from . import arguments, given, iterators, names, returns
from .core import S, LOAD, STORE
from .items import rd
from .methods import method, um
from .shared import CONTAINERS, attribute

# What builtin functions do with what they are given, as calls.GIVEN and calls.NAMED have it for calls.
LOOKS = {len, repr, ascii, format, iter, print}
CONSUME = {sum, min, max, any, all, sorted}
NAME = {getattr: LOAD, hasattr: LOAD, setattr: STORE, delattr: STORE}  # are given the name of an attribute
OTHERS = iterators.CHANGES | iterators.FILLS | iterators.LOOKS         # by their names, as for calls
RUN = {exec, eval, compile}


class Told:
    """One of them, by which it tells of an access."""
    __slots__ = ("func", "tell")

    def __init__(self, func, tell):
        self.func, self.tell = func, tell

    def __call__(self, *args, **kwargs):
        if S.several:
            args = self.tell(self.func, args, kwargs) or args
        result = self.func(*args, **kwargs)
        returns.within(sys._getframe(1))
        return told(result) if self.func is getattr else result

    def __getattr__(self, name):
        return getattr(self.func, name)

    def __eq__(self, other):
        return self.func == (other.func if issubclass(type(other), Told) else other)

    def __hash__(self):
        return hash(self.func)

    def __repr__(self):
        return repr(self.func)

    def __copy__(self, memo=None):
        return self

    __deepcopy__ = __copy__

    def __reduce__(self):
        return functools.partial, (self.func,)


names.partly.append(Told)


class Unbound(Told):
    """A method of a class, which is given what it is called of, unless it is an attribute of another class."""
    __slots__ = ()

    def __get__(self, o, cls=None):
        return self if o is None else told(self.func.__get__(o, cls))


class Run(Told):
    """exec or eval, in the namespace of whoever calls it if none is given, or compile."""
    __slots__ = ()

    def __call__(self, *args, **kwargs):
        if self.func is compile:
            return compile(*given.parsed(args), **kwargs)
        frame = sys._getframe(1)
        code, space, local = (args + tuple(kwargs.pop(n, None) for n in ("globals", "locals")[len(args) - 1:]) + (None, None))[:3]
        if space is None:
            space, local = frame.f_globals, given.names_in(frame) if local is None else local
        return self.func(*given.rewritten(self.func.__name__, frame, code, space, local), **kwargs)


# -- what they tell

def of_container(func, args, named):
    method(func.__self__, func.__name__)


def of_first(func, args, named):
    if args:
        um(args[0], func.__name__)


def of_all(func, args, named):
    for o in args:
        rd(o, "" if func in (len, iter) else "format")
    arguments.pf(named.get("file"))


def of_each(func, args, named):
    for o in args:
        iterators.consumed(o, True)


def of_next(func, args, named):
    return tuple(iterators.following(o) for o in args[:1]) + args[1:]


def of_attribute(func, args, named):
    if len(args) > 1 and type(args[1]) is str:
        attribute(args[0], args[1], NAME[func])


def of_given(func, args, named):
    for o in args[:1] if func.__name__ in iterators.CHANGES else args:
        iterators.given(o, func, func.__name__)


# -- which they are

def told(f):
    """What stands for it, if it is one of them."""
    t = type(f)
    if t is types.BuiltinFunctionType or t is types.MethodWrapperType:
        if issubclass(type(f.__self__), CONTAINERS):
            return Told(f, of_container)
        return known[f] if issubclass(type(f.__self__), types.ModuleType) else f
    if (t is types.MethodDescriptorType or t is types.WrapperDescriptorType) and f.__objclass__ in CONTAINERS:
        return known[f]
    return f


class Known(dict):
    """Those that there is one of."""

    def __missing__(self, f):
        self[f] = made = self.make(f)
        return made

    @staticmethod
    def make(f):
        if hasattr(f, "__objclass__"):
            return Unbound(f, of_first)
        if f in RUN:
            return Run(f, None)
        for functions, tell in ((LOOKS, of_all), (CONSUME, of_each), (NAME, of_attribute), ((next,), of_next)):
            if f in functions:
                return Told(f, tell)
        return Told(f, of_given) if f.__name__ in OTHERS else f


known = Known()
BUILTINS = {name for name, f in vars(builtins).items() if type(f) is types.BuiltinFunctionType and known[f] is not f}
