"""A reporter goes over samples, to which a callback appends one more. With the argument "fixed" it takes a copy first."""
import sys
import threading
from collections import deque
from concurrent.futures import ThreadPoolExecutor

samples = deque([1, 2], maxlen=9)


def scaled(sample):
    return 10


def report():
    return sum(scaled(s) for s in (list(samples) if len(sys.argv) > 1 else samples))


reporter = threading.Thread(target=report, name="reporter")
reporter.start()
with ThreadPoolExecutor(1) as pool:
    pool.submit(abs, -3).add_done_callback(samples.append)
reporter.join()
