"""The process: it warms itself up with one execution of the script, and then forks the workers, one after the other.

Where that execution leaves something behind that is not undone simrun starts it cold: then each execution is a fork of
a process that has executed nothing.
"""
import faulthandler
import gc
import os
import select
import signal
import sys
import warnings
from array import array

from . import arrivals, greenlets, imports, install, names, pipe, places, preload, real, repeat, rewrite, script, shared, suite, wander, written
from .core import S, BYTECODE, CALL, DONE

set_signal = signal.signal  # before it is replaced
ANYTIME, ONCE, WITH_POLLS = 1, 2, 8  # flags of a request; pipe.LEADS is another one
AGAIN, FRESH = 0, 1         # what a worker says after an execution: it goes on, or another one takes its place
REPLACED = 77               # the exit code of such a worker
WARM = "warm"               # how a process is started that executes the script in preparation
GREENLETS = "greenlets"     # the threads of the script are to be such


def main(args):
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    how, turns, traced, outside, check, path, module, folder, test = args[:9]
    hands = None
    if turns == GREENLETS:
        try:
            hands = greenlets.Greenlets()
        except greenlets.Missing as e:
            return tell(str(e))
        greenlets.install()
    install.install()
    report_stacks()
    if gc.isenabled():
        gc.disable()
    arrivals.follow_collector()
    arrivals.want(outside)
    shared.traced.update(t for t in traced.split(",") if t)
    try:
        program = suite.Test(path, test, args[9:]) if test else script.Script(path, module, folder, args[9:], check)
    except suite.Trouble as e:
        return tell(str(e))
    except SyntaxError as e:
        return tell("%s:%s: %s: %s" % (check if check and e.filename == os.path.abspath(check) else path, e.lineno or 1, type(e).__name__, e.msg))
    except Exception as e:
        return tell("%s: %s: %s" % (path, type(e).__name__, e))
    S.place = places.place
    first = repeat.watch(program) if how == WARM else None
    if first and first.refused:
        return tell("%s: %s" % (path, first.refused))
    gc.collect()
    if hasattr(gc, "freeze"):
        gc.freeze()
    warnings.simplefilter("ignore", DeprecationWarning)  # a fork beside threads that are left behind: they are parked
    if test:
        differs = repeat.check_test(program)
    else:
        if not first:
            preload.prepare(program)
        differs = repeat.check(program, first) if first else repeat.check_forks(program)
    unfit = greenlets.suit(hands, program, first, not differs) if hands else ""
    beside = not first or len(S.tasks) > 1  # a test that is searched has threads
    tell("", differs, wander.learn(program), unfit, imports.untraced() if beside else ())
    if hasattr(faulthandler, "unregister"):  # from here on it is for the workers alone to write
        faulthandler.unregister(signal.SIGUSR1)
        set_signal(signal.SIGUSR1, signal.SIG_IGN)
        set_signal(signal.SIGUSR2, signal.SIG_IGN)
    while fork(program):
        pass


def report_stacks():
    """Has the process, and all that it forks, write to stderr where its threads stand when simrun asks for it, also if
    they are in C code, and when it crashes; and, as soon as it gets the GIL, which thread of the program runs."""
    faulthandler.enable(2, all_threads=False)
    if hasattr(faulthandler, "register"):
        faulthandler.register(signal.SIGUSR1, 2, all_threads=True)
        set_signal(signal.SIGUSR2, report_thread)


def report_thread(*_):
    """The handler runs in the process's own main thread, which waits for the end of the execution."""
    if S.running:
        real.write(2, ("simrun: the thread %s\n" % S.current.name).encode("utf-8", "replace"))


def tell(trouble, differs="", learned="", unfit="", untraced=()):
    """The first thing that simrun hears: the files of the program, what is wrong, in what its executions differ, what its threads
    share, what it has that only what comes from outside would run, why its threads are no greenlets, where it makes weak references, and in
    which packages it would take --trace to see accesses, and a file that they change."""
    files = {f for f, kind in names.whose.items() if kind == names.OWN and os.path.isfile(f)}
    files.update(f for f in (str(getattr(m, "__file__", None)) for m in list(sys.modules.values())) if names.owns(f))
    said = ["\n".join(sorted(os.path.relpath(f, names.home) for f in files)), trouble, differs, learned, "\n".join(arrivals.notes()), unfit, rewrite.weak[0] if rewrite.weak else "", ",".join(untraced), "".join(written.found[:1])]
    data = "\0".join(said).encode("utf-8", "replace")
    real.write(pipe.ANSWER, array("q", [len(data)]).tobytes() + data)
    if trouble:
        real.quit(1)


def fork(program):
    """Forks a worker and waits for its end; returns whether another one is to take its place.  If simrun ends, so does
    the worker."""
    alive, held = os.pipe()
    parent = real.getpid()
    pid = real.fork()
    if pid == 0:
        os.close(alive)
        real.end_with_parent()
        report_stacks()
        if real.getppid() != parent:  # it ended before that could work
            real.quit(0)
        work(program)
        real.quit(0)
    os.close(held)
    poll = select.poll()
    poll.register(pipe.LIFE, select.POLLIN | select.POLLHUP)
    poll.register(alive, select.POLLIN | select.POLLHUP)
    gone = [fd for fd, _ in poll.poll()]
    if pipe.LIFE in gone:
        real.kill(pid, signal.SIGKILL)
    os.close(alive)
    _, status = real.waitpid(pid, 0)
    if status != REPLACED << 8 and status != 0 and pipe.LIFE not in gone:
        real.write(2, ("the worker ended with status %#x\n" % status).encode())
    return status == REPLACED << 8 and pipe.LIFE not in gone


def work(program):
    """The life of a worker: executions, until simrun wants no more."""
    driver = S.driver = pipe.Pipe()
    executions = 0
    if hasattr(gc, "freeze"):
        gc.freeze()  # what was made to see whether the program repeats
    while True:
        request = driver.begin()
        if request is None:
            return
        flags, seed, S.cost, program.shared = request
        S.buffer.clear()
        if flags & ONCE and executions:  # simrun wants a fork that has executed nothing: it asks the next one
            give_way(driver)
        S.switching = flags >> 8
        S.entered = CALL if flags & WITH_POLLS else BYTECODE
        S.anytime = bool(flags & ANYTIME)
        program.execute(seed)
        executions += 1
        if flags & ONCE or S.left > program.most_left or arrivals.within[0]:
            give_way(driver)
        S.buffer += (DONE, AGAIN, 0, 0)
        driver.send()
        if executions % 64 == 0:
            gc.collect()


def give_way(driver):
    """Ends the worker; another one takes its place."""
    S.buffer += (DONE, FRESH, 0, 0)
    driver.send()
    real.quit(REPLACED)
