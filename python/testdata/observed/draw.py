"""Prints the random program of a seed: two or three threads with one or two statements each, on things of one or two kinds."""
import random
import re
import sys
import textwrap

from containers import CONTAINERS
from objects import OBJECTS
from stores import STORES
from within import WITHIN

IMPORTS = ("array", "bisect", "collections", "contextlib", "copy", "dataclasses", "functools", "heapq", "io", "itertools", "json", "operator",
           "pickle", "struct", "threading", "types", "weakref")

THREAD = """
def t{0}():
{1}    r = seen[{0}]
    try:
{2}
    except Exception as e:
        r.append(type(e).__name__)
"""


def draw(seed):
    rnd = random.Random(seed)
    kinds = [k for k in CONTAINERS + OBJECTS + STORES + WITHIN if sys.version_info >= k.since]
    main = kinds[seed % len(kinds)]
    used = [main] if rnd.randrange(5) else list(dict.fromkeys((main, rnd.choice(kinds))))
    bodies = [[rnd.choice(rnd.choice(used).statements) for _ in range(1 + rnd.randrange(2))] for _ in range(2 if rnd.randrange(8) else 3)]
    text = "\n".join("%s\n" % k.makes.strip() for k in used)
    names = ", ".join(re.findall(r"^(\w+(?:, \w+)*) = ", text, re.M))
    parts = ["import " + ", ".join(IMPORTS), text, "seen = [%s]" % ", ".join("[]" for _ in bodies)]
    for i, body in enumerate(bodies):
        parts.append(THREAD.format(i, "    global %s\n" % names if names else "", textwrap.indent("\n".join(body), " " * 8)))
    parts.append("""
threads = [threading.Thread(target=t) for t in (%s)]
for t_ in threads: t_.start()
for t_ in threads: t_.join()
try:
    print((*seen, %s))
except Exception as e:
    print(type(e).__name__)
""" % (", ".join("t%d" % i for i in range(len(bodies))), ", ".join(k.state for k in used)))
    return "\n".join(parts)


if __name__ == "__main__":
    print(draw(int(sys.argv[1])))
