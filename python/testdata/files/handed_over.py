"""A thread leaves lines in a file, and another one reads them without waiting for that; fixed, it waits."""
import os
import sys
import tempfile
import threading

folder = tempfile.mkdtemp()
path = os.path.join(folder, "lines")
with open(path, "w"):
    pass


def writer():
    with open(path, "a") as f:
        f.write("line\n")


t = threading.Thread(target=writer)
t.start()
if sys.argv[1:] == ["fixed"]:
    t.join()
with open(path) as f:
    found = len(f.readlines())
t.join()
os.remove(path)
os.rmdir(folder)
assert found == 1, found
