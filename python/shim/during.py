"""Calls of the library that run code of the program in their midst: a sort calls its key, a heap compares what it holds, and CPython
may switch threads where that code begins.  What the call goes over can change there.  So each such beginning is an access to it,
as the call itself is.

See list.sort and heapq in Python's documentation: "list modified during sort", "list changed size during iteration".
"""
import sys

from .core import S
from .shared import item

NAMES = ("sort",)                 # methods
KEYED = ("min", "max", "sorted")  # functions, with a key


def bg():
    """Comes before the call, and before all that it is given."""
    me = S.current
    me.calls = call = [me.calls, id(sys._getframe(1))]  # the one around it, who makes it, and then what it goes over
    return call


def goes_over(o, kind, does):
    """Notes what the call under way goes over, of which it has just told."""
    call = S.current.calls
    if call is not None:
        call.append((o, kind, does))


def enter(call):
    """Comes where a function of the program begins: if it is the call that has called it, that is in its midst."""
    if len(call) > 2 and id(sys._getframe(2).f_back) == call[1]:
        for o, kind, does in call[2:]:
            item(o, None, kind, does)


def ad(call, result):
    """Comes after the call.  One that ends by an exception is over with the next."""
    S.current.calls = call[0]
    S.polled = True
    return result
