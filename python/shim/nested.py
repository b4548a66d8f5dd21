"""What is held by what C code looks at: to compare two lists, or to make a text of one, is to look at the lists within it, too."""
import gc
import types
from array import array
from collections import OrderedDict, deque

from . import shared
from .core import LOAD

MOST = 3  # containers within each other that are looked at
PARTS = {list: list.__iter__, tuple: tuple.__iter__, set: set.__iter__, frozenset: frozenset.__iter__, dict: dict.values, deque: deque.__iter__}
VALUES = tuple(type(getattr(c(), m)()) for c in (dict, OrderedDict) for m in ("values", "items"))
VIEWS = tuple(type(c().keys()) for c in (dict, OrderedDict)) + VALUES
HOLD = tuple(PARTS) + (types.SimpleNamespace, bytearray, array) + VIEWS
OPERATORS = {"eq", "lt", "mod"}  # of those that look at what is held
SEARCHED = (list, tuple, deque) + VALUES  # which are asked for an item by comparing it with theirs
METHODS = {"index", "count", "remove", "sort", "__contains__"}  # that compare them
# Functions that do so with what they are given, by their names.  Not those that compare few of many, as heappush and bisect do: to look at all
# takes as long as the whole heap is.
FUNCTIONS = {"format", "format_map", "dump", "dumps", "pprint", "pformat", "eq", "ne", "lt", "le", "gt", "ge", "nlargest", "nsmallest", "merge",
             "heapify", "countOf", "indexOf", "contains"}


def viewed(o):
    """The dict that a view is of; of all else it is itself."""
    return gc.get_referents(o)[0] if issubclass(type(o), VIEWS) else o


def held(o):
    """What an object holds that may be looked at; None if that is nothing."""
    o = viewed(o)
    t = type(o)
    for kind, parts in PARTS.items():
        if issubclass(t, kind):
            return parts(o)
    return o.__dict__.values() if t is types.SimpleNamespace else None


def look(o, within=MOST):
    """Notes a look at all that is within it, and not at itself."""
    parts = held(o) if within else None
    if parts is None:
        return
    parts = list(parts)
    if any(issubclass(t, HOLD) for t in set(map(type, parts))):  # mostly there are none, in many
        for part in parts:
            if issubclass(type(part), HOLD):
                at(part)
                look(part, within - 1)


def search(o):
    """Notes a look at what is within it, if it is asked for an item."""
    if issubclass(type(o), SEARCHED):
        look(o)


def at(o):
    """Notes a look at all that something holds itself."""
    if type(o) is types.SimpleNamespace:
        for a in list(o.__dict__):
            shared.attribute(o, a, LOAD)
    else:
        shared.item(viewed(o), None, LOAD)
