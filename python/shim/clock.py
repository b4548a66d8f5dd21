"""Virtual time: the clocks stand still between the steps, and a sleep is an operation."""
import sys
import time

from . import arrivals, moments, real, refused
from .core import S, SLEEP, ASKED
from .moments import deadline_in

EPOCH = 1700000000  # seconds; what time.time() begins with
DISCREET = ("threading", "queue", "logging", "concurrent", "asyncio", "_pytest")  # modules that ask for themselves


def sleep(seconds):
    if not S.running:
        return real.sleep(seconds)
    number = issubclass(type(seconds), (int, float))
    if number and seconds < 0:
        raise ValueError("sleep length must be non-negative")
    if not number or not seconds < 1e9:
        refused.wait_of((True, seconds), {})  # raises if it is no time
    until(deadline_in(seconds if number else seconds.__index__()))


def until(deadline):
    """Waits for a point of virtual time."""
    me = S.current
    declare(me, deadline)
    while S.due and arrivals.wakes(me):
        declare(me, deadline)
    moments.over(deadline)


def declare(me, deadline):
    if S.due:
        S.take()
    S.set_deadline(me, deadline)
    if not S.anytime:
        S.make_unready(me)
    S.point(SLEEP, 0, deadline, False)
    S.clear_deadline(me)


def read():
    """The time, for whoever asks.  Where that is the program it is told, because what it says may then depend on the time; the
    library asks for the sake of its timeouts and of records, whose time is known."""
    if S.running and sys._getframe(2).f_globals.get("__name__", "").partition(".")[0] not in DISCREET:
        if not S.asked:
            S.asked = True
            S.buffer += (S.current.id << 8 | ASKED, 0, 0, 0)
        moments.asked()
    return moments.now()


def now():
    return read() * 1e-9


def now_ns():
    return read()


def wall():
    return EPOCH + read() * 1e-9


def wall_ns():
    return EPOCH * 10 ** 9 + read()


def of_now(function):
    """A function of the time, by default of the present one."""
    def at(*args):
        return function(*args) if args and args[0] is not None else function(EPOCH + read() * 1e-9)
    at.__name__ = function.__name__
    return real.builtin(at)


def install():
    time.sleep = real.builtin(sleep)
    time.monotonic = time.perf_counter = time.process_time = time.thread_time = real.builtin(now)
    time.monotonic_ns = time.perf_counter_ns = time.process_time_ns = time.thread_time_ns = real.builtin(now_ns)
    time.time, time.time_ns = real.builtin(wall), real.builtin(wall_ns)
    time.localtime, time.gmtime, time.ctime = of_now(time.localtime), of_now(time.gmtime), of_now(time.ctime)
    format, text, localtime = time.strftime, time.asctime, time.localtime

    def strftime(f, t=None):
        return format(f, localtime() if t is None else t)

    def asctime(t=None):
        return text(localtime() if t is None else t)
    time.strftime, time.asctime = real.builtin(strftime), real.builtin(asctime)


def adapt(datetime, logging):
    """Gives datetime the virtual clock: its class is C code, so a subclass stands in for it.  Has logging keep the time that a
    record begins with, which says nothing about the order of lines."""
    format_time = logging.Formatter.formatTime

    def kept(self, record, datefmt=None):
        S.current.stamp = stamp = format_time(self, record, datefmt)
        return stamp
    logging.Formatter.formatTime = kept
    real_class = datetime.datetime

    class Meta(type):
        def __instancecheck__(cls, o):
            return isinstance(o, real_class)

        def __subclasscheck__(cls, c):
            return issubclass(c, real_class)

    class DateTime(real_class, metaclass=Meta):
        @classmethod
        def now(cls, tz=None):
            return cls.fromtimestamp(EPOCH + read() * 1e-9, tz)

        @classmethod
        def utcnow(cls):
            return cls.fromtimestamp(EPOCH + read() * 1e-9, datetime.timezone.utc).replace(tzinfo=None)

        @classmethod
        def today(cls):
            return cls.fromtimestamp(EPOCH + read() * 1e-9)
    DateTime.__name__ = DateTime.__qualname__ = "datetime"
    DateTime.__module__ = "datetime"
    datetime.datetime = DateTime
