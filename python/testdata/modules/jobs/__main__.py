"""Two threads add 1 and 2: with "lock" one after the other."""
import contextlib
import os
import sys
import threading

from . import first
from .store import Store

print(first, os.path.relpath(sys.argv[0]), sys.argv[1:], sys.path[0] == os.getcwd(), os.path.relpath(__file__))
print(__name__, __package__, __spec__.name, __loader__ is __spec__.loader, sys.modules["__main__"].first == first)
store = Store()
guard = threading.Lock() if "lock" in sys.argv else contextlib.ExitStack()


def work(n):
    with guard:
        store.add(n)


threads = [threading.Thread(target=work, args=(n,)) for n in (1, 2)]
for t in threads:
    t.start()
for t in threads:
    t.join()
assert store.total == 3, "the total is %d" % store.total
