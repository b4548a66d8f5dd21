"""select, poll and epoll: a thread that waits for several descriptors waits for their channels.  A timeout is virtual."""
import select
import selectors

from . import channels, clock, outside, real
from .moments import deadline_in
from .channels import BLOCKS, LOOKS, READABLE, TRIES, WRITABLE, Channel, operate
from .core import S
from .descriptors import of

IN, OUT = real.POLLIN | getattr(select, "POLLPRI", 0) | getattr(select, "POLLRDHUP", 0), real.POLLOUT


timed_out = lambda timeout: None  # is told of each wait that has come to its end so: see eventloops
endless = lambda channel: None    # and of the first channel of each wait that has no timeout: see pending


def number_of(file):
    return file if issubclass(type(file), int) else file.fileno()


def wait(does, wanted, timeout, ask, also=[]):
    """Waits until one of the descriptors is ready, each of which stands with whether it is to be read and to be written; ask asks the
    system, for so many seconds.  The timeout is in seconds, or None."""
    parts, others = [], False
    for number, reads, writes in wanted:
        end = of(number)
        if end is None:
            others = others or outside.is_outside(number)
            continue
        parts += [(end.reads, READABLE)] if reads and end.reads is not None else []
        parts += [(end.writes, WRITABLE)] if writes and end.writes is not None else []
    parts += also
    if others:
        return outside.wait(does, parts, timeout, ask)
    if timeout is not None and timeout <= 0:
        operate(does, parts, TRIES | LOOKS)
        return ask(0)
    if timeout is None and parts:
        endless(parts[0][0])
    if timeout is not None and not parts:
        clock.until(deadline_in(timeout))
        timed_out(timeout)
    elif not operate(does, parts, BLOCKS | LOOKS, None if timeout is None else deadline_in(timeout)):
        timed_out(timeout)
    return ask(0)


def selected(readers, writers, errors, timeout=None):
    """select.select"""
    if not S.running:
        return plain_select(readers, writers, errors, timeout)
    wanted = [(number_of(f), True, False) for f in readers] + [(number_of(f), False, True) for f in writers]
    wanted += [(number_of(f), False, False) for f in errors]
    return wait("select.select", wanted, timeout, lambda t: plain_select(readers, writers, errors, t))


class Poll:
    """select.poll"""

    def __init__(self):
        self._poll, self._wanted = plain_poll(), {}

    def register(self, file, events=real.POLLIN | select.POLLPRI | real.POLLOUT):
        self._poll.register(file, events)
        self._wanted[number_of(file)] = events

    def modify(self, file, events):
        self._poll.modify(file, events)
        self._wanted[number_of(file)] = events

    def unregister(self, file):
        self._poll.unregister(file)
        self._wanted.pop(number_of(file), None)

    def poll(self, timeout=None):
        """The timeout is in milliseconds."""
        if not S.running:
            return self._poll.poll(timeout)
        seconds = None if timeout is None or timeout < 0 else timeout / 1000
        return wait("poll.poll", interest(self._wanted), seconds, lambda t: self._poll.poll(None if t is None else t * 1000))


def interest(wanted):
    return [(number, bool(events & IN), bool(events & OUT)) for number, events in wanted.items()]


class Epoll:
    """select.epoll.  Which descriptors it waits for another thread may change while one waits: then that one looks again."""

    def __init__(self, sizehint=-1, flags=0):
        self._epoll, self._wanted = plain_epoll(sizehint, flags), {}
        self._maker, self._changes = S.current if S.running else None, None
        self._name = channels.name("epoll") if S.running else "an epoll"

    def changed(self):
        """Notes that the running thread changes what it waits for, which is an operation unless only its maker has ever waited."""
        if not S.running or not S.several or self._maker is S.current and self._changes is None:
            return
        self.line().changed = True
        operate("epoll.register", [(self._changes, 0)], channels.NEVER)
        self._changes.settle()

    def line(self):
        if self._changes is None:
            self._changes = Changes(self._name)
        return self._changes

    def register(self, file, eventmask=select.EPOLLIN | select.EPOLLPRI | select.EPOLLOUT if hasattr(select, "EPOLLIN") else 0):
        self._epoll.register(file, eventmask)
        self._wanted[number_of(file)] = eventmask
        self.changed()

    def modify(self, file, eventmask):
        self._epoll.modify(file, eventmask)
        self._wanted[number_of(file)] = eventmask
        self.changed()

    def unregister(self, file):
        self._wanted.pop(number_of(file), None)
        self._epoll.unregister(file)
        self.changed()

    def poll(self, timeout=None, maxevents=-1):
        if not S.running:
            return self._epoll.poll(timeout, maxevents)
        seconds, changes = None if timeout is None or timeout < 0 else timeout, None
        if self._changes is not None or S.several and self._maker is not S.current:
            changes = self.line()
        while True:
            found = wait("epoll.poll", interest(self._wanted), seconds, self.ask, [(changes, READABLE)] if changes else [])
            if maxevents > 0:
                found = found[:maxevents]
            if found or not changes or not changes.changed:
                return found
            changes.changed = False
            changes.settle()

    def ask(self, timeout):
        """What is ready, in the order in which it was registered: that of the system is that in which it became so, which no operation
        shows."""
        place = {number: i for i, number in enumerate(self._wanted)}
        return sorted(self._epoll.poll(timeout), key=lambda found: place.get(found[0], len(place)))

    def close(self):
        self._wanted.clear()
        self._epoll.close()

    def fileno(self):
        return self._epoll.fileno()

    @property
    def closed(self):
        return self._epoll.closed

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        self.close()


class Changes(Channel):
    """Tells who waits in an epoll that what it waits for has changed."""
    __slots__ = ("changed",)

    def __init__(self, name):
        self.changed = False
        super().__init__("Epoll", name, [], [])

    def look(self):
        return READABLE if self.changed else 0


plain_select, plain_poll, plain_epoll = select.select, select.poll, getattr(select, "epoll", None)


def install():
    select.select = selectors.SelectSelector._select = real.builtin(selected)
    select.poll = Poll
    selectors.PollSelector._selector_cls = Poll
    if plain_epoll is not None:
        select.epoll = selectors.EpollSelector._selector_cls = Epoll
