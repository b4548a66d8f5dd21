"""The functions that the modules of the program call just before each access to what threads may share: rewrite.py puts
them in.  As long as there is only one thread they do nothing."""
import gc
import sys
import types
from collections import OrderedDict
from operator import itemgetter

from .core import S, LOAD, STORE
from .shared import (CONTAINER, CONTAINERS, INSTANCE, READS, Thing, attribute, item, kinds, known, module_variable,
                     passing, touch)


def ld(o, a):
    if S.several:
        attribute(o, a, LOAD)
    return o


def st(o, a):
    if S.several:
        attribute(o, a, STORE)
    return o


def gi(o, k):
    if S.several:
        index(o, k, LOAD)
    return o


def si(o, k):
    if S.several:
        index(o, k, STORE)
    return o


def index(o, k, kind):
    if kind == LOAD and type(o).__name__ == "defaultdict" and k is not None and dict.get(o, k, S) is S:
        kind = STORE  # it makes the item
    item(o, k, kind)


def on(o):
    S.current.held.append(o)
    return o


def pop():
    held = S.current.held
    return held.pop() if held else None


def ik(k):
    gi(pop(), k)
    return k


def sk(k):
    si(pop(), k)
    return k


def la(o, a):
    S.current.held.append((o, a, True))
    if S.several:
        attribute(o, a, LOAD)
    return o


def li(o, k):
    S.current.held.append((o, k, False))
    if S.several:
        index(o, k, LOAD)
    return o


def lk(k):
    li(pop(), k)
    return k


def sa(v):
    before = pop()
    if S.several and type(before) is tuple and len(before) == 3:
        o, a, attr = before
        if attr:
            old = getattr(o, "__dict__", {}).get(a)
            if isinstance(old, CONTAINERS):
                item(old, None, STORE, "+=")
            attribute(o, a, STORE)
        else:
            index(o, a, STORE)
    return v


def ai(o, v):
    if S.several:
        item(o, None, STORE, "+=")
    return v


def cm(o, m):
    if S.several:
        method(o, m)
    S.polled = True
    return o


def am(v, m):
    o = pop()
    if S.several:
        method(o, m)
    S.polled = True
    return v


def method(o, m):
    t = type(o)
    how = kinds[t]
    if how == CONTAINER:
        if not isinstance(getattr(t, m, None), types.FunctionType):
            item(o, None, LOAD if m in READS else STORE, t.__name__ + "." + m)
    elif how:
        attribute(o, m, LOAD)


class Told:
    """A method of a container that a thread runs by itself: nobody but this tells of the access."""
    __slots__ = ("func",)

    def __init__(self, func):
        self.func = func

    def __call__(self, *args, **kwargs):
        if S.several:
            method(self.func.__self__, self.func.__name__)
        return self.func(*args, **kwargs)


def told(target):
    """What a thread is given to run, or that which tells of what it does."""
    if isinstance(target, types.BuiltinMethodType) and isinstance(target.__self__, CONTAINERS):
        return Told(target)
    return target


def rd(o):
    if S.several:
        item(o, None, LOAD)
    return o


def lg(name, home):
    if S.several:
        variable(name, home, LOAD)


def sg(v, name, home):
    if S.several:
        variable(name, home, STORE)
    return v


def variable(name, home, kind):
    if type(home) is Thing:
        touch(home.var(name, name), kind, "")
    elif not S.looking or home not in UNSEEN:
        touch(module_variable(home, name), kind, "")


UNSEEN = (None, "simrun_properties")  # homes of the variables of what looks itself


def nc():
    """Stands for a call of a function whose variables are shared with inner functions."""
    return Thing(nc, S.new_key(), "") if S.running else None


def lo(names):
    """What locals() says, without what stands for a call of a function."""
    if any(name.startswith(CALLS) for name in names):
        if isinstance(names, list):
            return [name for name in names if not name.startswith(CALLS)]
        return {name: value for name, value in names.items() if not name.startswith(CALLS)}
    return names


CALLS = "__sim_call_"  # see rewrite.Rewriter.token


def nw(o, name):
    if (S.running or S.making) and kinds[type(o)] in (INSTANCE, CONTAINER):
        known[id(o)] = Thing(o, S.new_key(), name)
    elif S.looking:
        passing[id(o)] = o
    return o


def nr(o, name):
    if S.due:
        S.take()
    if S.running or S.making:
        t = type(o)
        how = kinds[t]
        if how and how <= CONTAINER and sys.getrefcount(o) <= fresh:
            known[id(o)] = Thing(o, S.new_key(), name if how == CONTAINER else t.__qualname__)
    elif S.looking and sys.getrefcount(o) <= fresh:
        passing[id(o)] = o
    return o


class Ticker:
    """Comes round with each item of a container that is gone over: an access each time."""
    __slots__ = ("o",)

    def __init__(self, o):
        self.o = o

    def __iter__(self):
        return self

    def __next__(self):
        if S.several:
            item(self.o, None, LOAD)
        S.polled = True


second = itemgetter(1)


def it(o):
    if not (S.running or S.looking):
        return o
    if isinstance(o, CONTAINERS) and type(o).__iter__ in PLAIN:
        return map(second, zip(Ticker(o), o))
    if isinstance(o, VIEWS):
        return map(second, zip(Ticker(gc.get_referents(o)[0]), o))
    return o


def iv(view):
    o = pop()
    if (S.running or S.looking) and isinstance(o, CONTAINERS) and isinstance(view, VIEWS):
        return map(second, zip(Ticker(o), view))
    return view


PLAIN = {c.__iter__ for c in CONTAINERS + (OrderedDict,)}
VIEWS = tuple(type(getattr(c(), m)()) for c in (dict, OrderedDict) for m in ("keys", "values", "items"))


def cl(f):
    S.polled = True
    return f


def po():
    S.polled = True
    if S.due:
        S.take()


HOOKS = {hook.__name__: hook for hook in (
    ld, st, gi, si, on, ik, sk, la, li, lk, sa, ai, cm, am, rd, lg, sg, nc, lo, nw, nr, it, iv, cl, po)}
HOOKS.update(pa=cl, en=po)  # an argument that is computed last, the entry of a function


def install(builtins, pattern):
    """Gives the program's modules their hooks."""
    for name, hook in HOOKS.items():
        setattr(builtins, pattern % name, hook)


def measure():
    """How many references a new object has in nr."""
    def count(o, name):
        return sys.getrefcount(o)
    return count([], "")


fresh = measure()
