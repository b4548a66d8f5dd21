"""Accesses in code that is given to exec, eval and compile, or loaded from a file that nobody lists, by the first argument.  With the argument "locked" nobody comes between."""
import importlib.util
import os
import runpy
import sys
import threading
import types

counting = """
count = 0


def add():
    global count
    before = count
    abs(before)
    count = before + 1
"""
counter = """
class Counter:
    def __init__(self):
        self.count = 0

    def add(self):
        before = self.count
        abs(before)
        self.count = before + 1
"""
space, made, plugin = {}, {}, types.ModuleType("plugin")
table, total = {"n": 0}, 0
exec(counting, space)
exec(compile(counting, "plugin.py", "exec"), plugin.__dict__)
exec(counter, made)
counts = made["Counter"]()
run = exec
file = os.path.join(os.path.dirname(os.path.abspath(__file__)), "counting.py")
path, named = runpy.run_path(file), runpy.run_module("counting")
spec = importlib.util.spec_from_file_location("loaded", file)
loaded = importlib.util.module_from_spec(spec)
spec.loader.exec_module(loaded)
look, rule = compile("table['n']", "<rule>", "eval"), "table['n'] + 1"


def by_eval():
    table["n"] = eval(rule)


def by_statement():
    exec("before = table['n']; abs(before); table['n'] = before + 1")


def by_compiled():
    before = eval(look)
    table["n"] = before + 1


def by_globals():
    exec("before = total; abs(before); total = before + 1", globals(), None)


def by_another_name():
    run("before = total; abs(before); total = before + 1", globals())


def by_field():
    settings.total = abs(settings.total) + 1


settings = types.ModuleType("settings")
settings.total = 0
kind = sys.argv[1]
one, other, holds = {
    "namespace": (space["add"], space["add"], lambda: space["count"] == 2),
    "class": (counts.add, counts.add, lambda: counts.count == 2),
    "eval": (by_eval, by_eval, lambda: table["n"] == 2),
    "statement": (by_statement, by_statement, lambda: table["n"] == 2),
    "compiled": (by_compiled, by_compiled, lambda: table["n"] == 2),
    "module": (plugin.add, plugin.add, lambda: plugin.count == 2),
    "globals": (by_globals, by_globals, lambda: total == 2),
    "renamed": (by_another_name, by_another_name, lambda: total == 2),
    "fields": (by_field, by_field, lambda: settings.total == 2),
    "path": (path["add"], path["add"], lambda: path["both"]() == (2, 2)),
    "attribute": (path["counter"].add, path["counter"].add, lambda: path["counter"].count == 2),
    "named": (named["counter"].add, named["counter"].add, lambda: named["counter"].count == 2),
    "loaded": (loaded.counter.add, loaded.counter.add, lambda: loaded.counter.count == 2),
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
