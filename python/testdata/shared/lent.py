"""Attributes that a script gives to objects of the library, by the first argument.  With the argument "locked" nobody comes between."""
import queue
import sys
import threading
from concurrent.futures import Future, ThreadPoolExecutor

worker, jobs, changed, pool = threading.Thread(), queue.Queue(), threading.Condition(), ThreadPoolExecutor()
futures = [Future()]
for o in (worker, jobs, changed, pool, futures[0]):
    o.count = 0


def count(o):
    before = o.count
    abs(before)
    o.count = before + 1


def by_name(o):
    setattr(o, "count", abs(getattr(o, "count")) + 1)


kind = sys.argv[1]
of = {"thread": worker, "queue": jobs, "condition": changed, "future": futures[0], "computed": worker, "executor": pool}[kind]
one = other = lambda: (by_name if kind == "computed" else count)(of)
holds = lambda: of.count == 2

lock = threading.Lock()


def guarded(work):
    with lock:
        work()


threads = [threading.Thread(target=guarded, args=(w,)) if "locked" in sys.argv else threading.Thread(target=w) for w in (one, other)]
for t in threads:
    t.start()
for t in threads:
    t.join()
assert holds()
