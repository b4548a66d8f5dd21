"""How what threads share is gone over: by a loop, which comes to it with each item, or by a function of the library that is given
the whole.  Iterators are shared, too: each item that one gives changes it, and a generator runs code of the program, in
the middle of which another thread may ask for the next item.
"""
import functools
import gc
import itertools
import sys
import types
from array import array
from collections import OrderedDict, deque
from operator import itemgetter

from . import during, found, names, nested, returns
from .core import S, LOAD, STORE
from .shared import CONTAINERS, INSTANCE, ITERATOR, WHOLE, attribute, item, kinds, thing_of, touch

# Functions and methods by their names: those that change the first thing that they are given, and those that look at all that
# they are given.  Which function it is shows when it is called: see given.
CHANGES = {"heappush", "heappop", "heapify", "heapreplace", "heappushpop", "insort", "insort_left", "insort_right", "shuffle", "_count_elements",
           "setitem", "delitem", "iadd", "iconcat", "ior", "iand", "ixor", "isub", "imul"}
FILLS = {"pack_into", "readinto", "recv_into", "readinto1", "recvfrom_into"}  # that change what they are given, whichever argument it is
LOOKS = {"join", "format", "format_map", "extend", "extendleft", "update", "union", "intersection", "difference", "symmetric_difference", "issubset",
         "issuperset", "isdisjoint", "intersection_update", "difference_update", "symmetric_difference_update", "fromkeys",
         "copy", "deepcopy", "dump", "dumps", "pprint", "pformat", "writelines", "reduce", "map", "nlargest", "nsmallest", "merge",
         "bisect", "bisect_left", "bisect_right", "fsum", "mean", "fmean", "median", "stdev", "pstdev", "variance", "choice",
         "choices", "sample", "chain", "from_iterable", "islice", "product", "permutations", "combinations", "accumulate",
         "starmap", "takewhile", "dropwhile", "groupby", "tee", "getitem", "contains", "length_hint", "countOf", "indexOf", "concat", "unpack_from",
         "eq", "ne", "lt", "le", "gt", "ge"}
LAZY = {getattr(itertools, name, None) for name in ("accumulate", "batched", "chain", "compress", "dropwhile", "filterfalse", "groupby", "islice",
                                                    "pairwise", "starmap", "takewhile", "zip_longest")}  # that go over what they are given later
PLAIN = {c.__iter__ for c in CONTAINERS + (OrderedDict,)}
VIEWED = (dict, {}.values, {}.items, OrderedDict)
OF_CONTAINERS = {type(iter(c())) for c in VIEWED + (list, set, deque, bytearray, functools.partial(array, "i"))} | \
    {type(reversed(c())) for c in VIEWED + (list, deque, bytearray)} | {type(iter(int, 1))}
APART = {"copy", "deepcopy", "replace", "asdict", "astuple", "dump", "dumps"}  # that look at all attributes of an object
second, third = itemgetter(1), itemgetter(2)


class Ticker:
    """Comes round with each item of what is gone over: an access each time."""
    __slots__ = ("o", "kind", "does")

    def __init__(self, o, kind, does=""):
        self.o, self.kind, self.does = o, kind, does

    def __iter__(self):
        return self

    def __next__(self):
        if S.several:
            item(self.o, None, self.kind, self.does)


class Within(Ticker):
    """Comes round within a call of C code, which makes its accesses then: when it is over CPython may switch threads."""

    def __next__(self):
        Ticker.__next__(self)
        returns.within(sys._getframe(1))


class Enter(Ticker):
    """Comes before each item of a generator.  A generator is busy until it has given the item, and that it is shows only to
    operations: so this says what CPython would."""

    def __next__(self):
        Ticker.__next__(self)
        thing = thing_of(self.o, types.GeneratorType)
        if thing.busy and self.o.gi_frame is not None:
            raise ValueError("generator already executing")
        thing.busy = S.polled = True  # it goes on, which is where CPython may switch threads


class Leave(Ticker):
    """Comes after each item of a generator."""

    def __next__(self):
        Ticker.__next__(self)
        thing_of(self.o, types.GeneratorType).busy = False


class Finish(Leave):
    """Comes when a generator has no more items."""

    def __next__(self):
        Leave.__next__(self)
        raise StopIteration


class Asked:
    """The function that iter(f, sentinel) calls for each item.  The iterator compares what it returns, and forgets the function if that is
    the end: another thread may come between the call and that."""
    __slots__ = ("func", "iterator")

    def __init__(self, func):
        self.func, self.iterator = func, None  # what is known of the iterator, as soon as somebody goes over it

    def __call__(self):
        given = self.func()
        if S.several and self.iterator is not None and self.iterator.whole is not None:
            touch(self.iterator.whole, STORE, "iterator.next")
        return given


