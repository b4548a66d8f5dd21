"""The functions that the modules of the program call just before each access to what threads may share: rewrite.py puts
them in.  As long as there is only one thread they do nothing."""
import sys
import types

from . import arguments, during, given, items, iterators, lent, operators
from .core import S, LOAD, STORE, mix
from .items import pop
from .shared import (CONTAINER, CONTAINERS, INSTANCE, ITERATOR, LENT, MODULE, READS, WHOLE, Thing, attribute, draws, is_known, item, kinds, known,
                     module_variable, owners, passing, touch)


def ld(o, a):
    if S.several:
        attribute(o, a, LOAD)
    return o


def st(o, a):
    if S.several:
        attribute(o, a, STORE)
    return o


def cm(o, m):
    if S.several:
        method(o, m)
    S.polled = True
    return o


def dd(o):
    """What is asked for its __dict__."""
    if S.several and kinds[type(o)] in (INSTANCE, MODULE) or S.running and given.unlisted(o):
        d = getattr(o, "__dict__", None)
        if type(d) is dict:
            owners[id(d)] = o
    return o


def dg(d):
    """What globals() has said."""
    if S.several:
        module = sys.modules.get(d.get("__name__"))
        if getattr(module, "__dict__", None) is d:
            owners[id(d)] = module
    return d


def named(a, kind):
    """An access to the attribute whose name is computed."""
    o = pop()
    if S.several and type(a) is str:
        attribute(o, a, kind)
    S.polled = True


def na(a):
    named(a, LOAD)
    return a


def dn(a):
    named(a, STORE)
    return a


def vn(v):
    named(pop(), STORE)
    return v


def am(v, m):
    o = pop()
    if S.several:
        method(o, m)
    S.polled = True
    return v


def method(o, m):
    t, found = type(o), None
    if t is super:
        o, found = o.__self__, o
        t = type(o)
    how = kinds[t]
    if how in WHOLE:
        if t in streams and streams[t](o, m):
            return
        python = isinstance(getattr(t if found is None else found, m, None), (types.FunctionType, types.MethodType))
        if not python or draws(t):
            kind, does = LOAD if m in READS else STORE, t.__name__ + "." + m
            item(o, None, kind, does)
            if m in during.NAMES:
                during.goes_over(o, kind, does)
    elif how and (how != LENT or m not in lent.taken[t]):
        attribute(o, m, LOAD)


def um(o, m):
    """What a method of a container is called of by its class, as in dict.pop(o, k)."""
    if S.several and isinstance(o, CONTAINERS):
        item(o, None, LOAD if m in READS else STORE, type(o).__name__ + "." + m)
    return o


streams = {}  # types of open files, and of databases → what tells of a method of one, and says whether that is all there is to tell


class Told:
    """A method of a container that is called by other code than the program's: nobody but this tells of the access."""
    __slots__ = ("func", "__self__", "__name__")

    def __init__(self, func):
        self.func, self.__self__, self.__name__ = func, func.__self__, func.__name__

    def __call__(self, *args, **kwargs):
        if S.several:
            method(self.__self__, self.__name__)
        S.current.after = True
        return self.func(*args, **kwargs)

    def __eq__(self, other):
        return self.func == getattr(other, "func", other)

    def __hash__(self):
        return hash(self.func)

    def __repr__(self):
        return repr(self.func)


def bm(method):
    """A method that is not called where it is looked up: of a container it is that which tells of what it does."""
    if type(method) in (types.BuiltinMethodType, types.MethodWrapperType) and isinstance(method.__self__, CONTAINERS):
        return Told(method)
    return method


def rd(o, what=""):
    if S.several:
        t = type(o)
        if kinds[t] == CONTAINER:
            item(o, None, LOAD)
        elif what in operators.in_python[t]:
            S.polled = True
    return o


def we(o):
    """What a with statement is given."""
    if S.several and "enter" in operators.in_python[type(o)]:
        S.polled = True
    return managed[type(o)](o) if type(o) in managed else o


managed = {}  # types of what the end of a with statement does something to → what stands for one, and tells of that


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
    elif isinstance(home, dict):
        item(home, name, kind)
    elif home is not None and not (S.looking and home == UNSEEN):
        touch(module_variable(home, name), kind, "")


UNSEEN = "simrun_properties"  # home of the variables of what looks itself


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
    if S.current.after:
        S.current.after, S.polled = False, True
    t = type(o)
    if t in arguments.GETTERS:
        return arguments.Getter(o, method)
    if S.running or S.making:
        how = kinds[t]
        if how and how <= ITERATOR:
            key = S.returned_key()
            if sys.getrefcount(o) <= fresh and not is_known(o):
                known[id(o)] = Thing(o, key, t.__qualname__ if how == INSTANCE else name)
                if hasattr(t, "__dataclass_fields__"):
                    adopt(o, t, key)
        elif how == LENT:
            key = S.returned_key()
            if not is_known(o):  # others may have it, as a future that was submitted
                known[id(o)] = Thing(o, key, t.__qualname__)
    elif S.looking and sys.getrefcount(o) <= fresh:
        passing[id(o)] = o
    return o


def adopt(o, t, key):
    """Gives a number to what a dataclass has made for a new object, in code that is nobody's."""
    for i, f in enumerate(t.__dataclass_fields__.values()):
        v = getattr(o, f.name, None)
        if callable(f.default_factory) and kinds[type(v)] in WHOLE and sys.getrefcount(v) <= single:
            known[id(v)] = Thing(v, mix(key, i), t.__qualname__ + "." + f.name)


def iv(view):
    o = pop()
    return iterators.over(view, o) if isinstance(o, CONTAINERS) else view


def cl(f):
    S.polled = True
    return f


def po():
    S.polled = True
    if S.due:
        S.take()


def en():
    po()
    if S.current.calls is not None and S.several:
        during.enter(S.current.calls)


HOOKS = {hook.__name__: hook for hook in (
    ld, st, dd, dg, na, dn, vn, cm, am, um, bm, rd, we, lg, sg, nc, lo, nw, nr, iv, cl, po)}
HOOKS.update(it=iterators.over, de=iterators.delegated, nx=iterators.following, co=iterators.consumed)
HOOKS.update(xc=given.xc, xd=given.xd, hs=given.hs)
HOOKS.update(bg=during.bg, ad=during.ad, bo=operators.bo, bp=operators.bp)
HOOKS.update({hook.__name__: hook for hook in (
    items.gi, items.si, items.on, items.ik, items.sk, items.la, items.li, items.lk, items.sa, items.ai, arguments.gf, arguments.gm, arguments.hd,
    arguments.pf, arguments.tl)})
HOOKS.update(pa=cl, en=en)  # an argument that is computed last, the entry of a function


def install(builtins, pattern):
    """Gives the program's modules their hooks."""
    for name, hook in HOOKS.items():
        setattr(builtins, pattern % name, hook)


def measure():
    """How many references a new object has in nr, and one that another one has in adopt."""
    def count(o, name):
        return sys.getrefcount(o)

    def count_owned(o):
        v = getattr(o, "rows", None)
        return sys.getrefcount(v)
    return count([], ""), count_owned(types.SimpleNamespace(rows=[]))


fresh, single = measure()
