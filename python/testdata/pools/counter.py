"""Two tasks of a ThreadPool count: with "lock" one after the other."""
import contextlib
import sys
import threading
from multiprocessing.pool import ThreadPool


class Counter:
    n = 0


counter = Counter()
guard = threading.Lock() if "lock" in sys.argv else contextlib.ExitStack()


def count(i):
    with guard:
        n = counter.n
        print("task", i)
        counter.n = n + 1  # what the other task has counted meanwhile is lost


with ThreadPool(2) as pool:
    pool.map(count, range(2))
assert counter.n == 2, "%d are counted" % counter.n
