"""A printer looks for pages, and then clears the flag that says there are some: a page that came between stays. With the
argument "fixed" it clears first."""
import sys
import threading

fixed = sys.argv[1:] == ["fixed"]
pages, printed = [], threading.Event()
some = threading.Event()


def printer():
    while True:
        if fixed:
            some.clear()
        if pages:
            pages.pop()
            printed.set()
            return
        if not fixed:
            some.clear()
        some.wait()


threading.Thread(target=printer, daemon=True).start()
pages.append("front")
some.set()
printed.wait()
