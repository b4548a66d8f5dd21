"""Two daemons move between two accounts, each with the locks of both, in either order: they wait for each other for ever, and the
script ends all the same. With the argument "methods" they take the locks without a with statement; with "fixed" in one order."""
import sys
import threading

a, b = threading.Lock(), threading.RLock()


def move(first, second):
    if "methods" in sys.argv:
        first.acquire()
        second.acquire()
        second.release()
        first.release()
    else:
        with first:
            with second:
                pass


movers = [threading.Thread(target=move, args=locks, daemon=True) for locks in ((a, b), (a, b) if "fixed" in sys.argv else (b, a))]
for mover in movers:
    mover.start()
if "fixed" in sys.argv:
    for mover in movers:
        mover.join()
