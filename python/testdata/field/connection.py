"""A cached property is computed once for each thread that finds no value, from CPython 3.12 on; before, a lock was around it."""
import functools
import sys
import threading


class Service:
    connected = 0

    def __init__(self):
        self.lock = threading.Lock()

    @functools.cached_property
    def client(self):
        Service.connected += 1
        return self.connect()

    def connect(self):
        return object()

    @property
    def safe(self):
        with self.lock:
            return self.client


def use():
    service.safe if "fixed" in sys.argv else service.client


service = Service()
threads = [threading.Thread(target=use) for _ in range(2)]
for t in threads:
    t.start()
for t in threads:
    t.join()
assert Service.connected == 1, "connected %d times" % Service.connected
