"""A worker holds a lock when the collector finds garbage that another thread has made, and the callback of a weak reference
takes that lock.  "fixed" has the callback leave a note for whoever takes the lock next."""
import queue
import sys
import threading
import weakref

lock, gone, live = threading.Lock(), queue.SimpleQueue(), 0


class Node:
    def __init__(self):
        self.me = self  # a cycle


def forget():
    global live
    if "fixed" in sys.argv:
        gone.put(1)
        return
    with lock:
        live -= 1


def make():
    weakref.finalize(Node(), forget)


def work():
    with lock:
        print("working")


worker = threading.Thread(target=work, name="worker")
worker.start()
make()
worker.join()
