"""A thread writes to a file that was opened before, and the main thread reads it without waiting for that; fixed, it waits."""
import os
import sys
import tempfile
import threading

fd, path = tempfile.mkstemp()
out = os.fdopen(fd, "w")


def writer():
    out.write("line\n")
    out.close()


t = threading.Thread(target=writer)
t.start()
if sys.argv[1:] == ["fixed"]:
    t.join()
with open(path) as f:
    found = len(f.readlines())
t.join()
os.remove(path)
assert found == 1, found
