"""Runs a program many times with forced switches and prints each outcome with how often it came.

The program is a function that is given a Run: it makes its objects, and tells the Run what its threads do and what is
looked at in the end. Each repetition has threads and objects of its own, and several repetitions overlap. A thread may
lose the processor where CPython looks whether it should: when a function is entered and after a call of C.
"""

import collections
import concurrent.futures
import json
import logging
import os
import queue
import random
import re
import sys
import threading
import time

# How likely a thread gives up the processor at a switch point of CPython, and before an operation of the program.
STYLES = [(0, 0), (0, 0.5), (0.03, 0.3), (0.2, 0.3), (0.01, 0)]
style = STYLES[0]


def rest():
    """Give up the processor, for as long as a timeout may last or not at all."""
    kind = random.random()
    if kind < 0.6:
        time.sleep(0)
    elif kind < 0.9:
        time.sleep(random.random() * 0.0005)
    else:
        time.sleep(random.random() * 0.004)


def profile(frame, event, arg):
    if event in ("call", "c_return") and random.random() < style[0]:
        rest()


def text(e):
    kind = type(e)
    name = kind.__qualname__ if kind.__module__ == "builtins" else kind.__module__ + "." + kind.__qualname__
    return name + ": " + str(e) if str(e) else name


def shown(o, name):
    """What repr shows, with a name in place of addresses and of the identifiers of threads."""
    return re.sub(r"0x\w+", name, re.sub(r"\d{9,}", "me", repr(o)))


shape = repr


class Actor:
    """A thread of the program, or a task, and what its operations gave."""

    def __init__(self, name):
        self.name, self.results, self.got = name, [], []

    def do(self, f):
        if random.random() < style[1]:
            rest()
        try:
            result = str(f())
        except BaseException as e:
            result = text(e)
        self.results.append(result)

    def took(self, ok):
        """Note whether a lock was taken, for drop."""
        self.got.append(ok)
        return ok

    def drop(self, lock):
        """Release a lock if took says that it was taken."""
        return lock.release() if self.got.pop() else "not taken"


class Lines(logging.Handler):
    def __init__(self):
        super().__init__()
        self.lines = []

    def emit(self, record):
        self.lines.append(record.getMessage())


class Into(logging.Handler):
    """Writes to the lines of a run."""

    def __init__(self, run, format, level=logging.NOTSET):
        super().__init__(level)
        self.run = run
        self.setFormatter(logging.Formatter(format))

    def emit(self, record):
        self.run.handler.lines.append(self.format(record))


def manager(run):
    """A tree of loggers for a repetition that no other one overlaps, with a root that prints from INFO on."""
    logging.lastResort = Into(run, "%(message)s", logging.WARNING)
    root = logging.RootLogger(logging.INFO)
    root.addHandler(Into(run, "%(message)s"))
    return logging.Manager(root)


class Run:
    """One repetition."""

    def __init__(self, program):
        self.actors, self.bodies, self.tasks, self.futures = [], [], [], {}
        self.final, self.left, self.submitted = list, 0, 0
        self.handler = Lines()
        self.log = logging.Logger("program", logging.INFO)
        self.log.addHandler(self.handler)
        program(self)

    def thread(self, name, body):
        actor = Actor(name)
        self.actors.append(actor)
        self.bodies.append((body, actor))

    def task(self, name, body):
        actor = Actor(name)
        self.actors.append(actor)
        self.tasks.append(lambda: body(actor))

    def submit(self, pool):
        """Submit the next task that was not."""
        i = self.submitted
        if i == len(self.tasks):
            return "no task"
        self.submitted += 1
        self.futures[i] = pool.submit(self.tasks[i])
        return "submitted"

    def all(self):
        return list(self.futures.values())

    def future(self, i, f):
        return f(self.futures[i]) if i in self.futures else "no future"

    def start(self):
        # All threads are there before the first goes on: the identifier of one that has ended may be given to the next,
        # which then owns its locks.
        gate = threading.Event()

        def run(body, actor):
            gate.wait()
            body(actor)
            self.left -= 1  # atomic: no switch point in between

        self.left = len(self.bodies)
        threads = [threading.Thread(target=run, args=b, daemon=True) for b in self.bodies]
        for t in random.sample(threads, len(threads)):
            t.start()
        gate.set()

    def outcome(self):
        words = ["%s[%s]" % (a.name, ", ".join(a.results)) for a in self.actors] + self.final()
        words += ["[%s]" % line for line in self.handler.lines]
        return " ".join(words + ["deadlock"] * (self.left > 0))


ACTIVE, SUSPECTS, SLOW, PATIENCE = 6, 50, 0.2, 250


def repeat(program, runs, seconds):
    """Repeat the program; return how often each outcome came, and the repetitions that took long: these may be
    deadlocks."""
    global style
    outcomes, active, suspects = collections.Counter(), [], []
    begun = time.monotonic()
    while True:
        now = time.monotonic()
        for pair in list(active):
            run, since = pair
            if run.left == 0:
                outcomes[run.outcome()] += 1
                active.remove(pair)
            elif now - since > SLOW:
                suspects.append(run)
                active.remove(pair)
        more = runs > 0 and now - begun < seconds and len(suspects) < SUSPECTS
        if not more and not active:
            return outcomes, suspects
        while more and len(active) < ACTIVE and runs > 0:
            if runs % 10 == 0:
                style = random.choice(STYLES)
            runs -= 1
            run = Run(program)
            run.start()
            active.append((run, time.monotonic()))
        time.sleep(0.0003)


def main(programs, runs, seconds):
    """Repeat the programs one after the other. A repetition that took long is left alone until all others are over: it
    is a deadlock if it has not ended by then, when nothing but the likes of it is left to run."""
    global style
    random.seed(1)
    sys.setswitchinterval(1e-6)
    threading.setprofile(profile)
    results = [repeat(program, runs, seconds) for program in programs]
    style = STYLES[0]
    for _ in range(PATIENCE):  # counted, not timed: on a busy machine it takes longer
        if not any(run.left for _, suspects in results for run in suspects):
            break
        time.sleep(0.01)
    for outcomes, suspects in results:
        outcomes.update(run.outcome() for run in suspects)
    json.dump([outcomes for outcomes, _ in results], sys.stdout)
    sys.stdout.flush()
    os._exit(0)  # threads that are blocked for ever would keep the interpreter from its exit
