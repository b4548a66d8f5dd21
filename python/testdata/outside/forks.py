"""The main thread forks while a worker may hold a lock, of which the child then has a copy that nobody releases.  "fixed" has it
fork when the worker has ended."""
import os
import sys
import threading
import time

lock = threading.Lock()


def work():
    with lock:
        print("working")


worker = threading.Thread(target=work, name="worker")
worker.start()
if "fixed" in sys.argv:
    worker.join()
    helper = threading.Thread(target=time.sleep, args=(1,), daemon=True)
    helper.start()
if os.fork() == 0:
    with lock:
        os._exit(0)
worker.join()
