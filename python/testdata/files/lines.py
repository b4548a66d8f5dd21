"""Two threads take the lines of one open file in turns, and each has what it got written down in the order of the file: who has taken a line
may be overtaken. With the argument "fixed" to take one and to write it down is one."""
import sys
import threading

fixed = sys.argv[1:] == ["fixed"]
lines = open(__file__)
lock = threading.Lock()
taken = []


def worker():
    if fixed:
        with lock:
            taken.append(lines.readline())
    else:
        line = lines.readline()
        taken.append(line)


threads = [threading.Thread(target=worker) for _ in range(2)]
for t in threads:
    t.start()
for t in threads:
    t.join()
assert taken[0].startswith('"""'), taken
