"""Two threads read a line each from one open file: who reads moves the other one on. That the first one started gets the first line holds
in one of two orders. With the argument "fixed" it is enough that each line comes to one of them."""
import sys
import threading

fixed = sys.argv[1:] == ["fixed"]
lines = open(__file__)
first, second = open(__file__).readlines()[:2]
taken = [], []  # nothing but the file is shared


def read(mine):
    mine.append(lines.readline())


threads = [threading.Thread(target=read, args=(mine,)) for mine in taken]
for t in threads:
    t.start()
for t in threads:
    t.join()
(a,), (b,) = taken
print("a has the first line:", a == first)
assert {a, b} == {first, second} if fixed else a == first
