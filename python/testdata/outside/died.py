"""A worker dies of an exception before it says that it is ready.  "fixed" has it say so first."""
import sys
import threading

ready = threading.Event()


def work():
    if "fixed" in sys.argv:
        ready.set()
        return
    raise ValueError("bad")


threading.Thread(target=work, name="worker").start()
ready.wait()
