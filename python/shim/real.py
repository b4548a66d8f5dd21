"""The interpreter's own functions, kept before any of them is replaced."""
import _queue
import _thread
import os
import select
import sys
import time

allocate_lock = _thread.allocate_lock
Lock = _thread.lock if sys.version_info >= (3, 13) else allocate_lock  # what threading has as Lock
SimpleQueue = _queue.SimpleQueue
start_new_thread, get_ident = _thread.start_new_thread, _thread.get_ident
current_frames = sys._current_frames
sleep = time.sleep
perf_counter = time.perf_counter
fork, waitpid, kill, quit, urandom = os.fork, os.waitpid, os.kill, os._exit, os.urandom
getpid, getppid = os.getpid, os.getppid
read, write, close, pipe, dup, dup2, fstat = os.read, os.write, os.close, os.pipe, os.dup, os.dup2, os.fstat
poll, POLLIN, POLLOUT, POLLHUP, POLLERR = select.poll, select.POLLIN, select.POLLOUT, select.POLLHUP, select.POLLERR
stderr = sys.stderr
try:
    import ctypes
    libc = ctypes.CDLL(None) if sys.platform.startswith("linux") else None
except (ImportError, OSError):
    libc = None  # the pipes tell, as soon as a process asks
VERSION = sys.version_info[:2]
if libc is not None and VERSION < (3, 11):
    # The end of a thread is pthread_exit there (bpo-44434), which loads this library the first time.  A fork that is made while
    # a thread of the process loads it would have half of it, and end at the end of its own first thread.
    try:
        ctypes.CDLL("libgcc_s.so.1")
    except OSError:
        pass  # a C library that has no need of it


def end_with_parent():
    """Has the system end this process with the one that forked it, where the system can."""
    if libc is not None:
        libc.prctl(1, 9, 0, 0, 0)  # PR_SET_PDEATHSIG, SIGKILL


def builtin(function):
    """Makes of a function what a builtin one is: as an attribute of a class it becomes no method."""
    made = {"__call__": staticmethod(function), "__slots__": (), "__repr__": lambda _: "<built-in function %s>" % function.__name__,
            "__name__": function.__name__, "__doc__": function.__doc__, "__module__": function.__module__}
    return type("builtin_function_or_method", (), made)()


def replace(module, name, instead):
    """Puts something in the place of a function of a module, also where os says what its functions can do."""
    function = getattr(module, name)
    setattr(module, name, instead)
    for able in (os.supports_dir_fd, os.supports_fd, os.supports_follow_symlinks, os.supports_effective_ids):
        if function in able:
            able.add(instead)


def in_c(name):
    """Has a class pass for one of C code of that name, with its module.  Its objects cannot be copied or pickled, and so neither can what
    has one."""
    def named(cls):
        def __reduce_ex__(self, _):
            raise TypeError("cannot pickle %r object" % (name if type(self) is cls else type(self).__name__))
        cls.__module__, _, cls.__name__ = name.partition(".")
        cls.__qualname__, cls.__reduce_ex__ = cls.__name__, __reduce_ex__
        return cls
    return named


def ready(descriptor, events):
    """Which of the events a descriptor has now."""
    asked = poll()
    asked.register(descriptor, events)
    for _, found in asked.poll(0):
        return found
    return 0
