"""Two threads want the lock of a file and do not wait for it: one may find it taken, which is freed when the other closes its file."""
import fcntl
import os
import sys
import tempfile
import threading

fd, path = tempfile.mkstemp()
os.close(fd)
refused = []


def work():
    mine = open(path) if sys.argv[1] == "object" else os.open(path, os.O_RDONLY)
    try:
        fcntl.flock(mine, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        refused.append(threading.current_thread().name)
    if sys.argv[1] == "object":
        mine.close()
    else:
        os.close(mine)


threads = [threading.Thread(target=work) for _ in range(2)]
for t in threads:
    t.start()
    if sys.argv[2:] == ["fixed"]:
        t.join()
for t in threads:
    t.join()
os.remove(path)
assert not refused
