"""Methods of what threads may share: what a call of one does to what it is called of."""
import types

from . import during, lent, nested
from .core import S, LOAD, STORE
from .foreign import draws
from .shared import CONTAINERS, LENT, READS, WHOLE, attribute, item, kinds

streams = {}  # types of open files, and of databases → what tells of a method of one, and says whether that is all there is to tell


def method(o, m):
    """What a method of a container does, as soon as its arguments are there."""
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
            if m in nested.METHODS:
                nested.search(o)
            if m in during.NAMES:
                during.goes_over(o, kind, does)
    elif m in nested.METHODS:
        nested.search(o)  # a tuple


def look_up(o, m):
    """The load of what has the name of a method, which comes before its arguments are computed."""
    t = type(o)
    how = kinds[t]
    if t is super or how and how not in WHOLE and (how != LENT or m not in lent.taken[t]):
        attribute(o, m, LOAD)


def um(o, m):
    """What a method of a container is called of by its class, as in dict.pop(o, k)."""
    if S.several and issubclass(type(o), CONTAINERS):
        item(o, None, LOAD if m in READS else STORE, type(o).__name__ + "." + m)
        if m in nested.METHODS:
            nested.search(o)
    return o
