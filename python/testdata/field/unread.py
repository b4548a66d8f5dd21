"""A task fails, and nobody asks its future. With the argument "fixed" somebody does."""
import sys
from concurrent.futures import ThreadPoolExecutor


def invert(x):
    return 1 / x


with ThreadPoolExecutor(max_workers=1) as pool:
    future = pool.submit(invert, 0)
    if len(sys.argv) > 1:
        print(future.exception())
