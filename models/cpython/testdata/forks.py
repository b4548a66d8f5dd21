"""Runs a program as a process of its own many times, with forced switches, and prints each outcome with how often it came.

Each run is a fork of this process: it executes the program's text, and then exits as any interpreter does. A thread may
lose the processor where CPython looks whether it should: when a function is entered and after a call of C.
"""

import atexit
import collections
import concurrent.futures
import json
import logging
import os
import queue
import random
import re
import select
import signal
import sys
import threading
import time

STYLES = [0, 0.003, 0.01, 0.05]
sleep = time.sleep


def rest(longest):
    kind = random.random()
    if kind < 0.6:
        sleep(0)
    else:
        sleep(random.random() * (longest if kind > 0.9 else longest / 8))


def child(code, values, out):
    """Become the program. Its sleeps take any time, as they may on a machine that is busy; its random numbers differ
    from each other, so that a message can be told by its number."""
    os.dup2(out, 1)
    os.dup2(out, 2)
    random.seed()
    style, longest = random.choice(STYLES), random.choice([0.0005, 0.003])
    numbers = random.sample(range(1, 102), 101)
    time.sleep = lambda seconds: sleep(random.random() * longest)
    random.randint = lambda low, high: numbers.pop()

    def profile(frame, event, arg):
        if event in ("call", "c_return") and random.random() < style:
            rest(longest)

    atexit.register(lambda: sys.setprofile(None))  # what profile uses goes away after that
    sys.setswitchinterval(1e-6)
    threading.setprofile(profile)
    sys.setprofile(profile)
    exec(code, values)


class Run:
    """One run of a program, seen from the parent."""

    def __init__(self, pid, pipe):
        self.pid, self.pipe, self.since, self.over, self.text = pid, pipe, time.monotonic(), False, b""

    def poll(self):
        """Take what was written, and see whether the process is over."""
        if not self.over:
            self.over = os.waitpid(self.pid, os.WNOHANG)[0] != 0
        while select.select([self.pipe], [], [], 0)[0] and (part := os.read(self.pipe, 65536)):
            self.text += part
        return self.over

    def outcome(self):
        text = self.text.decode()
        # A daemon that was killed while it wrote has this effect when the interpreter closes its streams: after the end.
        text = text.split("Fatal Python error: _enter_buffered_busy")[0]
        words = ["[%s]" % re.sub(r"^\d\d:\d\d:\d\d: ", "", line).strip() for line in text.splitlines()]
        if not self.over:
            words.append("deadlock")
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
        os.close(self.pipe)
        return " ".join(words)


ACTIVE, SUSPECTS, SLOW, PATIENCE = 8, 24, 0.7, 250


def repeat(text, values, runs, seconds):
    """Run the program again and again. A run that takes long is left alone until the others are over: it is a deadlock
    if it has not ended by then, when nothing but the likes of it is left to run."""
    code = compile(text, "program", "exec")
    outcomes, active, suspects = collections.Counter(), [], []
    begun = time.monotonic()
    while True:
        for run in list(active):
            if run.poll():
                outcomes[run.outcome()] += 1
                active.remove(run)
            elif time.monotonic() - run.since > SLOW:
                suspects.append(run)
                active.remove(run)
        more = runs > 0 and time.monotonic() - begun < seconds and len(suspects) < SUSPECTS
        if not more and not active:
            break
        while more and len(active) < ACTIVE and runs > 0:
            runs -= 1
            pipe, out = os.pipe()
            pid = os.fork()
            if pid == 0:
                child(code, values, out)
                return None
            os.close(out)
            active.append(Run(pid, pipe))
        sleep(0.0005)
    for _ in range(PATIENCE):  # counted, not timed: on a busy machine it takes longer
        if all([run.poll() for run in suspects]):
            break
        sleep(0.01)
    for run in suspects:
        outcomes[run.outcome()] += 1
    return outcomes


def main(text, values, runs, seconds):
    outcomes = repeat(text, dict(values, __name__="__main__"), runs, seconds)
    if outcomes is not None:  # or this is a child, at the end of the program
        json.dump([outcomes], sys.stdout)
