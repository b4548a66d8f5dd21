"""Threads as greenlets: they hand over by a change of stacks within one thread of the system, which needs neither a lock nor
the GIL.  What a program does is the same as with threads of the system.

Of what CPython keeps for each thread, a greenlet has the frames, the exception that is being handled, the context of
contextvars and the depth of recursion.  Identities and threading.local are simrun's own anyhow (see threads, local).  What
else the library's modules keep is put aside here as long as another thread has its turn: which containers are being
printed, errno of ctypes, and what asyncio has set.  What cannot be put aside ends the execution, with the reason: tracing,
collections of garbage, and C code that asks the system which thread it is in.
"""
import os
import sys

from . import arrivals, processes, real, repeat
from .core import S
from .handover import closed

REMEDY = ": leave out --greenlets"
# Modules of the library in C that ask the system for the thread.  Those of others may.
TELL_APART = {"_sqlite3", "_tkinter"} | ({"_lsprof"} if real.VERSION < (3, 12) else set())
DEEPER = 2 if real.VERSION < (3, 12) else 1  # by how much the stack of a greenlet counts as deeper than that of a thread
REPRS, ERRNO = "Py_Repr", "ctypes.error_object"  # keys of the thread's own dictionary
foreign = []  # modules in C that the program has loaded and that may ask
hooks = [False]  # somebody has set hooks of coroutines, as asyncio does


class Missing(Exception):
    """The package is not there, or too old."""


def find():
    """The class of greenlets.  The package does not stay among the modules, where the program would find it."""
    known, first = set(sys.modules), sys.path[:1]
    del sys.path[:1]  # the folder that the process was started in
    try:
        import ctypes
        import greenlet
    except ImportError as e:
        raise Missing("--greenlets needs the package %s, which %s does not have: install it by \"%s -m pip install %s\"" % (
            e.name or "greenlet", sys.executable, sys.executable, e.name or "greenlet"))
    finally:
        sys.path[:0] = first
    if not getattr(greenlet, "GREENLET_USE_CONTEXT_VARS", False):
        raise Missing("--greenlets needs greenlet 1.0 or later, and %s has %s: install it by \"%s -m pip install -U greenlet\"" % (
            sys.executable, greenlet.__version__, sys.executable))
    for name in set(sys.modules) - known:
        if name.partition(".")[0] == "greenlet":
            del sys.modules[name]
    return greenlet.greenlet, greenlet.getcurrent, ctypes


class Greenlets:
    """All of them belong to one thread of the system, which each process has of its own."""

    def __init__(self):
        self.make, self.current, ctypes = find()
        self.dictionary = ctypes.pythonapi.PyThreadState_GetDict
        self.dictionary.restype, self.dictionary.argtypes = ctypes.py_object, ()
        self.process = None
        self.kept = []  # the threads of executions that have left some behind: nothing of these is ever finalized

    def execute(self, main, life):
        if self.process != real.getpid():
            self.process, self.turn, self.over = real.getpid(), closed(), closed()
            real.start_new_thread(self.hub, (self.turn, self.over))
        self.first = main, life
        before = S.left
        self.turn.release()
        self.over.acquire()
        if S.left > before:
            self.kept.append(S.tasks)

    def hub(self, turn, over):
        """Runs executions.  Threads begin from here, where the stack is low, and come back when they end."""
        self.root, self.own = self.current(), self.dictionary()
        self.reprs = self.own.setdefault(REPRS, [])
        while True:
            turn.acquire()
            task, life = self.first
            task.baton, self.first, life = self.make(life), None, None
            while task is not None:
                given = ()
                if not task.baton:  # it begins
                    given, task.aside = task.aside or (), None
                task = task.baton.switch(*given)
            over.release()

    def start(self, task, life, body):
        task.baton, task.aside = self.make(life, self.root), (task, body)

    def begin(self, task):
        pass

    def switch(self, me, task):
        if arrivals.within[0]:
            refuse("a finalizer that the collector of garbage runs waits for another thread, which greenlets cannot do there")
        if self.reprs or hooks[0] or ERRNO in self.own:
            me.aside = self.put_aside()
        baton = task.baton
        if baton:
            baton.switch()
        else:
            self.root.switch(task)
        if me.aside is not None:
            self.take_back(me)

    def end(self, task):
        self.put_aside()
        return task

    def leave(self):
        if arrivals.within[0]:  # what it collects is noted on its stack, which must stay where it is
            self.process = None
            self.over.release()
            closed().acquire()
        self.put_aside()
        self.root.switch(None)

    def frame(self, task):
        return task.baton.gr_frame

    def put_aside(self):
        """What the running thread has set in the thread of the system, which then has nothing of that."""
        reprs = self.reprs[:]
        self.reprs.clear()
        errno, loop, asyncgen, depth = self.own.pop(ERRNO, None), None, None, 0
        if hooks[0]:
            asyncgen, depth = sys.get_asyncgen_hooks(), sys.get_coroutine_origin_tracking_depth()
            set_asyncgen_hooks(None, None)
            set_depth(0)
            asyncio = sys.modules.get("_asyncio")
            loop = asyncio and asyncio._get_running_loop()
            if loop is not None:
                asyncio._set_running_loop(None)
        return reprs, errno, loop, asyncgen, depth

    def take_back(self, me):
        (reprs, errno, loop, asyncgen, depth), me.aside = me.aside, None
        self.reprs[:] = reprs
        if errno is not None:
            self.own[ERRNO] = errno
        if asyncgen is not None:
            set_asyncgen_hooks(*asyncgen)
            set_depth(depth)
        if loop is not None:
            sys.modules["_asyncio"]._set_running_loop(loop)


