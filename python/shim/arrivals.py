"""What comes from outside, once, at a time that the schedule chooses: a signal, whose handler the main thread then runs, and
the collector of cyclic garbage, which runs finalizers and callbacks of weak references in whatever thread is at work.

Each is a thread with one step, which is to come.  From then on it is due, and who may take it does so before it declares its
next operation, as CPython does where it looks whether something is pending: after a call, at the entry of a function and
each time round a loop.  A main thread that is blocked is woken by a signal, runs the handler, and waits on.

The collector stays due until it has run code of the program: so to come early is to collect as soon as there is garbage.
"""
import gc
import os
import signal
import sys

from . import names, real, rewrite, shared, stdin
from .core import S, ARM, ARMED, BYTECODE, CALL, END, NOTE, TAKEN

COLLECTOR = 0
wanted = []      # numbers of the signals that are to come, each as often as it stands here
collects = [False]
handlers = {}    # number → what the program has given for it, if it has
armed = set()    # numbers of the signals that are to come or have come in this execution
unwanted = []    # names of signals, in order, for which the program has a handler, though they do not come
told = set()
ever = set()    # numbers of the signals that were armed in some execution
within = [0]     # how many collections are under way
deaf = [False]   # the main thread waits and takes no signal
said = [False]   # simrun knows of the one that is
enabled = [True]  # the program has not switched the collector off
wakeup = [-1]    # the descriptor to which the number of each signal is written that has a handler

get_real = signal.getsignal


class Arrival:
    __slots__ = ("number", "key", "task")

    def __init__(self, number, key, task):
        self.number, self.key, self.task = number, key, task


due = []  # what has come and was not taken, signals before the collector


def arm(number):
    """Has a signal, or the collector, come at some time from now on.  That is an operation."""
    key = S.new_key()
    name = "collector" if number == COLLECTOR else signal.Signals(number).name
    S.point(ARM, key, S.driver.text(name))
    task = S.enter(name, key)
    task.arrival = Arrival(number, key, task)
    if number != COLLECTOR:  # a handler is in no order with what it interrupts, so variables of both are shared
        S.several, task.sees = True, dict(S.sync({}))
    S.point(ARMED, key)  # it may come at once


def follow_collector():
    """Has gc.disable and gc.enable say whether the collector may come. By itself it never runs."""
    def switch(to):
        def switched():
            enabled[0] = to
        return real.builtin(switched)
    gc.disable, gc.enable, gc.isenabled = switch(False), switch(True), real.builtin(lambda: enabled[0])


def begin():
    """Arms what needs no handler of the program, when the script begins."""
    enabled[0] = True
    if collects[0]:
        arm(COLLECTOR)
    if signal.SIGINT in wanted:
        arm_signal(signal.SIGINT)


def arm_signal(number):
    armed.add(number)
    ever.add(number)
    for _ in range(wanted.count(number)):
        arm(number)


def arrive(task):
    """The one step of what comes: it is due, and wakes the main thread if it is a signal."""
    arrival = task.arrival
    task.dead = True
    S.make_unready(task)
    S.buffer += (task.id << 8 | END, 0, 0, 0)
    S.due = True
    if arrival.number == COLLECTOR:
        due.append(arrival)
        return
    due.insert(0, arrival)
    due.sort(key=lambda a: a.number or 1 << 30)
    if not S.tasks[0].dead and not deaf[0]:
        S.make_ready(S.tasks[0])


def wakes(task):
    """Says whether a signal is due, which the thread takes although it is blocked."""
    return S.due and not task.id and not deaf[0] and due[0].number != COLLECTOR


def take(kind=0):
    """Takes what is due, if it may be taken here: before an operation of that kind, or, if there is none, before one that may
    block, which looks for it in any case."""
    me = S.current
    if within[0] and not said[0]:
        note("the collector")
    may = min(CALL if S.polled else BYTECODE, me.mode) if kind else 0
    while wakes(me) and may <= S.switching:
        handle(taken(due[0]))
    if S.due and enabled[0] and due[-1].number == COLLECTOR and may <= CALL and not within[0] and collect():
        taken(due[-1])


def collect():
    """Has the collector run; returns whether code of the program has, which enters a function or declares an operation."""
    before, S.polled, said[0] = S.steps, False, False
    gc.collect()
    ran, S.polled = S.polled or S.steps != before, True
    return ran


