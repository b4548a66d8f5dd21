"""The program: one test of pytest's, executed again and again.

pytest loads the file with the test, and sets up the fixtures that it has of a wider scope than its own, before the first
execution; each execution finds them so.  An execution is what pytest makes of the test: its own fixtures are set up, it
runs, and they are torn down.  If it fails, the exception is the execution's.

The executions are those of forks of a process that has executed nothing.  One that leaves a thread behind is the last of its
fork, because the test was not torn down then.
"""
import builtins
import copy
import os
import sys

from . import arrivals, belongings, cells, collect, core, hooks, imports, names, objects, order, output, printed, randomness, rewrite, shared, state, unread
from .collect import Trouble
from .core import S, EXIT
from .program import Program

__all__ = ["Test", "Trouble"]


class Test(Program):
    most_left = 0  # threads that an execution may have left behind when another one follows in the same process

    def __init__(self, path, test, args):
        names.home = os.path.join(os.path.dirname(os.path.abspath(path)), "")
        hooks.install(builtins, rewrite.HOOK)
        imports.install()
        randomness.begin(0)
        sys.argv[:] = ["pytest"] + args
        sys.path[:1] = []  # the folder that python -c puts there
        self.libraries = state.Libraries()
        S.current = core.Task(0, 2)  # what it makes is told apart from what an execution makes
        S.making = True
        found = collect.Collected(path, test, args, self)
        S.making = False
        self.item, self.waits = found.item, not found.wider
        self.scratch = found.scratch
        self.kept = set(os.listdir(self.scratch)) if self.scratch else set()
        cells.keep()
        objects.keep()
        shared.keep()
        order.keep()
        self.belongings = belongings.Belongings(found.values())
        self.process = state.Process()

    def restore(self, seed):
        """Undoes what executions before have done."""
        state.forget(self.libraries)
        self.process.restore()
        self.libraries.restore_threads()
        self.belongings.restore()
        randomness.begin(seed)
        if self.scratch:
            collect.empty(self.scratch, self.kept)

    def body(self):
        """What the main thread runs.  The threads that the test has left are waited for, as at the end of pytest, unless a
        fixture may be there to end them that is torn down later."""
        import threading
        from _pytest import runner
        try:
            arrivals.begin()
            runner.runtestprotocol(self.item, log=False, nextitem=copy.copy(self.item))
        except BaseException as e:
            self.failed(e)
        if self.waits:
            threading._shutdown()
        unread.report()
        printed.report()
        S.point(EXIT, S.exit_code)

    def failed(self, exception):
        """Tells simrun that the test has failed, with the lines that are the program's."""
        trace = exception.__traceback__
        while trace is not None and not names.owns(trace.tb_frame.f_code.co_filename):
            trace = trace.tb_next
        output.raised(exception.with_traceback(trace or exception.__traceback__))

    def begins(self, item):
        """The object whose method the test is, is made by pytest: it has to have a name."""
        owner = getattr(item, "instance", None)
        if owner is not None and S.running and shared.kinds[type(owner)] == shared.INSTANCE:
            shared.known[id(owner)] = shared.Thing(owner, S.new_key(), type(owner).__qualname__)
