"""Threads work on the lines of stdin."""
import queue
import sys
import threading

lines = queue.Queue()


def work():
    while lines.get():
        pass


worker = threading.Thread(target=work)
worker.start()
for line in sys.stdin:
    lines.put(line)
lines.put("")
worker.join()
