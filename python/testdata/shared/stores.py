"""Stores by statements other than an assignment, and what each of them computes before it stores; by the first argument.  One thread looks
twice at what the other one stores once.  With the argument "locked" nobody comes between."""
import contextlib
import sys
import threading

value, other_value, box, made = None, 0, [0], []
lock = threading.Lock()


class Late:

    def __enter__(self):
        made.append("entered")
        return 1

    def __exit__(self, *exception):
        pass


def by_with():
    global value
    with Late() as value:
        pass


def by_second():
    global value, other_value
    with contextlib.nullcontext(1) as value, contextlib.nullcontext(2) as other_value:
        pass


def by_except():
    global value
    try:
        int("no number")
    except ValueError as value:
        abs(1)


def by_loop():
    global value, other_value
    for value, other_value in [(1, 2)]:
        abs(1)


def by_def():
    global value

    def value():
        pass


def by_class():
    global value

    class value:
        pass


def by_import():
    global value
    import math as value


def by_from():
    global value
    from math import floor as value


def by_delete():
    global value, other_value
    del (value, other_value)


def by_star():
    global value, other_value
    other_value, *value = (abs(n) for n in (1, 2))


def by_chain():
    global value
    box[abs(0)] = value = 1


def by_inner():
    def store():
        nonlocal inner
        with contextlib.nullcontext(1) as inner:
            pass

    inner = None
    return store, lambda: type(inner)


def look():
    try:
        return type(value)
    except NameError:
        return None


def look_twice(look=look):
    made.append(look() == look())


kind = sys.argv[1]
if kind == "match":
    exec("""
def by_match():
    global value
    match [1, "text"]:
        case [int(), value] if abs(1):
            pass
""")
set_inner, get_inner = by_inner()
one_does, other_does = {"inner": (lambda: look_twice(get_inner), set_inner), "later": (lambda: later(), abs)}.get(
    kind, (look_twice, globals().get("by_" + kind)))


def guarded(work, *args):
    with lock if "locked" in sys.argv else contextlib.nullcontext():
        work(*args)


threads = [threading.Thread(target=guarded, args=(one_does,)), threading.Thread(target=guarded, args=(other_does, *[1] * (kind == "later")))]
with lock if kind == "later" and "locked" in sys.argv else contextlib.nullcontext():
    for t in threads:
        t.start()

    def later():
        made.append(True)
for t in threads:
    t.join()
assert False not in made, made
