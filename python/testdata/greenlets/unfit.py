# What needs threads of the system: at once, or, with a second argument, only if the second of two threads is the first to take a lock.
import gc
import sys
import threading

lock, order, waits = threading.Lock(), [], threading.Event()


class Waits:
    def __init__(self):
        self.itself = self

    def __del__(self):
        waits.wait()
        print("finalized")


def sqlite():
    import sqlite3
    connection = sqlite3.connect(":memory:")

    def other():
        try:
            print(connection.execute("select 1").fetchone())
        except sqlite3.ProgrammingError as e:
            print("it is of another thread:", str(e)[:45])
    t = threading.Thread(target=other)
    t.start()
    t.join()


def traces():
    called = []
    sys.settrace(lambda frame, event, value: called.append(frame.f_code.co_name))
    threading.Thread(target=print, args=("another",)).start()
    sys.settrace(None)
    print("start" in called)


def profiles():
    sys.setprofile(lambda frame, event, value: None)
    sys.setprofile(None)
    print("profiled")


def greenlet():
    import greenlet
    print(greenlet.greenlet(lambda: "switched").switch())


def collects():
    Waits()
    t = threading.Thread(target=waits.set)
    t.start()
    gc.collect()
    t.join()


def take(n):
    with lock:
        order.append(n)


does, late = globals()[sys.argv[1]], len(sys.argv) > 2
threads = [threading.Thread(target=take, args=(n,)) for n in (1, 2)]
for t in threads:
    t.start()
for t in threads:
    t.join()
if not late or order == [2, 1]:
    does()
