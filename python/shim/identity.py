"""The number of the process: the same in each execution, whichever process carries it out, so that a script that writes it repeats.

It is one that no system gives to a process (proc(5), pid_max), so that nothing but the process itself can be meant by it.
"""
import os
import sys

from . import real

PROCESS = 5000000
# Functions for which 0 stands for the process itself.
OF_PROCESS = ("getpgid", "getsid", "sched_getaffinity", "sched_getparam", "sched_getscheduler", "sched_rr_get_interval",
              "sched_setaffinity", "sched_setparam", "sched_setscheduler")


def known_by_number():
    """Says whether the program has what asks the system about processes by their numbers."""
    return "psutil" in sys.modules


def get_pid():
    return real.getpid() if known_by_number() else PROCESS


def get_ppid():
    return real.getppid() if known_by_number() else PROCESS - 1


def is_own(pid):
    """Says whether it is the number of the process itself."""
    return pid in (PROCESS, real.getpid())


def of_itself(function):
    def called(pid, *args, **kwargs):
        return function(0 if pid == PROCESS else pid, *args, **kwargs)
    called.__name__, called.__doc__ = function.__name__, function.__doc__
    return real.builtin(called)


def install():
    for name, function in ("getpid", get_pid), ("getppid", get_ppid):
        function.__name__ = name
        setattr(os, name, real.builtin(function))
    for name in OF_PROCESS:
        if hasattr(os, name):
            setattr(os, name, of_itself(getattr(os, name)))
