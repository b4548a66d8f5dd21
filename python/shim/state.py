"""What an execution leaves behind in the interpreter, and how it is undone before the next one."""
import builtins
import os
import sys
import warnings
from importlib.machinery import ExtensionFileLoader
from itertools import count

from . import cells, descriptors, eventloops, followed, guards, imports, locks, loopback, modulelocks, names, openfiles, output, patched, places, printed, processes, processwide, queues, randomness, real, shared, tables, threads, unread
from .core import S, STORE

exits = []  # what atexit.register was given
KEEPS = "multiprocessing"  # a package of the library that keeps what the program makes, and what the exit is to do with it


class Libraries:
    """The state of the modules of the library, as it was before the first execution."""

    def __init__(self):
        import concurrent.futures.thread as executors
        import logging
        import threading
        self.threading, self.logging, self.executors = threading, logging, executors
        self.atexits = list(getattr(threading, "_threading_atexits", []))
        self.level, self.disabled = logging.root.level, logging.root.manager.disable
        self.hook = threading.excepthook
        self.workers, self.numbers = Counter(0, "ThreadPoolExecutor._counter"), Counter(1, "threading._counter")

    def restore(self):
        self.restore_threads()
        for finalize in followed.finalizers():
            finalize._registry.clear()
            finalize._registered_with_atexit = finalize._dirty = finalize._shutdown = False
            finalize._index_iter = count()
        root = self.logging.root
        root.handlers[:] = []
        root.filters[:] = []
        root.level = self.level
        root.manager.loggerDict.clear()
        root.manager.disable = self.disabled
        root.manager._clear_cache()
        self.logging._handlers.clear()
        self.logging._handlerList[:] = []

    def restore_threads(self):
        """What there is of threads: in threading and of executors."""
        executors = self.executors
        executors._threads_queues.clear()
        executors._shutdown = False
        executors.ThreadPoolExecutor._counter = self.workers.begin()
        threading = self.threading
        for registry in ("_active", "_limbo", "_dangling"):
            getattr(threading, registry).clear()
        if hasattr(threading, "_shutdown_locks"):  # a fork makes threading forget the one that it had
            threading._shutdown_locks = locks.Registry()
        threading._counter = self.numbers.begin()
        if hasattr(threading, "_threading_atexits"):
            threading._threading_atexits[:] = self.atexits
            threading._SHUTTING_DOWN = False
        threading.excepthook = self.hook
        threading._profile_hook = threading._trace_hook = None
        threads.joinable.clear()
        threading._main_thread = threading._MainThread()


class Counter:
    """A counter of the library that gives what has no name its name: who comes first gets the lower number, which the log may show."""

    def __init__(self, first, name):
        self.first, self.name = first, name
        self.function = real.builtin(self.number)

    def begin(self):
        """The function that gives the numbers, from the first one on."""
        self.following = count(self.first).__next__
        return self.function

    def number(self):
        if S.running and S.several:
            shared.touch(shared.module_variable("", self.name), STORE, "count.next")  # at once, as in C
        return self.following()


class Process:
    """The state of the process."""

    def __init__(self):
        self.modules = set(sys.modules)
        self.environ = dict(os.environ)
        self.encoded = dict(os.environ._data)  # as the system has it: to compare that takes no decoding
        self.path, self.argv = list(sys.path), list(sys.argv)
        self.filters, self.hooks = list(warnings.filters), (sys.excepthook, sys.unraisablehook)
        self.builtins = dict(vars(builtins))
        self.standing = processwide.standing()

    def restore(self):
        if not self.modules.issuperset(sys.modules):
            for name in [n for n, m in sys.modules.items() if n not in self.modules and self.foreign(n, m)]:
                del sys.modules[name]
        if os.environ._data != self.encoded:
            for name in [n for n in os.environ if n not in self.environ]:
                del os.environ[name]
            for name, value in self.environ.items():
                if os.environ.get(name) != value:
                    os.environ[name] = value
        processwide.put_back(self.standing)
        sys.path[:], sys.argv[:] = self.path, self.argv
        warnings.filters[:] = self.filters
        warnings._filters_mutated()
        sys.excepthook, sys.unraisablehook = self.hooks
        now = vars(builtins)
        if now != self.builtins:
            for name in [n for n in now if n not in self.builtins]:  # clear would take what this loop calls
                del now[name]
            now.update(self.builtins)
        if "doctest" in sys.modules:
            sys.modules["doctest"].master = None  # to which testmod adds up

    def foreign(self, name, module):
        """Says whether the program made the module, or put it in under a name of its own, or whether it is one that keeps what it makes.  A
        package that --trace names is the program's, too, but for what of it is C code: that may not be loaded twice."""
        spec = getattr(module, "__spec__", None)
        if name.partition(".")[0] == KEEPS or spec is None or spec.name != name:
            return True
        return not isinstance(spec.loader, ExtensionFileLoader) and imports.is_program(name, str(getattr(module, "__file__", None) or "\0"))


def register(function, *args, **kwargs):
    exits.append((function, args, kwargs))
    return function


def unregister(function):
    exits[:] = [e for e in exits if e[0] != function]


def run_exits():
    """What the interpreter does last."""
    while exits:
        function, args, kwargs = exits.pop()
        try:
            function(*args, **kwargs)
        except BaseException as e:
            output.raised(e, "Exception ignored in atexit callback:\n")


class State:
    def __init__(self):
        self.libraries, self.process = Libraries(), Process()

    def restore(self, seed):
        exits.clear()
        patched.restore()
        forget(self.libraries)
        self.process.restore()
        self.libraries.restore()
        randomness.begin(seed)


def forget(libraries):
    """Forgets what simrun itself has noted of an execution."""
    processes.restore()
    loopback.restore()
    modulelocks.restore()
    descriptors.restore()
    openfiles.restore()
    eventloops.restore()
    names.reset()
    places.reset()
    queues.reset()
    tables.restore()
    unread.reset()
    printed.reset()
    guards.adapt()
    cells.restore()
