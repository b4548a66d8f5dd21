"""What lies outside of the process: another one, the network, a terminal.  What is done with it is one step, which takes as long as it
takes while all other threads stand still; what comes of it is not under control, and simrun is told so."""
import os
import stat

from . import places, real
from .moments import deadline_in
from .clock import until
from .core import S, OUTSIDE
from .processes import refuse


last = [None]  # the step under way, if it is one, and the call of the program that it is part of


def step(does):
    """Declares that something is done there.  All that one call of the program does there, one thing after the other, is one step: how
    much that is depends on how fast the others are."""
    if places.maker()[1]:
        return
    here = S.epoch, S.steps, S.place()
    if here != last[0]:
        S.point(OUTSIDE, S.driver.text(does) << 8)
        last[0] = S.epoch, S.steps, here[2]


def is_outside(number):
    """Says whether a descriptor that the process has not made may wait for somebody else: that of a file does not."""
    try:
        mode = real.fstat(number).st_mode
    except (OSError, TypeError, ValueError, OverflowError):
        return False  # the call says what is wrong with it
    return stat.S_ISFIFO(mode) or stat.S_ISSOCK(mode) or stat.S_ISCHR(mode) and os.isatty(number)


def through(number, does, function, *args, **kwargs):
    """Calls a function of a descriptor that the process has not made."""
    if S.running and is_outside(number):
        step(does)
    return function(*args, **kwargs)


refused = refuse("it waits at the same time for what lies outside of the process and for its own threads, "
                 "which simrun does not simulate")


def wait(does, parts, timeout, ask):
    """Waits for real until one of several descriptors is ready, of which some lie outside, but not longer than the timeout says; the parts
    are channels of the process.  While it does all others stand still, so nobody could make one of these ready."""
    step(does)
    found = ask(0)
    if found if not isinstance(found, tuple) else any(found):
        return found
    if timeout is not None and timeout <= 0:
        return found
    if parts and len(S.alive()) > 1:
        refused()
    found = ask(timeout)
    if timeout is not None and not (any(found) if isinstance(found, tuple) else found):
        until(deadline_in(timeout))
    return found
