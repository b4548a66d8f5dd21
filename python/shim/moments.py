"""What the clock says, where waits may be over at any point (--clock anytime).

Each step takes time, for simrun; but the clock that the program sees stands still between two looks at it, because else it would
show the order of steps that have nothing to do with each other.  Who looks at it moves it, so that who looks first is told less,
and so does a wait whose time is over.  That makes it a variable for which threads race, as for those of the program.  As long as
the program does not look, the waits see nothing of each other.  Under --clock virtual each step moves it, so that no two of them
may change places anyway.
"""
from . import shared
from .core import S, LOAD, STORE

LOOK = "clock.load"  # as the program has it; and it is in no race


def clock():
    return shared.module_variable("time", "monotonic", "the clock")


def matters():
    return S.several and S.running and not S.looking


def asked():
    """The program looks at the clock."""
    if S.anytime:
        if matters():
            shared.touch(clock(), STORE, LOOK)
        S.hour += S.cost
    S.polled = True  # it is a call of C code


def now():
    """What the clock says, in ns."""
    return S.hour if S.anytime else S.now


def deadline_in(seconds):
    """The virtual time so many seconds from now, in ns, to which somebody waits."""
    if S.anytime:
        if matters():
            shared.touch(clock(), LOAD, LOOK)
        S.current.ahead = S.hour - S.now
    return S.now + min(int(seconds * 1e9), 1 << 62)


def over(deadline):
    """A wait is over because its time is."""
    S.now = max(S.now, deadline)
    if S.anytime:
        if matters():
            v = clock()
            shared.touch(v, STORE if v.shared else LOAD, LOOK)
        S.hour = max(S.hour, deadline + S.current.ahead)
