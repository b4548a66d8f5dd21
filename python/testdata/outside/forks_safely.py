"""The main thread forks while a worker logs, whose lock CPython makes anew in the child; or while it holds a lock of which the
program itself takes care."""
import logging
import os
import sys
import threading

logging.basicConfig(level=logging.INFO)
lock = threading.Lock()
if "before" in sys.argv:
    os.register_at_fork(before=lock.acquire, after_in_parent=lock.release)
if "anew" in sys.argv:
    os.register_at_fork(after_in_child=lock._at_fork_reinit if hasattr(lock, "_at_fork_reinit") else print)


def work():
    if "logs" in sys.argv:
        logging.info("working")
    else:
        with lock:
            print("working")


worker = threading.Thread(target=work, name="worker")
worker.start()
if os.fork() == 0:
    os._exit(0)
worker.join()
