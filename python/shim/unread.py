"""Futures: whether anybody was given the exceptions of tasks."""
import sys

from . import found, names, objects
from .core import S, UNREAD

failed = []  # of the futures that have got an exception, in order
READERS = ("_Future__get_result", "__get_result", "exception")


class Failed:
    """A future that has got an exception.  It is not kept by that: with it, the exception has what the functions hold that it has left."""

    def __init__(self, future):
        self.future, self.read, self.told = found.reference(future), False, ""


def adapt(futures):
    """Has futures note who looks at their exceptions.  Nothing of that adds a frame to a traceback."""
    def get(self):
        if not S.looking and sys._getframe(1).f_code.co_name in READERS and "_simrun_failed" in self.__dict__:
            self.__dict__["_simrun_failed"].read = True
        return self.__dict__.get("_exception")

    def put(self, exception):
        self.__dict__["_exception"] = exception
        if exception is not None and S.running:
            self.__dict__["_simrun_failed"] = note = Failed(self)
            failed.append(note)

    def gone(self):
        note = self.__dict__.get("_simrun_failed")
        if note is not None and not note.read:
            note.told = of_task(self)
    futures.Future._exception = property(get, put)
    futures.Future.__del__ = gone


def of_task(future):
    """What is told of a future whose exception nobody was given."""
    known = objects.of(future)
    return text(known.name.partition(" (")[0] if known else "a task", future.__dict__["_exception"])


def text(whose, exception, at=""):
    """What is told of an exception: the line of the program that raised it, or else at, what it is of, and its text."""
    trace = exception.__traceback__
    while trace is not None:
        if names.owns(trace.tb_frame.f_code.co_filename):
            at = "%s:%d" % (trace.tb_frame.f_code.co_filename, trace.tb_lineno)
        trace = trace.tb_next
    running, S.running = S.running, False  # what __str__ of the program does is no part of it here
    try:
        says = str(exception)
    except Exception:
        says = ""
    S.running = running
    return "%s|%s|%s: %s" % (at, whose, type(exception).__name__, says)


def report():
    """Tells simrun of the exceptions that nobody was given, at the end of the program."""
    for note in failed:
        future = note.future()
        if not note.read and (future is not None or note.told):
            put(note.told or of_task(future))


def tell(whose, exception, at=""):
    """Tells simrun of one; at is the line of the program, if its traceback has none."""
    put(text(whose, exception, at))


def put(told):
    S.buffer += (S.current.id << 8 | UNREAD, 0, 0, S.driver.text(told))


def reset():
    failed.clear()
