"""Whether another thread comes between what one looks at: in a comprehension, with each item; in what goes over something in C code, never.
The other one changes both items at once.  By the first argument."""
import operator
import sys
import threading

pair, keys = {"a": 1, "b": 1}, ("a", "b")
rows = [{"x": 1}, {"x": 1}]


def change():
    pair.update(a=2, b=2)


def replace():
    rows[:] = [{"x": 2}, {"x": 2}]


kind = sys.argv[1]
look, other = {
    "list": (lambda: [pair[k] for k in keys], change),
    "set": (lambda: sorted({(k, pair[k]) for k in keys}), change),
    "dict": (lambda: list({k: pair[k] for k in keys}.values()), change),
    "generator": (lambda: list(pair[k] for k in keys), change),
    "condition": (lambda: [k for k in keys if pair[k] == 1], change),
    "checked": (lambda: [pair[k] for k in ("a",) if k in pair], pair.clear),
    "lazy": (lambda: [pair[k] for k in map(str, keys)], change),
    "getter": (lambda: list(map(operator.itemgetter(1), pair.items())), change),
    "mapped": (lambda: list(map(pair.get, keys)), change),
    "rows": (lambda: list(map(operator.itemgetter("x"), rows)), replace),
    "zipped": (lambda: [one["x"] for one, _ in list(zip(rows, keys))], replace),
}[kind]
seen = []
threads = [threading.Thread(target=lambda: seen.extend(look())), threading.Thread(target=other)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(seen)
