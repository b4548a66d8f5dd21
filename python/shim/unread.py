"""Futures: whether anybody was given the exceptions of tasks, and whether tasks are submitted while the interpreter is at
its exit."""
import sys
import weakref

from . import names, objects, shared
from .core import S, LOAD, STORE, UNREAD

failed = []  # the futures that have got an exception, in order
READERS = ("_Future__get_result", "__get_result", "exception")


def adapt(futures, executors):
    """Has futures note who looks at their exceptions.  Nothing of that adds a frame to a traceback."""
    def get(self):
        if not S.looking and sys._getframe(1).f_code.co_name in READERS:
            self.__dict__["_simrun_read"] = True
        return self.__dict__.get("_exception")

    def put(self, exception):
        self.__dict__["_exception"] = exception
        if exception is not None and S.running:
            failed.append(self)
    futures.Future._exception = property(get, put)
    if hasattr(executors, "_global_shutdown_lock"):  # from 3.9 on
        executors._global_shutdown_lock = ExitLock(executors._global_shutdown_lock)
    executors._threads_queues = Workers()


class Workers(weakref.WeakKeyDictionary):
    """The workers of all executors, which the exit ends in the order of their start.  CPython enters each under the lock that
    it starts it under, which is none here: see ExitLock."""

    def items(self):
        return sorted(super().items(), key=lambda worker: worker[0].ident)


class ExitLock:
    """The lock under which the main thread says that the interpreter is at its exit, and each submit asks.  What it guards
    is a variable like those of the program: where threads race for it the lock is an operation, and else there is no lock,
    because what a submit of one executor does cannot be seen by that of another one."""

    def __init__(self, lock):
        self.lock = lock

    def __enter__(self):
        if not S.running:
            return True
        exit = self.exit()
        if exit.shared:
            self.lock.cell.quiet = False
            return self.lock.__enter__()
        if S.several:
            shared.touch(exit, STORE if sys._getframe(1).f_code.co_name == "_python_exit" else LOAD, "")
        return True

    def __exit__(self, *exception):
        if S.running and self.exit().shared:
            self.lock.__exit__()

    @staticmethod
    def exit():
        return shared.module_variable("concurrent.futures.thread", "_shutdown", "the interpreter's exit")


def report():
    """Tells simrun of the exceptions that nobody was given, at the end of the program."""
    for future in failed:
        exception = future.__dict__.get("_exception")
        if exception is not None and "_simrun_read" not in future.__dict__:
            trace, at = exception.__traceback__, ""
            while trace is not None:
                if names.owns(trace.tb_frame.f_code.co_filename):
                    at = "%s:%d" % (trace.tb_frame.f_code.co_filename, trace.tb_lineno)
                trace = trace.tb_next
            known = objects.of(future)
            text = "%s|%s|%s: %s" % (at, known.name.partition(" (")[0] if known else "a task", type(exception).__name__, exception)
            S.buffer += (S.current.id << 8 | UNREAD, 0, 0, S.driver.text(text))


def reset(executors):
    failed.clear()
    lock = getattr(executors, "_global_shutdown_lock", None)
    if lock is not None:
        lock.lock.cell.quiet = True
