"""The locks of multiprocessing, used by threads: two orders of their lines."""
import multiprocessing
import threading
import time

lock, again = multiprocessing.Lock(), multiprocessing.RLock()
bounded, free = multiprocessing.BoundedSemaphore(2), multiprocessing.Semaphore(1)
counter = [0]


def count(i):
    with lock:
        n = counter[0]
        print("thread", i)
        counter[0] = n + 1


threads = [threading.Thread(target=count, args=(i,)) for i in range(2)]
for t in threads:
    t.start()
for t in threads:
    t.join()
assert counter == [2]
with again, again:
    print(again.acquire(timeout=1), free.acquire(), free.acquire(False), free.acquire(timeout=0.1))
    again.release()
for wrong in (lock, again, bounded):
    try:
        wrong.release()
    except (AssertionError, ValueError) as e:
        print(type(e).__name__, e)
print(bounded.acquire(False), bounded.acquire(timeout=0), bounded.acquire(timeout=1))

changed, told = multiprocessing.Condition(), multiprocessing.Event()


def waits():
    with changed:
        ready.release()
        changed.wait()
    told.wait()
    print("woken")


ready = threading.Lock()
ready.acquire()
waiter = threading.Thread(target=waits)
waiter.start()
ready.acquire()
with changed:
    changed.notify_all()
told.set()
waiter.join()
