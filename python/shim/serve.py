"""The process: it warms itself up with one execution of the script, and then forks the workers, one after the other."""
import gc
import os
import select
import signal
import sys
import warnings
from array import array

from . import install, names, pipe, real, script
from .core import S, DONE

ANYTIME, ONCE = 1, 2        # flags of a request
MOST_LEFT = 100             # threads left behind before a worker is replaced
AGAIN, FRESH = 0, 1         # what a worker says after an execution: it goes on, or another one takes its place
REPLACED = 77               # the exit code of such a worker


def main(args):
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    install.install()
    if gc.isenabled():
        gc.disable()
    warm = S.driver = pipe.CarryOn()
    warm.refused = ""
    try:
        program = script.Script(args[0], args[1:])
    except SyntaxError as e:
        return tell("%s:%s: %s: %s" % (args[0], e.lineno or 1, type(e).__name__, e.msg))
    except Exception as e:
        return tell("%s: %s: %s" % (args[0], type(e).__name__, e))
    S.place = names.place
    program.execute(0)
    if warm.refused:
        return tell("%s: %s" % (args[0], warm.refused))
    gc.collect()
    if hasattr(gc, "freeze"):
        gc.freeze()
    tell("")
    warnings.simplefilter("ignore", DeprecationWarning)  # a fork beside threads that are left behind: they are parked
    while fork(program):
        pass


def tell(trouble):
    """The first thing that simrun hears: the files of the program, and what is wrong."""
    files = {f for f, own in names.own_files.items() if own and os.path.isfile(f)}
    files.update(f for f in (str(getattr(m, "__file__", None)) for m in list(sys.modules.values())) if names.owns(f))
    data = ("\n".join(sorted(os.path.relpath(f, names.folder) for f in files)) + "\0" + trouble).encode("utf-8", "replace")
    real.write(pipe.ANSWER, array("q", [len(data)]).tobytes() + data)
    if trouble:
        real.quit(1)


def fork(program):
    """Forks a worker and waits for its end; returns whether another one is to take its place.  If simrun ends, so does
    the worker."""
    alive, held = os.pipe()
    parent = os.getpid()
    pid = real.fork()
    if pid == 0:
        os.close(alive)
        end_with_parent()
        if os.getppid() != parent:  # it ended before that could work
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


def end_with_parent():
    """Has the system end the worker with the process that forked it, where the system can."""
    if not sys.platform.startswith("linux"):
        return
    try:
        import ctypes
        ctypes.CDLL(None).prctl(1, int(signal.SIGKILL), 0, 0, 0)  # PR_SET_PDEATHSIG
    except (ImportError, OSError, AttributeError):
        pass  # the pipes tell, as soon as the worker asks


def work(program):
    """The life of a worker: executions, until simrun wants no more."""
    driver = S.driver = pipe.Pipe()
    names.places.clear()
    executions = 0
    while True:
        request = driver.begin()
        if request is None:
            return
        flags, seed, S.cost = request
        S.switching = flags >> 8
        S.buffer.clear()
        S.anytime = bool(flags & ANYTIME)
        program.execute(seed)
        executions += 1
        fresh = flags & ONCE or S.left > MOST_LEFT
        S.buffer += (DONE, FRESH if fresh else AGAIN, 0, 0)
        driver.send()
        if fresh:
            real.quit(REPLACED)
        if executions % 64 == 0:
            gc.collect()
