# What is looked at is what the library's objects have.
import queue
import threading


def put():
    q.put(17)
    with lock:
        event.set()


def get():
    print(q.get())


q, lock, event = queue.Queue(), threading.Lock(), threading.Event()
putting, getting = threading.Thread(target=put), threading.Thread(target=get)
putting.start()
getting.start()
getting.join()
putting.join()
print("end")
