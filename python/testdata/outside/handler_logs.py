"""A handler writes to the log, which takes the lock that the main thread may hold just then.  "fixed" has it set a flag."""
import signal
import sys
import threading

lock = threading.Lock()
stopped = []


def note(text):
    with lock:
        print(text)


def stop(number, frame):
    if "fixed" in sys.argv:
        stopped.append(number)
    else:
        note("stopping")


signal.signal(signal.SIGTERM, stop)
note("working")
if stopped:
    note("stopping")
