"""What the calls of C code take: CPython's own say so, by the exceptions that they raise, whose texts differ by version."""
from . import real

free, full = real.allocate_lock(), real.SimpleQueue()


def wait_of(args, named):
    """What a lock's acquire was given: whether it blocks, and its timeout."""
    free.acquire(*args, **named)
    free.release()
    return args[0] if args else named.get("blocking", True), args[1] if len(args) > 1 else named.get("timeout", -1)


def check_get(block, timeout):
    """Refuses what SimpleQueue.get does."""
    full.put(None)
    try:
        full.get(block, timeout)
    finally:
        while not full.empty():
            full.get()


def check_start(function, args, kwargs):
    """Refuses what start_new_thread does, which nobody can ask without a start."""
    if not callable(function):
        raise TypeError("first arg must be callable")
    if not issubclass(type(args), tuple):
        raise TypeError("2nd arg must be a tuple")
    if not issubclass(type(kwargs), dict):
        raise TypeError("optional 3rd arg must be a dictionary")
