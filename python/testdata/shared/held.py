"""What the library holds for threads, or goes over for one of them: by the first argument.  One thread comes in the midst of what
another one does; with the argument "locked" it cannot."""
import array
import configparser
import copy
import dataclasses
import functools
import io
import json
import os
import random
import sys
import threading
import weakref
from collections import ChainMap, Counter, OrderedDict, UserDict


class Item:
    def __init__(self):
        self.a = self.b = 0


@dataclasses.dataclass
class Table:
    rows: dict = dataclasses.field(default_factory=dict)


class Recent(OrderedDict):
    def take(self, key):
        return super().pop(key)


@functools.lru_cache()
def model():
    return object()


table, item, records = {"a": 1, "b": 2}, Item(), Table({"a": 1, "b": 2})
items = [Item(), Item()]
weak, values = weakref.WeakSet(items[:1]), weakref.WeakValueDictionary({0: items[0]})
user, chain, counter, recent = UserDict(n=0), ChainMap({}, {"n": 0}), Counter(b=0), Recent(n=1)
numbers, models, draws = array.array("i", [0]), [], {}
settings = configparser.ConfigParser()
settings["all"] = {"n": "0"}
os.environ["SIMRUN_TEST"] = "0"
if "database" in sys.argv:
    import sqlite3
    db = sqlite3.connect(":memory:", check_same_thread=False)
    db.execute("create table counter(n)")
    db.execute("insert into counter values(0)")
generator = random.Random(1)


def count(o, key):
    o[key] = o[key] + abs(1)


def count_environ():
    os.environ["SIMRUN_TEST"] = str(int(os.environ["SIMRUN_TEST"]) + 1)


def count_setting():
    settings["all"]["n"] = str(settings.getint("all", "n") + 1)


def count_attribute():
    setattr(item, "a", getattr(item, "a") + abs(1))


def count_special():
    table.__setitem__("a", table.__getitem__("a") + abs(1))


def count_row():
    n, = db.execute("select n from counter").fetchone()
    db.execute("update counter set n=?", (n + 1,))


def change_item():
    item.a = abs(1)
    item.b = abs(1)


def copy_item():
    other = copy.copy(item)
    assert other.a == other.b


def take():
    if "n" in recent:
        abs(1)
        recent.take("n")


def draw(generator, name):
    draws[name] = generator.random()


kind = sys.argv[1]
if kind == "seeded":
    random.seed(1)


def add(o, key, value):
    return lambda: o.__setitem__(key, value)


one, other, holds = {
    "deepcopy": (lambda: copy.deepcopy(table), lambda: table.update(c=3), lambda: True),
    "json": (lambda: json.dump(table, io.StringIO()), lambda: table.update(c=3), lambda: True),
    "asdict": (lambda: dataclasses.asdict(records), lambda: records.rows.update(c=3), lambda: True),
    "copy": (copy_item, change_item, lambda: True),
    "weakset": (lambda: [abs(i.a) for i in weak], lambda: weak.add(items[1]), lambda: True),
    "weakvalue": (lambda: [abs(i.a) for i in values.values()], add(values, 1, items[1]), lambda: True),
    "userdict": (lambda: count(user, "n"), lambda: count(user, "n"), lambda: user["n"] == 2),
    "chainmap": (lambda: count(chain, "n"), lambda: count(chain, "n"), lambda: chain["n"] == 2),
    "counter": (lambda: counter.update({"b": 1}), lambda: counter.update({"b": 1}), lambda: counter["b"] == 2),
    "ordered": (take, take, lambda: True),
    "array": (lambda: count(numbers, 0), lambda: count(numbers, 0), lambda: numbers[0] == 2),
    "attribute": (count_attribute, count_attribute, lambda: item.a == 2),
    "special": (count_special, count_special, lambda: table["a"] == 3),
    "cache": (lambda: models.append(model()), lambda: models.append(model()), lambda: models[0] is models[1]),
    "environ": (count_environ, count_environ, lambda: os.environ["SIMRUN_TEST"] == "2"),
    "configparser": (count_setting, count_setting, lambda: settings["all"]["n"] == "2"),
    "database": (count_row, count_row, lambda: db.execute("select n from counter").fetchone() == (2,)),
    "generator": (lambda: draw(generator, 1), lambda: draw(generator, 2), lambda: draws[1] < draws[2]),
    "seeded": (lambda: draw(random, 1), lambda: draw(random, 2), lambda: draws[1] < draws[2]),
    "random": (lambda: draw(random, 1), lambda: draw(random, 2), lambda: sorted(draws) == [1, 2]),
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
