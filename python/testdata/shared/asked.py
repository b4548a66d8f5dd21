"""What a script asks of threads and of the clock, while other threads change it: by the first argument.  With the argument "fixed"
no thread does so meanwhile."""
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor

fixed = "fixed" in sys.argv
lock, done, stamps = threading.Lock(), threading.Event(), []


def stamp():
    if fixed:
        with lock:
            stamps.append(time.monotonic())
    else:
        stamps.append(time.monotonic())


def clock():
    """Who looks first at the clock is told less, and need not be the first to say so."""
    threads = [threading.Thread(target=stamp) for _ in range(2)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert stamps[0] < stamps[1]


def nap():
    """The clock goes on by what another thread sleeps."""
    t = threading.Thread(target=time.sleep, args=(5,))
    t.start()
    if fixed:
        t.join()
    before = time.time()
    after = time.time()
    t.join()
    assert after - before < 5
    assert not fixed or time.time() - before < 5


def work():
    if fixed:
        done.wait()


def listed():
    """A thread that has ended is in no list any more."""
    t = threading.Thread(target=work)
    t.start()
    there = t in threading.enumerate()
    done.set()
    t.join()
    assert there and threading.active_count() == 1


def task():
    if not fixed:
        done.set()
    return 1


def dropped():
    """An executor of which nobody has a reference any more while its worker has done its task; fixed, it is shut down."""
    executor = ThreadPoolExecutor(1)
    if fixed:
        with executor:
            return executor.submit(task).result()
    executor.submit(task)
    done.wait()


globals()[sys.argv[1]]()
