"""Two threads read a line each from one open file: who reads moves the other one on. That the first one started gets the first line holds
in one of two orders. With the argument "fixed" it is enough that each line comes to one of them."""
import sys
import threading

fixed = sys.argv[1:] == ["fixed"]
lines = open(__file__)
first, second = open(__file__).readlines()[:2]
taken = {}


def read(name):
    taken[name] = lines.readline()


threads = [threading.Thread(target=read, args=(name,)) for name in "ab"]
for t in threads:
    t.start()
for t in threads:
    t.join()
print("a has the first line:", taken["a"] == first)
assert {taken["a"], taken["b"]} == {first, second} if fixed else taken["a"] == first
