"""A thread that is no daemon goes on when the main thread has ended, whose exit, from 3.9 on, has pools take no more tasks, and their
workers say so of each pool. With the argument "fixed" the main thread waits for it."""
import sys
import threading
from concurrent.futures import ThreadPoolExecutor

pool = ThreadPoolExecutor(1)


def backup():
    for part in range(2):
        pool.submit(int, part).result()


thread = threading.Thread(target=backup)
thread.start()
if sys.argv[1:] == ["fixed"]:
    thread.join()
