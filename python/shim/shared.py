"""What the threads of the program share beside the objects of the library: attributes, items, globals, variables of outer
functions.  The modules of the program tell of each access just before it takes place (see hooks.py).

An access is an operation only if the variable is in a set that simrun gives for the execution.  To all others this module
applies what a race detector does: two accesses of different threads, one of them a write, that nothing puts in an order.
Such a variable is learned: simrun is told, and searches again with it in the set.  A search in which nothing was learned
has seen all there is: where no two accesses race, no order of them can be seen but by the operations that order them.

A variable goes by its class and attribute, its module and name, or the statement that makes it.
"""
import sys
import types
import weakref
import zlib
from array import array
from collections import deque

from . import classes, lent, names, operators, places
from .core import S, LOAD, STORE, LEARNED, VARIABLE
from .foreign import draws, is_foreign, iterates, local_class
from .found import class_with, dict_of

INSTANCE, CONTAINER, ITERATOR, MODULE, CLASS, LENT = 1, 2, 3, 4, 5, 6  # LENT: see lent
WHOLE = (CONTAINER, ITERATOR)  # each is one variable, whatever of it is accessed
CONTAINERS = (list, dict, set, deque, bytearray, array)
# Methods of containers that only look; all others change something.
READS = {"get", "keys", "values", "items", "copy", "count", "index", "issubset", "issuperset", "isdisjoint", "union", "difference", "intersection",
         "symmetric_difference", "most_common", "elements", "decode", "find", "startswith", "endswith", "hex", "join", "tolist", "tobytes",
         "__getitem__", "__contains__", "__len__"}
PLAIN = (int, float, complex, str, bytes, tuple, frozenset, range, type(None), BaseException)  # what does not change
EVERYTHING = "*"  # stands for what the library's objects have, of which nobody tells when it changes
REPLACED = "replaced:"  # stands for what is no variable until a thread replaces some of it: methods, functions, and what modules of the library have
known = {}     # id → Thing
lasting = {}   # those that were made before the first execution, and that each one finds
owners = {}    # id of what __dict__ has said of an object → what gives that
held = []      # those of them of which it cannot be known whether they live, so that nothing else gets their ids
variables = {}  # (module, name) → Var
shared = frozenset()   # numbers of the variables whose accesses are operations
traced, met = set(), set()  # packages that are the program's too, and those of them of which a file was loaded
executed, executed_before = set(), set()  # names of the modules in which its code has run, and had before the first execution
rewritten = set()      # and modules of the library in which accesses are seen
learned = set()        # in this execution


def number(name):
    """The number of a variable's name, by which simrun knows it.  That of another variable may be the same: then an access
    to that is an operation too."""
    return zlib.crc32(name.encode()) & 0xFFFF


class PutOff(BaseException):
    """Ends a look at a state that is not one to look at: see stated."""


WATCHED = "state:"  # and the name of a variable or a lock: a property looks at it
watching = [False]  # there are properties
passing = {}        # id → object that a look has made, for as long as it lasts


def watches(name):
    """Says whether it is known that a property looks at what has this name."""
    return watching[0] and (number(WATCHED + name) in shared or S.every)


def watch(name):
    """Has simrun search again, with each change of what is looked at as an operation."""
    learn(WATCHED + name)


class Var:
    __slots__ = ("name", "key", "shared", "told", "writes", "reads", "last", "tick", "wrote", "watched", "parts")

    def __init__(self, name, key, parts=False):
        self.name, self.key, self.parts = name, key, parts  # parts: it is a container, of which an access may mean one item
        self.watched = watching[0] and number(WATCHED + name) in shared
        self.shared, self.told = number(name) in shared, False
        self.writes, self.reads = {}, {}   # thread → its time when it did so last
        self.last, self.tick, self.wrote = None, 0, False


class Thing:
    """An object that has variables."""
    __slots__ = ("ref", "key", "name", "vars", "whole", "busy", "met", "__weakref__")

    def __init__(self, o, key, name, met=None):
        self.key, self.name, self.vars, self.whole = key, name, {}, None
        self.met, self.busy = met, False  # the thread that has met it, if nobody has seen it made; a generator of which a thread wants an item
        try:
            self.ref = weakref.ref(o)
        except TypeError:  # a list or a dict
            self.ref = None
            if S.making:
                held.append(o)

    def var(self, name, text):
        v = self.vars.get(name)
        if v is None:
            v = self.vars[name] = Var(text, zlib.crc32(text.encode(), self.key & 0xFFFFFFFF) << 24 ^ self.key)
        return v


