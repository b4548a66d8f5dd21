"""Two planners take the first entry of a heap after they have looked that there is one. With the argument "fixed" both is done
under a lock."""
import contextlib
import heapq
import sys
import threading

agenda, lock = [(2, "lunch")], threading.Lock()
heapq.heappush(agenda, (1, "call"))


def plan():
    with lock if len(sys.argv) > 1 else contextlib.nullcontext():
        while agenda:
            at, what = remind(agenda[0])
            heapq.heappop(agenda)


def remind(entry):
    return entry


planners = [threading.Thread(target=plan) for _ in range(2)]
for p in planners:
    p.start()
for p in planners:
    p.join()
