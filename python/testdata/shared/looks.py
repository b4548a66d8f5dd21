"""One look, named by the second argument, at what another thread changes once: by the first argument a list within what is looked at, or
another one, which cannot be seen."""
import collections
import dataclasses
import heapq
import json
import operator
import sys
import threading
import types


@dataclasses.dataclass(order=True)
class Data:
    rows: list


rows, others = [0], [0]
config, both, several, queue = {"rows": rows}, (rows, {1: rows}), [rows], collections.deque([rows])
space, data, view, inner = types.SimpleNamespace(a=rows), Data(rows), config.values(), [types.SimpleNamespace(a=[rows])]
pairs = [rows, [0, 0]]


def change(o):
    o.append(9)


LOOKS = {
    "eq-dict": lambda: config == {"rows": [0]}, "eq-tuple": lambda: both == ([0], {1: [0]}), "lt": lambda: several < [[0, 0]],
    "ne": lambda: several != [[0]], "eq-chain": lambda: [[0]] == several == [[0]], "eq-space": lambda: space == types.SimpleNamespace(a=[0]),
    "eq-data": lambda: data == Data([0]), "lt-data": lambda: data < Data([0, 0]), "views": lambda: config.items() == {"rows": [0]}.items(),
    "function": lambda: operator.eq(several, [[0]]), "less": lambda: operator.lt(several, [[0, 0]]),
    "str": lambda: str(config), "repr-new": lambda: repr((1, rows)), "str-sum": lambda: str(several + [1]), "view": lambda: str(view),
    "format": lambda: f"{both}", "format-new": lambda: f"{[rows]!r}", "format-method": lambda: "{}".format(config),
    "format-tuple": lambda: "{} {}".format(1, both), "format-map": lambda: "{a}".format_map({"a": several}),
    "format-named": lambda: "{a}".format(a=config), "format-all": lambda: "{}".format(*several), "format-dict": lambda: "{rows}".format(**config),
    "format-late": lambda: "{}{}{a}".format([rows], str(abs(1)), a=rows[:0] + several), "print-late": lambda: print(several, str(abs(1))),
    "percent": lambda: "%s" % (several,), "percent-dict": lambda: "%(rows)s" % config,
    "print": lambda: print(config), "print-new": lambda: print([1, rows]), "print-all": lambda: print(*several),
    "dumps": lambda: json.dumps(config), "dumps-named": lambda: json.dumps(obj=config), "dumps-new": lambda: json.dumps({"a": 1, "b": rows}),
    "dumps-tuple": lambda: json.dumps((1, rows)),
    "in": lambda: [0] in several, "not-in": lambda: [0] not in both, "in-queue": lambda: [0] in queue, "in-values": lambda: [0] in config.values(),
    "in-view": lambda: [0] in view, "in-items": lambda: ("rows", [0]) in config.items(), "count": lambda: several.count([0]),
    "count-tuple": lambda: both.count([0]), "unbound": lambda: list.count(several, [0]), "sort": lambda: pairs.sort() or pairs[1] is rows,
    "sorted": lambda: sorted(pairs)[1] is rows, "sorted-new": lambda: sorted([[0, 0], *several])[1] is rows,
    "max": lambda: max(several + [[0, 0]]) is rows, "max-all": lambda: max(*several, [0, 0]) is rows, "sum": lambda: sum(several, []),
    "nsmallest": lambda: heapq.nsmallest(1, pairs)[0] is rows,
    "heapify": lambda: heapq.heapify(pairs) or pairs[1] is rows, "count-of": lambda: operator.countOf(several, [0]),
    "max-taken": lambda: list(map(max, [pairs]))[0] is rows,
    "handed-on": lambda: list(map(repr, [config])), "deep": lambda: repr(inner),
}
of, look = sys.argv[1:3]
threads = [threading.Thread(target=change, args=(rows if of == "within" else others,)), threading.Thread(target=lambda: print(LOOKS[look]()))]
for t in threads:
    t.start()
for t in threads:
    t.join()
