"""Under a limit of 300 steps an execution is over in time, is not, or that depends on the schedule."""
import threading


def work(lock, first, name):
    with lock:
        first.append(name)
    if first == ["b"]:
        go_on(lock)


def go_on(lock):
    for _ in range(200):
        with lock:
            pass


def both(target, *args):
    threads = [threading.Thread(target=target, args=args + (name,)) for name in "ab"]
    for t in threads:
        t.start()
    for t in threads:
        t.join()


def test_short():
    both(work, threading.Lock(), ["nobody"])


def test_long():
    both(lambda lock, name: go_on(lock), threading.Lock())


def test_either():
    both(work, threading.Lock(), [])
