"""Threads say in which process they are, which is common in introductions to threads."""
import logging
import os
import signal
import threading


def work():
    logging.warning("%s in process %d", threading.current_thread().name, os.getpid())


logging.basicConfig(format="%(process)d %(message)s")
signal.signal(signal.SIGUSR1, lambda number, frame: print("a signal of its own"))
os.kill(os.getpid(), signal.SIGUSR1)
os.kill(os.getpid(), 0)
assert os.getpgid(os.getpid()) == os.getpgid(0) and os.getppid() != os.getpid()
threads = [threading.Thread(target=work, name=name) for name in "ab"]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
