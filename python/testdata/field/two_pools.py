"""A task submits another one to its own pool and waits for it: there is no other worker. With the argument "fixed" it
submits it to a pool for such tasks."""
import sys
from concurrent.futures import ThreadPoolExecutor

outer = ThreadPoolExecutor(max_workers=1, thread_name_prefix="outer")
inner = ThreadPoolExecutor(max_workers=1, thread_name_prefix="inner") if sys.argv[1:] else outer


def read(path):
    return len(path)


def walk(path):
    return inner.submit(read, path).result() + 1


with inner, outer:
    assert outer.submit(walk, "usr").result() == 4
