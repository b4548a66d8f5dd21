"""The functions that the modules of the program call just before each access to what threads may share: rewrite.py puts
them in.  As long as there is only one thread they do nothing."""
import operator
import sys
import types

from . import arguments, aside, callables, during, found, given, items, iterators, modulelocks, operators, patched, returns, stores
from .core import S, LOAD, STORE, mix
from .items import pop, rd
from .methods import look_up, method, um
from .shared import (CONTAINER, CONTAINERS, INSTANCE, ITERATOR, LENT, MODULE, READS, WHOLE, Thing, attribute, is_known, item, kinds, known,
                     module_variable, owners, passing, touch)


def ld(o, a):
    if S.several:
        attribute(o, a, LOAD)
    return o


def st(o, a):
    if S.several:
        attribute(o, a, STORE)
    if issubclass(type(o), patched.HOLDERS):
        patched.note(o, a)
    return o


def cm(o, m, spread=False):
    """A call of a method, or of what else has that name."""
    if S.several:
        look_up(o, m)
        method(o, m)
        if S.shares:
            returns.begins(returns.code_of_method(o, m, spread), sys._getframe(1))
    S.polled = True
    return o


def om(o, m):
    """What a method is called of whose arguments are computed next."""
    S.current.held.append(o)
    if S.several:
        look_up(o, m)
    return o


def dd(o):
    """What is asked for its __dict__."""
    if S.several and kinds[type(o)] in (INSTANCE, MODULE) or S.running and given.unlisted(o):
        d = found.dict_of(o)
        if type(d) is dict:
            owners[id(d)] = found.reference(o)
    return o


def dg(d):
    """What globals() has said."""
    if S.several:
        module = sys.modules.get(d.get("__name__"))
        if getattr(module, "__dict__", None) is d:
            owners[id(d)] = found.reference(module)
    return d


def dk(v, m, alone):
    """The last argument of a method of a __dict__, whose first one is a key."""
    k = v if alone else pop()
    o = pop()
    if S.several:
        items.index(o, k, LOAD if m in READS else STORE)
    if S.shares:
        returns.begins(None, sys._getframe(1))
    S.polled = True
    return v


def named(a, kind):
    """An access to the attribute whose name is computed."""
    o = pop()
    if S.several:
        if type(a) is str:
            attribute(o, a, kind)
        if S.shares:
            returns.begins(None, sys._getframe(2))
    if kind == STORE and type(a) is str and issubclass(type(o), patched.HOLDERS):
        patched.note(o, a)
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


def am(v, m, spread=False):
    o = pop()
    if S.several:
        method(o, m)
        if S.shares:
            returns.begins(returns.code_of_method(o, m, spread), sys._getframe(1))
    S.polled = True
    return v


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


def sd(name, home):
    """A decorator that tells of the store of what it is given."""
    return lambda made: sg(made, name, home)


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
    if any(name.startswith(stores.CALLS) for name in names):
        if isinstance(names, list):
            return [name for name in names if not name.startswith(stores.CALLS)]
        return {name: value for name, value in names.items() if not name.startswith(stores.CALLS)}
    return names


def nw(o, name):
    if (S.running or S.making) and kinds[type(o)] in (INSTANCE, CONTAINER):
        known[id(o)] = Thing(o, S.new_key(), name)
    elif S.looking:
        passing[id(o)] = o
    return o


def nr(o, name):
    if S.due:
        S.take()
    if S.shares and (returns.EACH or S.current.within):
        returns.over(S.current, sys._getframe(1))
    t = type(o)
    if t in arguments.GETTERS:
        return arguments.Getter(o)
    if S.running or S.making:
        how = kinds[t]
        if how and how <= ITERATOR:
            key = S.returned_key()
            if sys.getrefcount(o) <= fresh and not (is_known(o) and known[id(o)].met is not S.current):  # its own __init__ may have met it
                known[id(o)] = Thing(o, key, t.__qualname__ if how == INSTANCE else name)
                if type(getattr(t, "__dataclass_fields__", None)) is dict:  # a metaclass may answer to any name
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
        v = found.field(o, f.name)
        if callable(f.default_factory) and kinds[type(v)] in WHOLE and sys.getrefcount(v) <= single:
            known[id(v)] = Thing(v, mix(key, i), t.__qualname__ + "." + f.name)


def iv(view):
    o = pop()
    return iterators.over(view, o) if issubclass(type(o), CONTAINERS) else view


def cl(v):
    S.polled = True
    return v


def cf(f, spread=False):
    """What is called, if nothing is computed after it."""
    if S.shares:
        returns.begins(returns.code_of(f, spread), sys._getframe(1))
    S.polled = True
    return f


def pa(v, spread=False):
    """The last argument of a call of what was put aside."""
    f = pop()
    if S.shares:
        returns.begins(returns.code_of(f, spread), sys._getframe(1))
    S.polled = True
    return v


def pb(v):
    """The last argument of a builtin function."""
    if S.shares:
        returns.begins(None, sys._getframe(1))
    S.polled = True
    return v


def ye(v):
    """What is sent to a generator, which goes on."""
    returns.within(sys._getframe(1))
    S.polled = True
    return v


def po():
    S.polled = True
    if S.due:
        S.take()


def en():
    po()
    if S.several:
        me = S.current
        if S.shares:
            returns.entered(me, sys._getframe(1))
        if me.calls is not None:
            during.enter(me.calls)


HOOKS = {hook.__name__: hook for hook in (
    ld, st, dd, dg, dk, na, dn, vn, cm, om, am, um, rd, we, lg, sg, sd, nc, lo, nw, nr, iv, cl, cf, pa, pb, ye, po, en)}
HOOKS.update(it=iterators.over, lz=iterators.lazily, ro=iterators.rounds, de=iterators.delegated, nx=iterators.following, co=iterators.consumed,
             un=iterators.unpacked, rt=items.rt)
HOOKS["as"] = iterators.Asked
HOOKS.update(got=aside.got, kp=aside.kp, tk=aside.tk, ex=aside.ex, ps=aside.ps)
HOOKS.update(im=modulelocks.im, fr=modulelocks.fr, ib=modulelocks.ib, gl=modulelocks.gl, ip=modulelocks.ip)
HOOKS.update(bm=callables.told, xc=given.xc, xd=given.xd, hs=given.hs)
HOOKS.update(bg=during.bg, ad=during.ad, bo=operators.bo, bp=operators.bp)
HOOKS.update({hook.__name__: hook for hook in (
    items.gi, items.si, items.ms, items.on, items.ik, items.sk, items.la, items.li, items.lk, items.sa, items.ai, items.ap, arguments.gf, arguments.gm, arguments.hd,
    arguments.pf, arguments.tl)})
HOOKS.update(("i" + does, getattr(operator, "i" + does)) for does in operators.BINARY.values())


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
