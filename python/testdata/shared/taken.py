"""Functions and methods of C code that are called under other names than their own, or by others than the script, by the first argument.
With the argument "locked" nobody comes between."""
import functools
import operator
import sys
import threading
from operator import setitem


class Counter:
    n = 0


class Table(dict):
    look = dict.__getitem__  # of each of them


table, rows, counter, own = {"n": 0}, [], Counter(), Table(n=0)
numbers = iter([1, 2])
put, length, ask = operator.setitem, len, hasattr


def call(function, *args):
    return function(*args)


def count_by_another_name():
    put(table, "n", abs(table["n"]) + 1)


def count_passed():
    call(setitem, table, "n", abs(call(operator.getitem, table, "n")) + 1)


def count_attribute():
    call(setattr, counter, "n", abs(call(getattr, counter, "n")) + 1)


def count_partly():
    functools.partial(setitem, table, "n")(abs(functools.partial(dict.get, table)("n")) + 1)


def append_first():
    if length(rows) == 0:
        abs(1)
        list(map(list.append, [rows], [1]))


def count_own():
    own["n"] = abs(own.look("n")) + 1


def set_once():
    if not ask(counter, "m"):
        abs(1)
        rows.append(1)
        counter.m = 1


def take_found():
    if call(getattr, table, "get")("n") is not None:
        abs(1)
        call(getattr, table, "pop")("n")


def member():
    if rows in ([], [1, 1]):
        abs(1)
        rows.append(1)


kind = sys.argv[1]
work, holds = {
    "name": (count_by_another_name, lambda: table["n"] == 2),
    "passed": (count_passed, lambda: table["n"] == 2),
    "attribute": (count_attribute, lambda: counter.n == 2),
    "partial": (count_partly, lambda: table["n"] == 2),
    "unbound": (append_first, lambda: len(rows) == 1),
    "inherited": (count_own, lambda: own["n"] == 2),
    "asked": (set_once, lambda: len(rows) == 1),
    "found": (take_found, lambda: True),
    "member": (member, lambda: len(rows) == 1),
}[kind]

lock = threading.Lock()


def guarded():
    with lock:
        work()


threads = [threading.Thread(target=guarded if "locked" in sys.argv else work) for _ in range(2)]
for t in threads:
    t.start()
for t in threads:
    t.join()
assert holds()
assert length is len and put is operator.setitem and type(len) is type(abs)
