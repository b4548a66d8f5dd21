"""Two readers find no cache, each makes one, and the second closes that of the first, which is in use. With the argument
"fixed" looking and making is one critical section."""
import sys
import threading


class Cache:
    closed = False

    def read(self):
        if self.closed:
            raise RuntimeError("the cache is closed")


class Shelf:
    def __init__(self):
        self.lock, self.caches = threading.RLock(), {}

    def put(self, name, cache):
        with self.lock:
            old = self.caches.get(name)
            self.caches[name] = cache
        if old is not None:
            old.closed = True

    def cache(self, name):
        if len(sys.argv) > 1:
            with self.lock:
                return self.caches.setdefault(name, Cache())
        with self.lock:
            cache = self.caches.get(name)
        if cache is None:
            cache = Cache()
            self.put(name, cache)
        return cache


shelf = Shelf()
readers = [threading.Thread(target=lambda: shelf.cache("a").read()) for _ in range(2)]
for r in readers:
    r.start()
for r in readers:
    r.join()
