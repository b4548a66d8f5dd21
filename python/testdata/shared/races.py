"""Two accesses that nothing puts in an order, and those that something does; the argument says which."""
import functools
import random
import sys
import threading
import time
import warnings

how = sys.argv[1]
lock, done, items = threading.Lock(), threading.Event(), []
value = 0


@functools.lru_cache(maxsize=1)
def kept(n):
    return n


def of_the_library():
    """What looks like a variable to a search, and has a lock of its own: the library's, or one in C."""
    time.monotonic()
    kept(1)
    warnings.warn("once")
    random.random()


def work():
    global value
    if how == "locked":
        with lock:
            value = 1
    elif how == "appends":
        items.append(1)
    elif how == "library":
        of_the_library()
    else:
        value = 1
    done.set()


random.seed(1)
t = threading.Thread(target=work, name="worker")
t.start()
if how == "joined":
    t.join()
if how == "told":
    done.wait()
if how == "locked":
    with lock:
        seen = value
elif how == "appends":
    items.append(2)
elif how == "library":
    of_the_library()
else:
    seen = value
t.join()
