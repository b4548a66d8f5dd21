"""Executes a program of draw.py on this CPython as it is, again and again, without simrun, and prints the outcomes it has seen as a JSON list.

Its threads are greenlets, which need no interval of time to switch: a signal is pending all the time.  CPython calls its handler where it
looks whether threads should switch, as it is one and the same look; the handler says who goes on.  So each execution is one that CPython
can show, and which one it is follows from random numbers alone.  Some functions in C look for signals only, repr above all: programs
must not have them, nor that of a container of objects with code for it, where CPython keeps by thread what it is at; nor wait for locks, for which all greenlets would wait.
See "handlers" in Python's documentation of signal, and Python/ceval.c.
"""
import ast
import contextlib
import ctypes
import functools
import gc
import io
import json
import random
import signal
import sys

import greenlet


class Again:
    """Makes the signal pending when it ends: if a handler returns one, that is when the handler is over."""
    __del__ = staticmethod(functools.partial(getattr(ctypes.PyDLL(None), "raise"), signal.SIGUSR1))


class Execution:
    """One execution of functions as threads.  Where one could switch it does so with a likelihood; else after so many places."""

    def __init__(self, functions, rnd):
        self.rnd, self.likely = rnd, rnd.choice((0.02, 0.1, 0.3, 0.6))
        self.fixed = sorted(rnd.randrange(60) for _ in range(rnd.randrange(1, 4))) if rnd.randrange(2) else None
        self.places, self.main = 0, greenlet.getcurrent()
        self.alive = [greenlet.greenlet(self.body(f), self.main) for f in functions]

    def body(self, function):
        def run():
            Again()
            function()
        return run

    def place(self, *_):
        me = greenlet.getcurrent()
        if me is not self.main:
            self.places += 1
            switch = self.rnd.random() < self.likely if self.fixed is None else self.places in self.fixed
            if switch:
                others = [g for g in self.alive if g is not me and not g.dead]
                if others:
                    self.rnd.choice(others).switch()
            return Again()

    def run(self):
        signal.signal(signal.SIGUSR1, self.place)
        while True:
            left = [g for g in self.alive if not g.dead]
            if not left:
                return
            self.rnd.choice(left).switch()


def split(path):
    """The program up to where it makes its threads, what it prints at the end, and how many threads those are."""
    tree = ast.parse(open(path).read())
    at = next(i for i, n in enumerate(tree.body) if isinstance(n, ast.Assign) and getattr(n.targets[0], "id", "") == "threads")
    makes, end = ast.Module(tree.body[:at], []), ast.Module(tree.body[-1:], [])
    return makes, compile(end, path, "exec"), len(tree.body[at].value.generators[0].iter.elts)


def main(path, executions):
    makes, end, n = split(path)
    rnd, code, outcomes = random.Random(1), None, {}
    gc.disable()
    for i in range(executions):
        if i % 20 == 0:  # code that is executed often is specialised, and has fewer places to switch
            code = compile(makes, path, "exec")
        space = {"__name__": "__main__"}
        exec(code, space)
        Execution([space["t%d" % i] for i in range(n)], rnd).run()
        text = io.StringIO()
        with contextlib.redirect_stdout(text):
            exec(end, space)
        text = text.getvalue().strip()
        outcomes[text] = outcomes.get(text, 0) + 1
    print(json.dumps(outcomes))


main(sys.argv[1], int(sys.argv[2]))
