"""Sockets and pipes.  What is ready is taken at once; a thread that is alone waits for real, and a timeout is virtual.
To wait without one while other threads are there is refused: nobody here would know who ends the wait."""
import select
import selectors
import socket

from .cells import deadline_in
from .clock import until
from .core import S
from .processes import refuse

wait = refuse("it waits for a socket or a pipe while it has other threads (asyncio with threads does, too), "
              "which simrun does not simulate yet")


def alone():
    return len(S.alive()) == 1


def adapt():
    for name in ("EpollSelector", "PollSelector", "SelectSelector", "KqueueSelector"):
        if hasattr(selectors, name):
            adapt_selector(getattr(selectors, name))
    for name in ("recv", "recv_into", "recvfrom", "recvfrom_into", "accept"):
        adapt_method(name)


def adapt_selector(cls):
    original = cls.select

    def selected(self, timeout=None):
        if not S.running or timeout is not None and timeout <= 0:
            return original(self, timeout)
        ready = original(self, 0)
        if ready:
            return ready
        if timeout is not None:
            until(deadline_in(timeout))
            return original(self, 0)
        if not alone():
            wait()
        return original(self, None)
    selected.__name__ = "select"
    cls.select = selected


def adapt_method(name):
    original = getattr(socket.socket, name)

    def method(self, *args, **kwargs):
        if S.running and self.gettimeout() != 0 and not alone() and not select.select([self], [], [], 0)[0]:
            wait()
        return original(self, *args, **kwargs)
    method.__name__ = name
    setattr(socket.socket, name, method)
