"""Values that are put aside until a statement of their own assigns them: see stores.py.  C code puts them there, so that no frame is added
to a traceback, and nobody comes between."""
import sys
from collections import deque

from .core import S


class Got(deque):
    """One of them, or all that an assignment has unpacked: what is stored to the attribute v is loaded once."""
    v = property(deque.popleft, deque.append)


got = Got()


def kp(inner):
    """Keeps what was unpacked for the frame that has done so, in front of what it has still to assign if that is a part of it.  What
    it has left when an assignment was broken off goes."""
    frame, apart = id(sys._getframe(1)), S.current.apart
    waiting = []
    for kept in [k for k in apart if k[0] == frame]:
        apart.remove(kept)
        waiting = kept[1] if inner else waiting
    apart.append((frame, deque([*got, *waiting])))
    got.clear()


def tk():
    """The next one of those of the frame."""
    frame, apart = id(sys._getframe(1)), S.current.apart
    while apart[-1][0] != frame:
        apart.pop()  # of an assignment that was broken off
    value = apart[-1][1].popleft()
    if not apart[-1][1]:
        apart.pop()
    return value


def ex():
    """The exception that an except clause has caught."""
    return sys.exc_info()[1]


def ps(*stored):
    """A guard that stores what its pattern has bound."""
    return True
