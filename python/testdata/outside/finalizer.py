"""A connection that is part of a cycle gives itself back to its pool when the collector finds it: under the lock of the pool,
which the thread that the collector interrupts may hold.  "fixed" has it leave a note, without a lock, and "disabled" switches the
collector off."""
import gc
import queue
import sys
import threading


if "disabled" in sys.argv:
    gc.disable()


class Pool:
    def __init__(self):
        self.lock, self.free, self.returned = threading.Lock(), [], queue.SimpleQueue()

    def take(self):
        with self.lock:
            while not self.returned.empty():
                self.free.append(self.returned.get())
            return self.free.pop() if self.free else Connection(self)

    def give_back(self, number):
        if "fixed" in sys.argv:
            self.returned.put(number)
            return
        with self.lock:
            self.free.append(number)


class Connection:
    def __init__(self, pool):
        self.pool, self.me = pool, self  # a cycle

    def __del__(self):
        self.pool.give_back(1)


pool = Pool()
pool.take()
pool.take()
