"""Hooks of items, and of augmented assignments, which load, compute and store: see hooks.py."""
import types

from . import nested, operators, patched
from .core import S, LOAD, STORE
from .found import attribute_now, item_now
from .shared import CONTAINER, CONTAINERS, INSTANCE, LENT, attribute, item, kinds


def gi(o, k):
    if S.several:
        index(o, k, LOAD)
    return o


def si(o, k):
    if S.several:
        index(o, k, STORE)
    return o


def index(o, k, kind):
    t = type(o)
    if kinds[t] in (0, LENT):
        if "item" in operators.in_python[t]:
            S.polled = True
        elif t is memoryview:
            index(o.obj, None, kind)
        return
    if kind == LOAD and t.__name__ == "defaultdict" and k is not None and dict.get(o, k, S) is S:
        kind = STORE  # it makes the item
    item(o, k, kind)


def rd(o, what=""):
    if S.several:
        t = type(o)
        if kinds[t] == CONTAINER or t is types.SimpleNamespace or issubclass(t, nested.VIEWS):
            nested.at(o)
        elif what in operators.in_python[t]:
            S.polled = True
        if what == "format":
            nested.look(o)
    return o


def rt(o):
    """What a text is made of."""
    return rd(o, "format")


def ms(o, *names):
    """What patterns are compared with, of which some look at attributes of these names, or at those that the class says."""
    if S.several:
        t = type(o)
        if kinds[t] == INSTANCE:
            for a in dict.fromkeys(names + getattr(t, "__match_args__", ())):
                attribute(o, a, LOAD)
        else:
            rd(o)
    return o


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


# -- augmented assignments

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


def sa(v, does):
    before = pop()
    if S.several and type(before) is tuple and len(before) == 3:
        o, a, attr = before
        now = attribute_now(o, a) if attr else item_now(o, a)
        at_once = issubclass(type(now), CONTAINERS)  # it is changed and stored by what comes next; other operators may be code, which comes before the store
        if not at_once:
            ai(now, v, does)
        if attr:
            attribute(o, a, STORE)
            if issubclass(type(o), patched.HOLDERS):
                patched.note(o, a)
        else:
            index(o, a, STORE)
        if at_once:
            ai(now, v, does)
    return v


def ap(v, does):
    return ai(pop(), v, does)


def ai(o, v, does):
    """The value that an operator changes, if it can be changed."""
    if S.several:
        if issubclass(type(o), CONTAINERS):
            item(o, None, STORE, "+=")
            operators.bo(v, does)
            if does + operators.CODE in operators.in_python[type(o)]:
                S.polled = True
        else:
            operators.bo(v, does, o)
    return v
