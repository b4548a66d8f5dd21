"""Two threads push jobs on a heap, which compares them by Python code. With the argument "fixed" a lock is held meanwhile."""
import heapq
import sys
import threading
from contextlib import nullcontext

guard = threading.Lock() if len(sys.argv) > 1 else nullcontext()


class Job:
    def __init__(self, level):
        self.level = level

    def __lt__(self, other):
        return self.level < other.level


heap = [Job(2)]


def push(job):
    with guard:
        heapq.heappush(heap, job)


threads = [threading.Thread(target=push, args=(Job(level),)) for level in (1, 0)]
for t in threads:
    t.start()
for t in threads:
    t.join()
levels = [heapq.heappop(heap).level for _ in range(3)]
assert levels == [0, 1, 2], levels
