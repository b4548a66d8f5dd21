"""Other processes: signals to the process itself are kept here, and what starts processes that simrun would have to
schedule is refused."""
import os
import sys

from . import arrivals, real
from .core import S, REFUSED


def refuse(what):
    """Ends the search: the program does what cannot be simulated."""
    def refused(*args, **kwargs):
        if not S.running:
            raise OSError(what)
        S.driver.refused = what
        S.buffer += (S.current.id << 8 | REFUSED, 0, 0, S.driver.text(what))
        S.leave()
        real.park()
    return real.builtin(refused)


def kill(pid, number):
    handler = arrivals.handlers.get(number)
    if pid == os.getpid() and callable(handler):
        handler(number, sys._getframe(1))
        return
    real.kill(pid, number)


def install(exit_now):
    why = "it starts processes by %s, which simrun does not schedule"
    os.fork = refuse(why % "os.fork or multiprocessing")
    if hasattr(os, "forkpty"):
        os.forkpty = refuse(why % "os.forkpty")
    os._exit = real.builtin(exit_now)
    arrivals.install(exit_now)
    os.kill = kill
    try:
        import _posixsubprocess
    except ImportError:
        return
    fork_exec, refused = _posixsubprocess.fork_exec, refuse(why % "multiprocessing")

    def checked(*args):
        frame = sys._getframe(1)
        while frame is not None:
            if frame.f_globals.get("__name__", "").startswith("multiprocessing."):
                refused()
            frame = frame.f_back
        return fork_exec(*args)
    _posixsubprocess.fork_exec = checked


def restore():
    arrivals.restore()
