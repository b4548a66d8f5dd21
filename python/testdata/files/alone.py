"""Only the main thread touches files, before the others are there and when they have ended, and those read one that nobody writes."""
import os
import tempfile
import threading

fd, path = tempfile.mkstemp()
os.write(fd, b"1 2")
os.close(fd)
with open(path) as f:
    numbers = f.read().split()
os.remove(path)
total = 0
lock = threading.Lock()


def add(n):
    global total
    with open(os.devnull, "w") as nothing, open(__file__) as source:
        nothing.write(source.readline())
    with lock:
        total += n


threads = [threading.Thread(target=add, args=(int(n),)) for n in numbers]
for t in threads:
    t.start()
for t in threads:
    t.join()
fd, path = tempfile.mkstemp()
with os.fdopen(fd, "w") as f:
    f.write(str(total))
os.remove(path)
assert total == 3
