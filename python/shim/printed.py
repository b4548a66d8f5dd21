"""Exceptions that the library catches and prints, because there is nobody whom it could give them to: those of what is called when a
future is done, of finalizers, of event loops and their tasks, of the handlers of a server, and of handlers of logging.  A program that
replaces what prints them, as it may, has seen to them."""
import functools
import sys
import weakref

from . import names, unread
from .core import S

CLIENTS_DOING = (ConnectionError, TimeoutError)  # that a client has gone is no fault of what serves it
failed = []  # weak references to the futures and tasks of event loops that have got an exception, in order


def tell(whose, exception, at=""):
    """Nobody is given an exception; at is a line of the program that stands for those of the traceback, if there are none."""
    if S.running and not S.looking and isinstance(exception, Exception):
        unread.tell(whose, exception, at)


def adapt(futures, logging):
    plain = futures.LOGGER.exception

    def exception(message, *args, **named):
        frame = sys._getframe(1)
        if frame.f_code.co_name == "_invoke_callbacks":
            tell("the callback " + names.function_name(frame.f_locals.get("callback")), sys.exc_info()[1])
        if "stacklevel" not in named:
            named["stacklevel"] = 2  # this function is one level, too
        plain(message, *args, **named)
    futures.LOGGER.exception = exception
    failed = logging.Handler.handleError

    @functools.wraps(failed)
    def handle_error(self, record):
        if logging.raiseExceptions:
            at = "%s:%d" % (record.pathname, record.lineno) if names.owns(record.pathname) else ""
            tell("the %s of logging" % type(self).__name__, sys.exc_info()[1], at)
        failed(self, record)
    logging.Handler.handleError = handle_error


def unraisable(args):
    """What sys.unraisablehook is."""
    whose = args.object if args.object is not None else args.exc_value
    tell(whose.__qualname__ if issubclass(type(whose), names.NAMED) else type(whose).__name__, args.exc_value)
    sys.__unraisablehook__(args)


def adapt_loops(cls):
    """The class of event loops."""
    plain = cls.default_exception_handler

    @functools.wraps(plain)
    def default_exception_handler(self, context):
        whose = whose_task(context.get("task") or context.get("future"))
        if not whose and "handle" in context:
            whose = "the callback " + names.function_name(getattr(context["handle"], "_callback", None))
        tell(whose or "the event loop", context.get("exception"))
        plain(self, context)
    cls.default_exception_handler = default_exception_handler


def adapt_futures(cls):
    """The class of futures of event loops, and so that of tasks.  Written in Python, and not in C as elsewhere, a task that has failed is in a
    cycle, and the collector is off: none says at its end that nobody has asked, so it is looked for at that of the program."""
    plain = cls.set_exception

    @functools.wraps(plain)
    def set_exception(self, exception):
        plain(self, exception)
        if S.running:
            failed.append(weakref.ref(self))
    cls.set_exception = set_exception


def report():
    """Tells of the futures and tasks that nobody has asked for their exceptions, at the end of the program."""
    for ref in failed:
        future = ref()
        if future is None or not getattr(future, "_Future__log_traceback", False):
            continue
        if future.__dict__["_loop"].__dict__.get("_exception_handler") is None:
            tell(whose_task(future) or "a future", future.__dict__["_exception"])


def reset():
    failed.clear()


def whose_task(future):
    """A task goes by its coroutine."""
    return "the task " + getattr(future.get_coro(), "__qualname__", "") if hasattr(future, "get_coro") else ""


def adapt_servers(cls):
    """The class of servers."""
    plain = cls.handle_error

    @functools.wraps(plain)
    def handle_error(self, request, client_address):
        exception = sys.exc_info()[1]
        if not isinstance(exception, CLIENTS_DOING):
            tell("the handler " + names.function_name(self.RequestHandlerClass), exception)
        plain(self, request, client_address)
    cls.handle_error = handle_error
