"""A handler changes a number that the main thread has read and is about to write.  "fixed" has the main thread do so alone."""
import signal
import sys

count = 0
ran = []


def add(number, frame):
    global count
    ran.append(number)
    if "fixed" not in sys.argv:
        count += 10


def one():
    return 1


signal.signal(signal.SIGUSR1, add)
before = count
count = before + one()
signal.signal(signal.SIGUSR1, signal.SIG_IGN)
if "fixed" in sys.argv and ran:
    count += 10
assert count == 1 + 10 * len(ran)
