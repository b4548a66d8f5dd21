"""Accesses that syntax makes without a name, an item or a method: operators and comparisons of containers, what is unpacked and looked
through, patterns, methods that a dataclass is given, what is made a text, iter(f, sentinel); by the first argument.  With the argument "locked" nobody comes between."""
import collections
import dataclasses
import sys
import threading
from types import SimpleNamespace


@dataclasses.dataclass
class Point:
    x: int = 0
    y: int = 0


class Sum:
    def __init__(self, n):
        self.n = n

    def __iadd__(self, other):
        return Sum(self.n + other.n)


class Answers(type):
    def __getattr__(cls, name):
        return name, 0


class Guarded(metaclass=Answers):
    n = 0

    def __getattribute__(self, name):
        return object.__getattribute__(self, name)


def numbers():
    yield 1
    yield 2


table, rows, space, point = {"n": 0}, [1, 2], SimpleNamespace(a=0), Point()
once, counted, made = iter([1, 2, 3, 4]), numbers(), []
left, guarded_one = [0, 1], Guarded()
line, total, one = collections.deque([1, 2]), Sum(0), Sum(1)


def take():
    return left.pop(0) if left else 0


until = iter(take, 0)


def add_row():
    rows.append(3)


def put(value):
    made.append(value)


def merge():
    table.update({**table, "n": abs(table["n"]) + 1})


def move():
    point.x = 1
    abs(1)
    point.y = 1


def add_one():
    global total
    total += one


def compare_late():
    put(rows == sorted([1, 2]) and rows != sorted([1, 2]))


def look_twice(look):
    put(look() == look())


def unpack():
    first = next(once)
    second, *_ = once
    put(second == first + 1)


def unpack_call():
    first = next(once)
    put(min(*once, 9) == first + 1)


def look_through():
    put(next(once) + 1 in once)


def use_all():
    try:
        put(list(counted))
    except ValueError:
        put("at once")


def over_back():
    put(list(reversed(line)))


kind = sys.argv[1]
if kind == "match":
    exec("""
def over_pattern():
    match point:
        case Point(0, y) if abs(y) == 0:
            put(point.y == y)
        case Point(x=1, y=0):
            put(False)
""")
both = lambda f: lambda: look_twice(f)
one_does, other_does, holds = {
    "plus": (both(lambda: rows + [0]), add_row, lambda: made == [True]),
    "times": (both(lambda: rows * 2), add_row, lambda: made == [True]),
    "percent": (both(lambda: "%(n)s" % table), lambda: table.update(n=1), lambda: made == [True]),
    "format": (both(lambda: "{}".format(rows)), add_row, lambda: made == [True]),
    "bytes": (both(lambda: bytes(rows)), add_row, lambda: made == [True]),
    "compare": (compare_late, add_row, lambda: made == [False]),
    "display": (both(lambda: {**table}), lambda: table.update(m=1), lambda: made == [True]),
    "keywords": (both(lambda: dict(**table)), lambda: table.update(m=1), lambda: made == [True]),
    "unpack": (unpack, lambda: next(once, 0), lambda: made == [True]),
    "star": (unpack_call, lambda: next(once, 0), lambda: made == [True]),
    "through": (look_through, lambda: next(once, 0), lambda: made == [True]),
    "generator": (use_all, use_all, lambda: sorted(map(str, made)) == ["[1, 2]", "[]"]),
    "reversed": (over_back, lambda: line.append(3), lambda: True),
    "space": (both(lambda: space == SimpleNamespace(a=0)), lambda: setattr(space, "a", 1), lambda: made == [True]),
    "eq": (lambda: put(point == Point(1, 0)), move, lambda: made == [False]),
    "repr": (lambda: put(repr(point) == "Point(x=1, y=0)"), move, lambda: made == [False]),
    "match": (lambda: over_pattern(), move, lambda: made in ([], [True])),
    "sentinel": (lambda: put(next(until, None)), lambda: put(next(until, None)), lambda: made == [None, None]),
    "guarded": (both(lambda: Guarded() and guarded_one.n), lambda: setattr(guarded_one, "n", 1), lambda: made == [True]),
    "iadd": (add_one, add_one, lambda: total.n == 2),
}[kind]

lock = threading.Lock()


def guarded(work):
    with lock:
        work()


threads = [threading.Thread(target=guarded, args=(w,)) if "locked" in sys.argv else threading.Thread(target=w) for w in (one_does, other_does)]
for t in threads:
    t.start()
for t in threads:
    t.join()
assert holds(), made
