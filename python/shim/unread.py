"""Futures: whether anybody was given the exceptions of tasks."""
import sys

from . import names, objects
from .core import S, UNREAD

failed = []  # the futures that have got an exception, in order
READERS = ("_Future__get_result", "__get_result", "exception")


def adapt(futures):
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


def report():
    """Tells simrun of the exceptions that nobody was given, at the end of the program."""
    for future in failed:
        exception = future.__dict__.get("_exception")
        if exception is not None and "_simrun_read" not in future.__dict__:
            known = objects.of(future)
            tell(known.name.partition(" (")[0] if known else "a task", exception)


def tell(whose, exception, at=""):
    """Tells simrun of one; at is the line of the program, if its traceback has none."""
    trace = exception.__traceback__
    while trace is not None:
        if names.owns(trace.tb_frame.f_code.co_filename):
            at = "%s:%d" % (trace.tb_frame.f_code.co_filename, trace.tb_lineno)
        trace = trace.tb_next
    S.buffer += (S.current.id << 8 | UNREAD, 0, 0, S.driver.text("%s|%s|%s: %s" % (at, whose, type(exception).__name__, exception)))


def reset():
    failed.clear()
