"""Executes a script of draw.py many times on real threads, each of which sleeps at random lines, also of importlib.  Prints what it printed, and
how often.  Arguments: the script, how many times."""
import collections
import contextlib
import io
import json
import os
import random
import sys
import threading
import time

sys.dont_write_bytecode = True
path, times = sys.argv[1], int(sys.argv[2])
sys.path.insert(0, os.path.dirname(path))
sys.setswitchinterval(1e-6)
with open(path) as f:
    code = compile(f.read(), path, "exec")
draw, seen = random.Random(7), collections.Counter()


def pause(frame, event, argument):
    if draw.random() < often:
        time.sleep(draw.random() * 0.001)
    return pause


threading.settrace(pause)
for i in range(times):
    often = (0.0, 0.01, 0.05)[i % 3]
    for name in [n for n in sys.modules if n in ("a", "b", "p", "p.s")]:
        del sys.modules[name]
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        exec(code, {"__name__": "__main__"})
    seen[said.getvalue().strip()] += 1
print(json.dumps(seen))
