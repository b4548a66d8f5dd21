"""A daemon writes two lines that belong together, under a lock, and the exit ends it between them. With the argument "condition"
the lock is that of a condition; with "fixed" the script waits for the daemon, and another one waits in a queue, which it may."""
import queue
import sys
import threading

lock = threading.Condition() if "condition" in sys.argv else threading.Lock()
jobs = queue.Queue()


def flush():
    with lock:
        print("begin")
        print("end")


writer = threading.Thread(target=flush, daemon=True, name="flusher")
writer.start()
if "fixed" in sys.argv:
    threading.Thread(target=jobs.get, daemon=True).start()
    writer.join()
