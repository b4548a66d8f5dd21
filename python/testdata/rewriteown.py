"""Runs some of CPython's own tests, and modules of the library that they are of, rewritten or as they are: which were run, and which
did not pass.  Each access in a module that is rewritten calls its hook, as if there were several threads."""
import builtins
import importlib
import io
import os
import sys
import unittest
import warnings

how, folder, tests = sys.argv[1], sys.argv[2], sys.argv[3:]
accesses = 0
warnings.simplefilter("ignore")

if how == "rewritten":
    sys.path.insert(0, os.path.abspath(folder))
    from shim import eventloops, hooks, imports, rewrite, shared
    from shim.core import S

    def counting(hook):
        def counted(*args):
            global accesses
            accesses += 1
            return hook(*args)
        return counted
    hooks.install(builtins, rewrite.HOOK)
    for name in ("ld", "st", "gi", "si", "on", "cm", "it"):
        setattr(builtins, rewrite.HOOK % name, counting(hooks.HOOKS[name]))
    shared.traced.update(["test", "dataclasses", "queue", "sched", "shelve", "textwrap", "configparser", "graphlib"])
    eventloops.ADAPTED = ()  # what is simulated is not looked at here
    imports.install()
    S.several, shared.learn = True, lambda name: None  # nobody searches again
    del sys.path[0]

for name in tests:
    module = importlib.import_module("test." + name)
    suite = unittest.defaultTestLoader.loadTestsFromModule(module)
    stream, sys.stdout = sys.stdout, io.StringIO()  # doctests print
    result = unittest.TextTestRunner(stream=io.StringIO()).run(suite)
    sys.stdout = stream
    bad = sorted(str(t.id()) for t, _ in result.failures + result.errors)
    print(name, result.testsRun, "run,", len(result.skipped), "skipped,", len(bad), "fail", *bad)
print(accesses, "accesses", file=sys.stderr)