def over(o, container=None, ticker=Ticker):
    """What a loop goes over; a view may be of a container that is known."""
    if not (S.running or S.looking):
        return o
    if issubclass(type(o), nested.VIEWS):
        container = nested.viewed(o) if container is None else container
    elif issubclass(type(o), CONTAINERS) and type(o).__iter__ in PLAIN:
        container = o
    elif container is None and kinds[type(o)] == ITERATOR:
        others, container = sys.getrefcount(o) > fresh, gone_over(o)
        if others:
            return each(o) if container is None else map(third, zip(ticker(o, STORE, "iterator.next"), ticker(container, LOAD), o))
    if container is None:
        return o
    if S.several:
        item(container, None, LOAD)  # how many there are is noted when it begins
    return map(second, zip(ticker(container, LOAD), o))


def lazily(o):
    """What map and its like are given, which go over it when they are gone over."""
    return over(o, None, Within)


class Rounds:
    """Comes round with each item of a comprehension, where CPython may switch threads as at the end of a loop.  What goes over something
    in C code, as sum(map(f, rows)) does, has no such place."""

    def __iter__(self):
        return self

    def __next__(self):
        S.polled = True


class RoundsWithin(Rounds):
    """The same of a generator, which mostly is gone over within a call: see Within."""

    def __next__(self):
        S.polled = True
        returns.within(sys._getframe(1))


ROUNDS, WITHIN = Rounds(), RoundsWithin()
# Whether a comprehension is a call, which CPython may switch threads at the beginning of.
CALLED = sys.version_info < (3, 12)


def rounds(o, generator):
    """What a comprehension goes over.  The first round of one that is no call begins at once."""
    if not (S.running or S.looking):
        return o
    return map(second, zip(WITHIN if generator else ROUNDS if CALLED else itertools.chain((None,), ROUNDS), o))


def gone_over(o):
    """The container that an iterator goes over; None if it is no such, or has come to the end."""
    if type(o) in OF_CONTAINERS:
        for container in gc.get_referents(o):
            if issubclass(type(container), CONTAINERS):
                return container
            if type(container) is Asked:
                container.iterator = thing_of(o, type(o))
    return None


def each(o):
    """An iterator that others may have as well."""
    if type(o) is types.GeneratorType:
        return map(second, zip(Enter(o, STORE, "generator.next"), itertools.chain(o, Finish(o, STORE)), Leave(o, STORE)))
    return map(second, zip(Ticker(o, STORE, "iterator.next"), o))


def delegated(o):
    """What yield from goes over: to a generator it hands on what is sent."""
    return o if issubclass(type(o), types.GeneratorType) else over(o)


def following(o):
    """What next is given."""
    if S.running and kinds[type(o)] == ITERATOR:
        if type(o) is types.GeneratorType:
            return each(o)
        if S.several:
            item(o, None, STORE, "iterator.next")
            item(gone_over(o), None, LOAD)
    return o


def unpacked(o):
    """What is gone over by syntax: unpacked, or looked through by an in."""
    if S.several:
        how = kinds[type(o)]
        if how in WHOLE:
            if type(o) is types.GeneratorType:
                return each(o) if sys.getrefcount(o) > fresh else o
            item(o, None, STORE if how == ITERATOR else LOAD)
            item(gone_over(o), None, LOAD)
        elif issubclass(type(o), nested.VIEWS):
            nested.at(o)
    return o


def consumed(o, compares=False):
    """What a builtin function is given, which goes over all of it, and may compare what it finds, add it up, or ask whether it is true."""
    how = kinds[type(o)] if S.several else 0
    if how in WHOLE:
        during.goes_over(o, STORE if how == ITERATOR else LOAD, "")
        if type(o) is types.GeneratorType:
            return unpacked(o) if sys.getrefcount(o) > fresh else o
    if S.several:
        unpacked(o)
        if compares:
            nested.look(o)
    return o


def given(o, function, name):
    """Tells of the access that a function makes to what it is given, if it is none of the program's, which tells by itself."""
    how = kinds[type(o)]
    code = found.code(function)
    if how in WHOLE and not issubclass(type(function), type) and (code is None or not names.owns(code.co_filename)):
        kind = STORE if how == ITERATOR or name in CHANGES or name in FILLS else LOAD
        item(o, None, kind)
        during.goes_over(o, kind, "")
    elif how == INSTANCE and name in APART and code is not None and not names.owns(code.co_filename):
        for a in list(found.dict_of(o) or ()):
            attribute(o, a, LOAD)
    if name in nested.FUNCTIONS and (code is None or not names.owns(code.co_filename)):
        nested.look(o)


def measure():
    """How many references something new has in over."""
    def count(o, container=None):
        return sys.getrefcount(o)
    return count(iter([]))


fresh = measure()
