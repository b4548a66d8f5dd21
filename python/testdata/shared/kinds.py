"""Each way in which threads may share a variable, by an argument: the last line fails if one write comes between a look and
what follows from it."""
import sys
import threading
from collections import deque

total = 0
ready = False
items, table, seen, line = [], {}, set(), deque()


class Config:
    limit = 1


def by_global():
    global total
    before = total
    abs(before)
    total = before + 1


def by_item():
    before = table.get("n", 0)
    abs(before)
    table["n"] = before + 1


def by_list():
    if not items:
        abs(0)
        items.append(1)


def by_set():
    if 1 not in seen:
        abs(0)
        seen.add(len(seen))


def by_deque():
    if len(line) == 0:
        abs(0)
        line.append(1)


def by_class():
    before = Config.limit
    abs(before)
    Config.limit = before + 1


def by_closure():
    count = 0

    def add():
        nonlocal count
        before = count
        abs(before)
        count = before + 1
    run(add)
    return count


def run(work):
    threads = [threading.Thread(target=work) for _ in range(2)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()


kind = sys.argv[1]
if kind == "global":
    run(by_global)
    assert total == 2
elif kind == "item":
    run(by_item)
    assert table["n"] == 2
elif kind == "list":
    run(by_list)
    assert len(items) == 1
elif kind == "set":
    run(by_set)
    assert len(seen) == 1
elif kind == "deque":
    run(by_deque)
    assert len(line) == 1
elif kind == "class":
    run(by_class)
    assert Config.limit == 3
elif kind == "closure":
    assert by_closure() == 2
elif kind == "iteration":
    table.update(a=1)
    t = threading.Thread(target=lambda: [abs(n) for n in table.values()])
    t.start()
    table["b"] = 2
    t.join()
elif kind == "view":
    table.update(a=1)
    view = table.items()
    t = threading.Thread(target=lambda: [abs(n) for _, n in view])
    t.start()
    table["b"] = 2
    t.join()
