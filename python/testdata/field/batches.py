"""Two readers take lines from one generator, in which one of them may still be at work. With the argument "fixed" each takes
them under a lock."""
import sys
import threading

lock = threading.Lock()


def lines():
    for number in range(2):
        yield parse(number)


def parse(number):
    return str(number)


class Locked:
    def __init__(self, it):
        self.it = it

    def __iter__(self):
        return self

    def __next__(self):
        with lock:
            return next(self.it)


source, seen = lines(), []
if len(sys.argv) > 1:
    source = Locked(source)


def read():
    for line in source:
        seen.append(line)


readers = [threading.Thread(target=read) for _ in range(2)]
for r in readers:
    r.start()
for r in readers:
    r.join()
assert sorted(seen) == ["0", "1"]
