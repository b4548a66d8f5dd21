"""Ctrl-C while the main thread waits: it lets the worker go on at the end in any case, and once more if it is interrupted in
that.  "forgets" has it do so only if nothing comes; with "daemon" nobody waits for the worker."""
import sys
import threading

ready = threading.Event()
worker = threading.Thread(target=ready.wait, name="worker", daemon="daemon" in sys.argv)
try:
    worker.start()
    print("working")
    ready.set()
except KeyboardInterrupt:
    if "forgets" not in sys.argv:
        ready.set()
worker.join()