class Kinds(dict):
    """What is followed of the objects of a class: one of the above, or 0 for nothing."""

    def __missing__(self, t):
        self[t] = how = self.find(t)
        if own(t):
            passed.append(t)
        return how

    @staticmethod
    def find(t):
        if issubclass(t, CONTAINERS) or draws(t):
            return CONTAINER
        if is_foreign(t):
            fields[t] = ("value", "raw", "contents")
            return CONTAINER
        if iterates(t):
            return ITERATOR
        if issubclass(t, types.ModuleType):
            return MODULE
        if issubclass(t, type):
            return CLASS
        if own(t) and not issubclass(t, (local_class(), BaseException, tuple, frozenset, int, str)):
            return INSTANCE
        if t is types.SimpleNamespace or t.__name__ in ("OrderedDict", "Counter"):
            return INSTANCE
        return LENT if lent.lends(t) and not own(t) and not issubclass(t, local_class()) else 0


kinds = Kinds()
MADE = 1 << 9  # a flag of classes
fields = {}  # types of C code that are one variable as a whole → their attributes that say something of it
by_class = [kinds, operators.in_python]  # what is kept of classes
passed = []  # the classes in it that may be others in the next execution


def own(t):
    """Says whether a class is the program's.  One that was made by exec where there is no __name__ is of builtins, which have no other
    classes that Python code has made."""
    return own_module(t.__module__, sys.modules.get(t.__module__)) and (t.__module__ != "builtins" or bool(t.__flags__ & MADE))


def own_module(name, module):
    """Says whether a module is the program's, which is None if it is not there any more."""
    return name == "__main__" or name.partition(".")[0] in traced or name in rewritten or name in executed or \
        module is not None and (names.owns(str(getattr(module, "__file__", None) or "\0")) or is_made(module))


def is_made(module):
    """Says whether it is a module that the program has made by itself: nobody has loaded it."""
    return getattr(module, "__spec__", module) is None and not hasattr(module, "__file__") and module.__name__ not in sys.builtin_module_names


def is_known(o):
    """Says whether an object that weak references may be of is known, and not one before it at the same place."""
    thing = known.get(id(o))
    return thing is not None and thing.ref is not None and thing.ref() is o


def thing_of(o, t):
    thing = known.get(id(o))
    if thing is None or thing.ref is not None and thing.ref() is not o:
        thing = known[id(o)] = Thing(o, S.met_key(), t.__qualname__, S.current)
    return thing


# -- what is accessed

def attribute(o, a, kind):
    t = type(o)
    how = kinds[t]
    how = 0 if how == LENT and a in lent.taken[t] else how
    if not how or how in WHOLE:
        if a in fields.get(t, ()):
            item(o, None, kind)
        elif t is types.FunctionType:
            if own_module(o.__module__, sys.modules.get(o.__module__)):
                touch(module_variable(o.__module__, "%s.%s" % (o.__qualname__, a)), kind, "")
        elif t is super:
            classes.access_by_super(o, a)
        elif not how and kind == LOAD:
            operators.property_of(o, a)
        if S.looking and not how and not issubclass(type(o), PLAIN):
            watch(EVERYTHING)
        return
    if how == MODULE:
        mine = own_module(o.__name__, o)
        if mine and module_attribute(o, a, kind) or replaced(kind):
            touch(module_variable(o.__name__, a, a if mine else o.__name__ + "." + a), kind, "")
        return
    if how == CLASS:
        classes.access(o, t, a, kind)
        return
    d = dict_of(o)
    c = class_with(t, a) if d is None or a not in d else None
    of_property = c is not None and issubclass(type(c.__dict__[a]), property)
    if c is not None and (of_property and not S.replaces or classes.stays(c, a, kind)):
        return
    shares = False
    if not of_property and not (S.looking and id(o) in passing):
        thing = thing_of(o, t)
        v = thing.vars.get(a)
        if v is None:
            v = thing.var(a, t.__qualname__ + "." + a)
        touch(v, kind, "")
        shares = v.shared
    if kind == LOAD and (d is None or a not in d):  # now, which it may not have been before
        touch_all(classes.looked_at(t.__mro__, a), shares)


