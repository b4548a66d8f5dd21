"""Accesses and calls that no call in a line of the program shows: operators of the library, what is made of functions and of __dict__, code
in the midst of a function of the library; by the first argument.  With the argument "locked" nobody comes between."""
import contextlib
import csv
import ctypes
import enum
import heapq
import io
import itertools
import operator
import random
import shelve
import statistics
import struct
import sys
import threading
from bisect import insort
from heapq import heappush as push
from operator import setitem as put_into
from collections import Counter, deque
from fractions import Fraction
from types import SimpleNamespace


class Mode(enum.Flag):
    NONE = 0
    READ = 1
    WRITE = 2


class Sum:
    def __init__(self, n):
        self.n = n

    def __add__(self, other):
        return Sum(self.n + other.n)


class Item:
    def __init__(self, **values):
        self.__dict__.update(values)
        self.load, self.first, self.second = 0, 1, 1


flags, total, one_more = SimpleNamespace(mode=Mode.NONE), Fraction(0), Sum(1)
sums, item, workers = SimpleNamespace(value=Sum(0)), Item(), [Item(), Item()]
table, numbers, rows, window = {"n": 0}, [0, 1, 2], [], deque([1, 2, 3])
groups = {"rows": rows}
letters, shelf = Counter("aabc"), shelve.Shelf({"n": 0})
data = bytearray(4)
view, number = memoryview(data), ctypes.c_int(0)
out, said, busy = io.StringIO(), [], SimpleNamespace(n=0)
writer = csv.writer(out)
least_busy = operator.attrgetter("load")
append = operator.methodcaller("append", 1)
for key in table:
    shelf[key] = 0
if "transaction" in sys.argv:
    import sqlite3
    db = sqlite3.connect(":memory:", check_same_thread=False)
    db.execute("create table paid(n)")


def add_mode(mode):
    flags.mode |= mode


def add_third():
    global total
    total += Fraction(1, 3)


def add_sum():
    sums.value += one_more


def count_by_function():
    operator.setitem(table, "n", operator.getitem(table, "n") + 1)


def choose():
    min(workers, key=least_busy).load += 1


def append_first():
    if not rows:
        abs(1)
        append(rows)


def extend_group():
    if len(rows) == 0:
        groups["rows"] += [1]


def length(o):
    return len(o)


def change_both():
    item.__dict__.update(first=2, second=2)


def look_at_both():
    first = abs(item.first)
    assert first == item.second


def count_by_object():
    object.__setattr__(item, "load", abs(item.load) + 1)


def count_calls():
    count_calls.n = abs(count_calls.n) + 1


count_calls.n = 0


def forget():
    global forgotten
    if "forgotten" in globals():
        abs(1)
        del forgotten


forgotten = True


def count_view():
    view[0] = abs(view[0]) + 1


def count_packed():
    n, = struct.unpack_from("i", data)
    struct.pack_into("i", data, 0, n + 1)


def count_number():
    number.value = abs(number.value) + 1


def count_shelf():
    shelf["n"] = shelf["n"] + 1


@contextlib.contextmanager
def using():
    n = busy.n
    busy.n = abs(n) + 1
    yield
    busy.n -= 1


def use():
    with using():
        pass


def current():
    with contextlib.suppress(KeyError):
        return table["n"]


def count_current():
    n = current()
    table["n"] = n + 1


def write_row():
    if not out.getvalue():
        writer.writerow([1])


def print_line():
    if not out.getvalue():
        print(1, file=out)


def count_unbound():
    n = dict.__getitem__(table, "n")
    dict.update(table, n=n + 1)


class Count(dict):
    def __setitem__(self, key, value):
        dict.__setitem__(self, key, value)

    def add(self):
        n = super().get("n", 0)
        self["n"] = n + 1


count = Count(n=0)
has, put = table.__contains__, rows.append


def put_once():
    if not has("put"):
        put(1)
        put_into(table, "put", True)


def push_renamed():
    push(rows, abs(len(rows)))


