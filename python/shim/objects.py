"""The objects of the library that the program makes itself: what its calls are made on, with the program's names."""
import weakref

from . import found
from .core import S, OBJECT

known = {}  # id → Known, of those that live
lasting = {}  # those that were made before the first execution, and that each one finds


class Known:
    __slots__ = ("ref", "kind", "name", "key", "told")

    def __init__(self, ref, kind, name):
        self.ref, self.kind, self.name = ref, kind, name
        self.key, self.told = S.new_key(), False


def enter(owner, name, kind=None):
    """Notes that the program makes the object and what it calls it, and its kind if that is not its class."""
    n = id(owner)

    def gone(ref):
        if n in known and known[n].ref is ref:
            del known[n]
    try:
        ref = weakref.ref(owner, gone)
    except TypeError:  # it cannot be known whether it still is the same
        return
    known[n] = Known(ref, kind or type(owner).__name__, name)


def of(owner):
    """What is known of the object; None if nothing is."""
    k = known.get(id(owner))
    return k if k is not None and k.ref() is owner else None


def key(owner):
    """The key of the object, of which simrun is told before the first use in an execution; 0 if it is not known."""
    k = of(owner) if owner is not None and known else None
    if k is None:
        return 0
    if not k.told:
        k.told = True
        size = found.attribute(owner, "maxsize", 0)
        text = S.driver.text(k.kind + "|" + k.name)
        S.buffer += (S.current.id << 8 | OBJECT, k.key, text, size if type(size) is int else 0)
    return k.key


def keep():
    """Has each execution begin with the objects that are known now."""
    lasting.update(known)


def reset():
    known.clear()
    known.update(lasting)
    for k in known.values():
        k.told = False
