"""Other processes: signals to the process itself are kept here, and what starts processes that simrun would have to
schedule is refused."""
import os
import sys

from . import arrivals, identity, locks, real
from .core import S, FORK, OUTSIDE, REFUSED


def refuse(what):
    """Ends the search: the program does what cannot be simulated."""
    def refused(*args, **kwargs):
        if not S.running:
            raise OSError(what)
        S.driver.refused = what
        S.buffer += (S.current.id << 8 | REFUSED, 0, 0, S.driver.text(what))
        S.leave()
    return real.builtin(refused)


def kill(pid, number):
    handler = arrivals.handlers.get(number)
    own = identity.is_own(pid)
    if own and callable(handler):
        if S.running and S.current.id:  # it is the main thread that runs it, at any time from now on, which is not followed: nothing is proved
            S.point(OUTSIDE, S.driver.text("os.kill") << 8)
        handler(number, sys._getframe(1))
        return
    real.kill(real.getpid() if own else pid, number)


befores, afters = [], []  # what the program has given os.register_at_fork: before the fork, and in the child


def register_at_fork(*, before=None, after_in_child=None, after_in_parent=None):
    if not S.running:
        return register(before=before, after_in_child=after_in_child, after_in_parent=after_in_parent)
    befores.extend([before] if before else [])
    afters.extend([after_in_child] if after_in_child else [])


def register(**hooks):
    original_register(**{name: hook for name, hook in hooks.items() if hook})


original_register = getattr(os, "register_at_fork", None)


def forking(refused):
    """os.fork: if there may be other threads it is the end of the execution, and simrun sees whether one of them holds a lock.
    That of a handler of logging is made anew in the child; what the program's own hooks do there is not followed."""
    def fork():
        if not S.running or not any(t.id and t.arrival is None for t in S.tasks):
            return refused()
        for hook in reversed(befores):
            hook()
        import logging
        anew = [h.lock.lock.cell for h in logging._at_fork_reinit_lock_weakset if isinstance(h.lock, locks.RLock)]
        S.point(FORK, 0, S.driver.text("?" if afters else ",".join(sorted("%x" % cell.key for cell in anew))))
        S.leave()
    return real.builtin(fork)


def starting(args):
    """A process is started, which is given descriptors: what it does lies outside."""
    from . import descriptors, outside
    outside.step("subprocess.Popen")
    descriptors.give(args)


def spawning(spawn):
    """os.posix_spawn: subprocess calls it, too, where it can."""
    def spawned(*args, **kwargs):
        if S.running:
            starting(args + tuple(kwargs.values()))
        return spawn(*args, **kwargs)
    return real.builtin(spawned)


def wait_pid(pid, options):
    from . import outside
    if S.running:
        outside.step("os.waitpid")
    return real.waitpid(pid, options)


def install(exit_now, killed):
    why = "it starts processes by %s, which simrun does not schedule"
    os.fork = forking(refuse(why % "os.fork or multiprocessing"))
    if hasattr(os, "forkpty"):
        os.forkpty = refuse(why % "os.forkpty")
    if original_register:
        os.register_at_fork = register_at_fork
    os._exit = real.builtin(exit_now)
    identity.install()
    arrivals.install(killed)
    os.kill, os.waitpid = kill, real.builtin(wait_pid)
    for name in ("posix_spawn", "posix_spawnp"):
        if hasattr(os, name):
            setattr(os, name, spawning(getattr(os, name)))
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
        if S.running:
            starting(args)
        return fork_exec(*args)
    _posixsubprocess.fork_exec = checked


def restore():
    befores.clear()
    afters.clear()
    arrivals.restore()
