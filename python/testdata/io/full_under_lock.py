"""submit writes to a pipe of limited size while it holds the lock that the manager needs to empty it.  "fixed" has it write only
if nothing is announced yet.  Shape of python/cpython #105829."""
import fcntl
import os
import sys
import threading

r, w = os.pipe()
fcntl.fcntl(w, 1031, 4096)  # F_SETPIPE_SZ
ROOM = 4000  # a message that fills nearly all of it
lock = threading.Lock()
work, announced = [], False


def submit(n):
    global announced
    with lock:
        work.append(n)
        if "fixed" not in sys.argv or not announced:
            announced = True
            os.write(w, bytes(ROOM))


def manager(total):
    global announced
    done = 0
    while done < total:
        os.read(r, ROOM)
        with lock:
            announced = False
            done += len(work)
            work.clear()


TOTAL = 3
thread = threading.Thread(target=manager, args=(TOTAL,), name="manager")
thread.start()
for n in range(TOTAL):
    submit(n)
thread.join()
