"""Where the initializer of a pool fails in one worker, that one takes from the others what would end them.  With the argument "fixed"
it does not fail."""
import sys
import threading
from concurrent.futures import ThreadPoolExecutor


class Clients:
    def __init__(self, licences):
        self.free, self.lock = list(range(licences)), threading.Lock()

    def connect(self):
        with self.lock:
            self.free.pop()


clients = Clients(licences=2 if sys.argv[1:] else 1)
with ThreadPoolExecutor(max_workers=2, initializer=clients.connect) as pool:
    for n in range(2):
        pool.submit(abs, n)