module_attribute = None  # says whether what a module of the program has is a variable: see modulelocks


def replaced(kind):
    """Says whether what threads nearly never change is a variable, too: from when one of them has replaced some of it on."""
    if kind == STORE and not S.looking:
        learn(REPLACED)
    return S.replaces


def class_variable(c, a):
    return module_variable(c.__module__ + "." + c.__qualname__, a, c.__qualname__ + "." + a)


def module_variable(module, name, text=None):
    v = variables.get((module, name))
    if v is None:
        v = variables[module, name] = Var(text or name, zlib.crc32(("%s.%s" % (module, name)).encode()) | 1 << 42)
    return v


def item(o, k, kind, does=""):
    """An access to an item of a container, or to the whole of it, or of an iterator, if k is None."""
    owner = owners[id(o)]() if owners and id(o) in owners else None
    if owner is not None and dict_of(owner) is o:
        return attributes(owner, o, k, kind)
    if kinds[type(o)] not in WHOLE or S.looking and id(o) in passing:
        return
    thing = thing_of(o, type(o))
    v = thing.whole
    if v is None:
        v = thing.whole = Var(thing.name, thing.key, True)
    touch(v, kind, does)


def attributes(owner, d, k, kind):
    """An access to what __dict__ says of an object: to the attribute of that name, or else to all that it has, or has had."""
    if type(k) is str:
        return attribute(owner, k, kind)
    of_module = issubclass(type(owner), types.ModuleType)
    past = [a for module, a in variables if module == owner.__name__] if of_module else list(thing_of(owner, type(owner)).vars)
    for a in dict.fromkeys([a for a in d if type(a) is str] + past):
        attribute(owner, a, kind)


def touch_all(variables, goes_on=False):
    """One look at several variables: nobody comes between.  Which the next one is may be found out behind the one before it."""
    for v in variables:
        touch(v, LOAD, "", goes_on)
        goes_on = goes_on or v.shared


def touch(v, kind, does, goes_on=False):
    if S.looking:
        if kind == LOAD and not v.watched:
            watch(v.name)
        return
    if v.shared:
        operate(v, kind, does, goes_on)
        return
    me = S.current.actor
    write = kind == STORE
    if write and v.watched:
        operate(v, kind, does)
    if v.last is me and v.tick == me.tick and (v.wrote or not write):
        return
    v.last, v.tick, v.wrote, me.news = me, me.tick, write, True
    sees = me.sees
    for thread, tick in v.writes.items():
        if thread != me.id and sees.get(thread, 0) < tick:
            return learn(v.name)
    if write:
        for thread, tick in v.reads.items():
            if thread != me.id and sees.get(thread, 0) < tick:
                return learn(v.name)
        v.writes[me.id] = me.tick
    else:
        v.reads[me.id] = me.tick


def learn(name):
    if name not in learned:
        learned.add(name)
        S.buffer += (S.current.id << 8 | LEARNED, 0, 0, S.driver.text(name))


def operate(v, kind, does, goes_on=False):
    if not v.told:
        v.told = True
        S.buffer += (S.current.id << 8 | VARIABLE, v.key, S.driver.text(v.name), int(v.parts))
    S.access(kind, v.key, places.place_of_access(does), goes_on)
    if v.watched and kind == STORE:
        S.changed = True


def keep():
    """Has each execution begin with the objects that are known now."""
    lasting.update(known)
    executed_before.update(executed)


def begin(numbers):
    """Prepares for an execution in which the accesses to variables of these numbers are operations."""
    global shared
    shared = frozenset(numbers)
    S.every = watching[0] and number(WATCHED + EVERYTHING) in shared
    S.shares, S.replaces = bool(shared), number(REPLACED) in shared
    known.clear()
    known.update(lasting)
    for thing in known.values():
        thing.vars, thing.whole = {}, None
    variables.clear()
    owners.clear()
    executed.intersection_update(executed_before)
    learned.clear()
    classes.added.clear()
    for t in passed:
        for kept in by_class:
            kept.pop(t, None)
    passed.clear()
