"""Two accesses that nothing puts in an order, and those that something does; the argument says which."""
import queue
import sys
import threading

how = sys.argv[1]
lock, done, items = threading.Lock(), threading.Event(), []
value = 0


def work():
    global value
    if how == "locked":
        with lock:
            value = 1
    elif how == "appends":
        items.append(1)
    else:
        value = 1
    done.set()


t = threading.Thread(target=work, name="worker")
t.start()
if how == "joined":
    t.join()
if how == "told":
    done.wait()
if how == "locked":
    with lock:
        seen = value
elif how == "appends":
    items.append(2)
else:
    seen = value
t.join()