def refuse(what):
    """Ends the search: it is something that only threads of the system can do."""
    processes.refuse(what + REMEDY)()


def suit(hands, program, first, repeats):
    """Has the threads of the program be greenlets, or says why not: something that it does needs threads of the system, or in
    a fork an execution with greenlets differs from one with those, which is the first if the process has executed it.
    Where the program does not repeat they are not compared."""
    if foreign:
        return because(foreign[0])
    threads, one = S.hands, (first.records, first.texts) if first else repeat.in_fork(program, 1)[0]
    use(hands)
    other = repeat.in_fork(program, 1)[0]
    why = ""
    if isinstance(other, str):
        why = "with greenlets it ended the interpreter, " + other if other != one else ""
    elif repeat.refusal(other).endswith(REMEDY):
        why = repeat.refusal(other)[:-len(REMEDY)]
    elif repeats and not isinstance(one, str):
        why = repeat.difference(one, other, "with greenlets it %s, and with threads of the system it %s")
    if why:
        use(threads)
    return why


# -- what is put in place of functions of CPython, which do as before where threads are those of the system

set_asyncgen_hooks, set_depth = sys.set_asyncgen_hooks, sys.set_coroutine_origin_tracking_depth


def on():
    """Says whether the program runs, and its threads are greenlets."""
    return S.running and type(S.hands) is Greenlets


def noted(function):
    def set(*args, **kwargs):
        hooks[0] = True
        return function(*args, **kwargs)
    set.__name__ = function.__name__
    return real.builtin(set)


def refusing(function):
    name = "sys." + function.__name__

    def call(*args):
        if on() and args[:1] != (None,):
            refuse("it calls %s, which cannot tell greenlets apart" % name)
        return function(*args)
    call.__name__ = function.__name__
    return real.builtin(call)


def loading(function):
    def create(spec, *args):
        asks = spec.name in TELL_APART or not of_library(spec)
        if asks and spec.name not in foreign:
            foreign.append(spec.name)
        if asks and on():
            refuse(because(spec.name))
        return function(spec, *args)
    return create


def because(name):
    return "it imports %s, C code that may ask the system which thread it is in" % name


def of_library(spec):
    origin, library = str(spec.origin), os.path.dirname(os.__file__)
    return origin in ("None", "built-in") or origin.startswith(library + os.sep) and not any(p in origin for p in ("site-packages", "dist-packages"))


get_limit, set_limit = sys.getrecursionlimit, sys.setrecursionlimit
deeper = [0]  # by how much the limit of recursion is above that which the program knows


def getrecursionlimit():
    return get_limit() - deeper[0]


def setrecursionlimit(limit):
    set_limit(limit + deeper[0] if isinstance(limit, int) and limit > 0 else limit)


def use(hands):
    """Has the threads of the program hand over so from now on."""
    S.hands = hands
    limit = getrecursionlimit()
    deeper[0] = DEEPER if type(hands) is Greenlets else 0
    setrecursionlimit(limit)


def install():
    import _imp
    _imp.create_dynamic, _imp.create_builtin = loading(_imp.create_dynamic), loading(_imp.create_builtin)
    sys.getrecursionlimit, sys.setrecursionlimit = real.builtin(getrecursionlimit), real.builtin(setrecursionlimit)
    sys.set_asyncgen_hooks, sys.set_coroutine_origin_tracking_depth = noted(set_asyncgen_hooks), noted(set_depth)
    for name in ("settrace", "setprofile", "_settraceallthreads", "_setprofileallthreads", "_current_exceptions"):
        if hasattr(sys, name):
            setattr(sys, name, refusing(getattr(sys, name)))