def pay():
    with db:
        db.execute("insert into paid values(1)")


def take_back():
    if db.in_transaction:
        db.rollback()


def group_made():
    if "made" not in groups:
        groups["made"] = list()
    groups["made"].append(1)


def count_absent():
    item.__dict__["hits"] = abs(item.__dict__.get("hits", 0)) + 1


def add_absent():
    if not any(x == 1 for x in rows):
        rows.append(1)


def add_mapped():
    if not any(map(bool, rows)):
        rows.append(1)


kind = sys.argv[1]
one, other, holds = {
    "flag": (lambda: add_mode(Mode.READ), lambda: add_mode(Mode.WRITE), lambda: flags.mode == Mode.READ | Mode.WRITE),
    "fraction": (add_third, add_third, lambda: total == Fraction(2, 3)),
    "sum": (add_sum, add_sum, lambda: sums.value.n == 2),
    "setitem": (count_by_function, count_by_function, lambda: table["n"] == 2),
    "getter": (choose, choose, lambda: [w.load for w in workers] == [1, 1]),
    "caller": (append_first, append_first, lambda: len(rows) == 1),
    "group": (extend_group, extend_group, lambda: len(rows) == 1),
    "push": (lambda: heapq.heappush(rows, length(rows)), lambda: heapq.heappush(rows, length(rows)), lambda: rows == [0, 1]),
    "insort": (lambda: insort(rows, length(rows)), lambda: insort(rows, length(rows)), lambda: rows == [0, 1]),
    "dict": (look_at_both, change_both, lambda: True),
    "object": (count_by_object, count_by_object, lambda: item.load == 2),
    "function": (count_calls, count_calls, lambda: count_calls.n == 2),
    "delete": (forget, forget, lambda: True),
    "view": (count_view, count_view, lambda: data[0] == 2),
    "packed": (count_packed, count_packed, lambda: data[0] == 2),
    "ctypes": (count_number, count_number, lambda: number.value == 2),
    "shelf": (count_shelf, count_shelf, lambda: shelf["n"] == 2),
    "manager": (use, use, lambda: busy.n == 0),
    "return": (count_current, count_current, lambda: table["n"] == 2),
    "writer": (write_row, write_row, lambda: len(out.getvalue().split()) == 1),
    "print": (print_line, print_line, lambda: len(out.getvalue().split()) == 1),
    "shuffle": (lambda: random.shuffle(numbers), lambda: numbers and numbers.pop(), lambda: len(numbers) == 2),
    "choices": (lambda: random.choices(numbers, k=30), lambda: numbers.pop(), lambda: True),
    "mean": (lambda: statistics.mean(window), lambda: window.append(4), lambda: True),
    "groupby": (lambda: [list(g) for _, g in itertools.groupby(table)], lambda: table.update(m=1), lambda: True),
    "common": (lambda: letters.most_common(2), lambda: letters.update("z"), lambda: True),
    "unbound": (count_unbound, count_unbound, lambda: table["n"] == 2),
    "inherited": (count.add, count.add, lambda: count["n"] == 2),
    "bound": (put_once, put_once, lambda: rows == [1]),
    "renamed": (push_renamed, push_renamed, lambda: rows == [0, 1]),
    "transaction": (pay, take_back, lambda: db.execute("select count(*) from paid").fetchone() == (1,)),
    "made": (group_made, group_made, lambda: len(groups["made"]) == 2),
    "any": (add_absent, add_absent, lambda: len(rows) == 1),
    "mapped": (add_mapped, add_mapped, lambda: len(rows) == 1),
    "absent": (count_absent, count_absent, lambda: item.hits == 2),
}[kind]

lock = threading.Lock()


def guarded(work):
    with lock:
        work()


threads = [threading.Thread(target=guarded, args=(w,)) if "locked" in sys.argv else threading.Thread(target=w) for w in (one, other)]
for t in threads:
    t.start()
for t in threads:
    t.join()
assert holds()
