"""What a signal interrupts: the first argument says what the main thread does, the second one what the handler does."""
import queue
import signal
import sys
import threading
import time

does, handles = sys.argv[1:]
lock, rlock, event, q, simple = threading.Lock(), threading.RLock(), threading.Event(), queue.Queue(), queue.SimpleQueue()


class Stop(Exception):
    pass


def stop(number, frame):
    print("handler")
    if handles == "raises":
        raise Stop
    if handles == "exits":
        sys.exit(3)
    if handles == "takes":
        with lock:
            pass
    if handles == "again":
        with rlock:
            pass
    if handles == "sets":
        event.set()
    if handles == "puts":
        q.put(1)
    if handles == "hands":
        simple.put(1)
    if handles == "releases":
        lock.release()


if does == "blocks":
    lock.acquire()
signal.signal(signal.SIGTERM, stop)
if does == "counts":
    for i in range(3):
        lock.locked()
        print(i)
if does == "holds":
    with lock:
        print("held")
if does == "adds":  # nothing in it is a call
    x = 0
    with lock:
        x += 1
def added():
    with lock:
        return 1


if does == "returns":  # nor is there one between the lock and its release
    added()
if does == "leaves":
    while True:
        with lock:
            break
if does == "holds again":
    with rlock:
        print("held")
if does == "sets":
    event.set()
if does == "puts":
    q.put(0)
if does == "waits":
    event.wait()
if does == "gets":
    print(q.get(), end="\n")
if does == "gets simple":
    print(simple.get())
if does == "blocks":
    lock.acquire()
    print("got")
if does == "sleeps":
    began = time.monotonic()
    time.sleep(1)
    print(time.monotonic() - began < 1.5)
if does == "tries":
    try:
        with lock:
            print("in")
    except Stop:
        print("stopped")
    print(lock.locked())
if does == "joins":
    t = threading.Thread(target=event.wait)
    t.start()
    t.join()
print("end")
