"""What the modules of a test have: their variables, and what can be reached from them in containers, in attributes and in
variables of outer functions.  It is put back before each execution, so that one finds what the first has found.

What this does not reach, as an iterator or an object of C code, shows when executions are compared: see repeat.
"""
import sys
import types
from collections import deque

from . import found, names, shared

FOLLOWED = {"queue", "threading", "concurrent", "collections", "types", "functools"}  # packages whose objects are followed, too


class Belongings:
    def __init__(self, values):
        self.saved = {}   # id → (object, how to put it back, what it was)
        self.caches = []  # functions that keep their results
        self.left = list(values)
        for name, module in list(sys.modules.items()):
            if issubclass(type(module), types.ModuleType) and shared.own_module(name, module) and name != "__main__":
                self.left.append(module.__dict__)
        while self.left:
            self.visit(self.left.pop())

    def visit(self, o):
        if id(o) in self.saved:
            return
        kind = type(o)
        if kind in (tuple, frozenset):
            self.left.extend(o)
        elif issubclass(kind, dict):
            self.keep(o, put_dict, dict(o))
            self.left.extend(list(o.values()))
        elif issubclass(kind, (list, bytearray)):
            self.keep(o, put_list, list(o))
            self.left.extend(o if issubclass(kind, list) else ())
        elif issubclass(kind, set):
            self.keep(o, put_set, set(o))
            self.left.extend(o)
        elif issubclass(kind, deque):
            self.keep(o, put_deque, list(o))
            self.left.extend(o)
        elif issubclass(kind, types.FunctionType):
            self.function(o)
        elif hasattr(kind, "cache_clear"):
            self.caches.append(o)
            self.left.append(getattr(o, "__wrapped__", None))
        elif issubclass(kind, type):
            self.cls(o)
        elif kind is types.MethodType:
            self.left += (o.__self__, o.__func__)
        elif issubclass(kind, (classmethod, staticmethod)):
            self.left.append(o.__func__)
        else:
            self.instance(o, kind)

    def keep(self, o, put, was):
        self.saved[id(o)] = o, put, was

    def function(self, f):
        if not names.owns(f.__code__.co_filename):
            return
        full = [(c, c.cell_contents) for c in f.__closure__ or () if filled(c)]
        self.keep(f, put_cells, full)
        self.left += [value for _, value in full] + [f.__dict__, f.__defaults__, f.__kwdefaults__]

    def cls(self, c):
        if shared.own(c):
            self.keep(c, put_class, dict(c.__dict__))
            self.left.extend(c.__dict__.values())

    def instance(self, o, kind):
        if not shared.own(kind) and kind.__module__.partition(".")[0] not in FOLLOWED:
            return
        self.left.append(kind)
        self.left.append(found.dict_of(o))
        slots = [s for c in kind.__mro__ for s in listed(c.__dict__.get("__slots__", ())) if found.field(o, s, found.ABSENT) is not found.ABSENT and s != "__dict__"]
        if slots and shared.own(kind):
            was = {s: found.field(o, s) for s in slots}
            self.keep(o, put_slots, was)
            self.left.extend(was.values())

    def restore(self):
        for o, put, was in self.saved.values():
            put(o, was)
        for function in self.caches:
            function.cache_clear()


def listed(slots):
    return (slots,) if isinstance(slots, str) else tuple(slots)


def filled(cell):
    try:
        cell.cell_contents
    except ValueError:
        return False
    return True


def put_dict(o, was):
    if len(o) != len(was) or any(o.get(k, o) is not v for k, v in was.items()):
        dict.clear(o)
        dict.update(o, was)


def put_list(o, was):
    o[:] = was


def put_set(o, was):
    set.clear(o)
    set.update(o, was)


def put_deque(o, was):
    deque.clear(o)
    deque.extend(o, was)


def put_cells(_, was):
    for cell, value in was:
        cell.cell_contents = value


def put_slots(o, was):
    for name, value in was.items():
        object.__setattr__(o, name, value)


def put_class(c, was):
    now = dict(c.__dict__)
    for name, value in was.items():
        if now.get(name, c) is not value and name not in ("__dict__", "__weakref__"):
            type.__setattr__(c, name, value)
    for name in now:
        if name not in was and not name.startswith("__"):
            type.__delattr__(c, name)
