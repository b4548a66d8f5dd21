"""A function that looks at the variable of a loop when it is called, and not when it is made; by the first argument that of the module, or
of a function.  With the argument "given" it gets the value."""
import sys
import threading

seen, threads = [], []


def run(work, *args):
    threads.append(threading.Thread(target=work, args=args))
    threads[-1].start()


def in_function():
    for i in range(2):
        run(seen.append if given else lambda: seen.append(i), *([i] if given else []))


given = "given" in sys.argv
if sys.argv[1] == "module":
    for i in range(2):
        run(seen.append if given else lambda: seen.append(i), *([i] if given else []))
else:
    in_function()
for t in threads:
    t.join()
assert sorted(seen) == [0, 1], seen
