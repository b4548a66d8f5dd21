# Two threads move a permit from free to used: under the lock, or ("careless") without it.
import sys
import threading


class Pool:
    def __init__(self):
        self.free, self.used = 2, 0
        self.lock = threading.Lock()

    def take(self):
        with self.lock:
            self.move()

    def move(self):
        self.free -= 1
        count()
        self.used += 1


def count():
    pass


pool = Pool()
work = pool.move if "careless" in sys.argv else pool.take
threads = [threading.Thread(target=work) for _ in range(2)]
for t in threads:
    t.start()
for t in threads:
    t.join()
if "loses" in sys.argv:
    with pool.lock:
        pool.free, pool.used = 1, 1