def raised_before(kind):
    """Takes what is due, and returns what a handler has raised, which is to come out behind the operation: a lock is
    released by a finally or the end of a with, and CPython has looked last before that began."""
    try:
        take(kind)
    except BaseException as e:
        return e
    return None


def note(what):
    """Says in the step under way what interrupts the thread at its end."""
    said[0] = True
    S.buffer += (S.current.id << 8 | NOTE, 0, 0, S.driver.text("interrupted by " + what))


def taken(arrival):
    due.remove(arrival)
    S.due = bool(due)
    S.buffer += (S.current.id << 8 | TAKEN, arrival.key, 0, 0)
    return arrival


def handle(arrival):
    number, me = arrival.number, S.current
    handler = get_signal(number)
    if callable(handler) and wakeup[0] >= 0:
        try:
            os.write(wakeup[0], bytes([number]))
        except BlockingIOError:
            pass
    if callable(handler):
        note(signal.Signals(number).name)
        me.actor, before = arrival.task, me.actor
        try:
            handler(number, interrupted())
        finally:
            me.actor = before
    elif handler == signal.SIG_DFL:
        killed(number)


def interrupts(exception):
    """Says whether an exception is Ctrl-C, which comes because the user wants it to."""
    return isinstance(exception, KeyboardInterrupt) and signal.SIGINT in wanted


def interrupted():
    """The frame that a signal interrupts: the innermost that is not simrun's own."""
    frame = sys._getframe(2)
    while frame is not None and names.sort(frame.f_code.co_filename) == names.SHIM:
        frame = frame.f_back
    return frame


# -- what replaces the functions of module signal

def set_signal(number, handler):
    if S.running and S.current.id:
        raise ValueError("signal only works in main thread of the main interpreter")
    if not callable(handler) and handler not in (signal.SIG_DFL, signal.SIG_IGN):
        raise TypeError("signal handler must be signal.SIG_IGN, signal.SIG_DFL, or a callable object")
    before = get_signal(number)
    handlers[number] = handler
    if S.running and callable(handler):
        if number in wanted:
            if number not in armed:
                arm_signal(number)
        elif number not in told and names.owns(sys._getframe(1).f_code.co_filename):
            told.add(number)
            unwanted.append(signal.Signals(number).name)
    return before


def get_signal(number):
    return handlers.get(number, get_real(number) if number != signal.SIGINT else signal.default_int_handler)


def set_wakeup_fd(descriptor, **options):
    """signal.set_wakeup_fd"""
    if not S.running:
        return set_wakeup_real(descriptor, **options)
    if S.current.id:
        raise ValueError("set_wakeup_fd only works in main thread of the main interpreter")
    before, wakeup[0] = wakeup[0], descriptor
    return before


set_wakeup_real = signal.set_wakeup_fd


def watch_collector(phase, info):
    within[0] += 1 if phase == "start" else -1


def install(by_signal):
    global killed
    killed = by_signal
    S.arrive, S.take = arrive, take
    signal.signal, signal.getsignal, signal.set_wakeup_fd = set_signal, get_signal, set_wakeup_fd
    gc.callbacks.append(watch_collector)


def want(text):
    """Takes what is to come from the command line: names of signals and "gc", by commas."""
    for name in filter(None, text.split(",")):
        if name == "gc":
            collects[0] = True
        else:
            wanted.append(getattr(signal, name))


def notes():
    """What the executions so far have shown that is of use only if something comes from outside, or the other way round."""
    list = ["it installs a handler for %s, which does not come here: --signal %s has it come once, at any time" % (n, n) for n in unwanted]
    if rewrite.finalizers and not collects[0]:
        list.append("it has a finalizer, %s, and the collector of cyclic garbage runs only where it is called: --gc has it run at any time" % rewrite.finalizers[0])
    if stdin.was_read[0]:
        list.append("it reads from stdin, which is empty here: give it what it needs by its arguments or a file")
    list += ["--trace %s follows nothing: no Python file of this package was loaded, or not by the script" % package
             for package in sorted(shared.traced - shared.met)]
    list += ["--signal %s: it installs no handler for it, so it does not come" % signal.Signals(n).name
             for n in sorted(set(wanted) - ever)]
    return list


def restore():
    handlers.clear()
    armed.clear()
    due.clear()
    deaf[0], wakeup[0] = False, -1
