"""Replaces the foundations, and imports afresh what stands on them."""
import _thread
import builtins
import sys
import types
import warnings

from . import cached, clock, environ, eventloops, files, followed, guards, locks, loopback, modulelocks, natives, openfiles, order, output, pipes, printed, processes, processwide, queues, randomness, script, selecting, semaphores, sockets, state, temporary, texts, threads, tracing, unread, warned, workers

STAND_ON_THEM = ("threading", "queue", "logging", "concurrent", "_threading_local", "tempfile", "asyncio")
# Locks that nobody holds across an operation: while one is free, to take it is no operation.  That loses no order which the
# program could see, because of what they guard:
# - _shutdown_locks_lock: for whom the exit waits, which locks.Registry keeps from depending on the order.
# - logging._lock: which loggers and handlers there are.  Who makes them from several threads at a time is not seen, as with
#   any variable; each handler has a lock of its own, which is an operation.
# And those of guards: which threads are listed, and, of executors, whether the interpreter is at its exit, and which threads have
# which queue; each executor has a lock of its own, which is an operation and is always taken first.
QUIET = (("threading", "_shutdown_locks_lock"), ("logging", "_lock"))


def install():
    for name in [n for n in sys.modules if n.split(".")[0] in STAND_ON_THEM]:
        del sys.modules[name]
    queue_module = types.ModuleType("_queue")
    sys.modules["_queue"] = queue_module
    locks.install(_thread, queue_module)
    modulelocks.install()
    threads.install(_thread)
    clock.install()
    import functools
    if hasattr(functools, "RLock"):
        functools.RLock = locks.RLock
    randomness.install()
    order.install()
    semaphores.install()
    cached.install()
    output.install()
    adapt()
    processes.install(script.exit_now, script.killed)
    tracing.install()
    pipes.install(builtins)
    files.install()
    openfiles.install()
    environ.install()
    processwide.install()
    sockets.install()
    loopback.install()
    selecting.install()
    eventloops.install(builtins)
    followed.install()
    warned.install(warnings)
    natives.install()


def adapt():
    """Imports the modules of the library, and changes in them what _thread does not reach."""
    import atexit
    import concurrent.futures._base as futures
    import concurrent.futures.thread
    import datetime
    import logging
    import queue
    import tempfile
    import threading
    tempfile._Random = temporary.Names
    atexit.register, atexit.unregister = state.register, state.unregister
    threads.adapt(threading)
    locks.adapt(threading)
    order.adapt(threading, futures)
    queues.install(queue, concurrent.futures.thread)
    unread.adapt(futures)
    printed.adapt(futures, logging)
    workers.adapt(concurrent.futures.thread)
    guards.adapt()
    clock.adapt(datetime, logging)
    texts.adapt(logging)
    threading.excepthook = output.thread_exception
    sys.unraisablehook = printed.unraisable
    for module, name in QUIET:
        lock = getattr(sys.modules[module], name, None)
        if lock is not None:
            (lock.lock if isinstance(lock, locks.RLock) else lock).cell.quiet = True
