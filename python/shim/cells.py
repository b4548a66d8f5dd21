"""The cell: a number that an acquire takes one of as soon as it is above 0.

A lock is a cell of 1, a SimpleQueue a cell of its length, the end of a thread a cell of 0.  The value that decides lies
in simrun; the one here follows it.
"""
from itertools import count

from . import arrivals, moments, names, shared
from .core import S, ACQUIRE, TRY, RELEASE, WAIT, READ, NEW, FOREVER

prepared = None  # keys for cells that are made in preparation of an execution
imported = []  # cells of modules of packages whose import is under way
lasting = []  # cells that were made outside an execution or by a library's import: they go from execution to execution


class Cell:
    __slots__ = ("value", "owner", "pending", "key", "epoch", "quiet", "kind", "name", "seen", "watched",
                 "__weakref__")

    def __init__(self, value, kind, name=None, key=None):
        self.value, self.kind = value, kind
        self.owner = None     # who took the last one
        self.seen = {}        # the vector clock of those who have changed it
        self.pending = []     # tasks whose declared operation names it
        self.epoch = 0        # the execution in which simrun was told of it
        self.watched = False  # a property looks at it
        self.quiet = False    # nobody waits for it as a rule, and while it is free to take it is no operation
        if name is not None:
            self.name, self.key = name, key
            return
        if S.running or S.making:
            self.kind, self.name, key = names.christen(kind)
        else:
            self.name, key = kind, None
        if key is None and (S.running or S.making):
            key = S.new_key()
            if S.making:
                lasting.append((self, value))
        else:
            self.quiet = True
            if key is None and prepared is not None:
                key = next(prepared)
            else:
                if key is not None and key & names.PACKAGE:
                    imported.append(self)
                key = len(lasting) + 1 if key is None else key
                lasting.append((self, value))
        self.key = key

    def ends(self, thread, name):
        """Makes it the end of a thread."""
        self.kind, self.name = "Thread %d" % thread, name

    def announce(self):
        """Tells simrun of the cell, before its first operation in an execution."""
        self.epoch = S.epoch
        self.pending, self.seen, self.watched = [], {}, shared.watches(self.name)
        text = S.driver.text(self.kind + "|" + self.name)
        S.buffer += (S.current.id << 8 | NEW, self.key, text, self.value)

    def passes(self):
        """Says whether an operation on it is none: nobody could come between."""
        if S.looking:
            self.look()
        return not S.running or self.quiet and self.epoch != S.epoch

    def look(self):
        """Notes that its value is looked at."""
        if not (self.watched if self.epoch == S.epoch else self.quiet or shared.watches(self.name)):
            shared.watch(self.name)

    def known(self):
        """Says whether the running thread knows that the value was above 0 before, as of what lasts: no other order has it look
        earlier."""
        me = S.current
        return self.value and all(thread == me.id or me.sees.get(thread, 0) >= tick for thread, tick in self.seen.items())

    def changes(self):
        """Notes that an operation changes it, in an execution that knows of it."""
        if self.epoch != S.epoch or not S.running:
            return False
        self.seen = S.sync(self.seen)
        if self.watched:
            S.changed = True
        return True

    def acquire(self, deadline=None, kind=ACQUIRE):
        """Waits until the value is above 0, and takes 1 unless kind is WAIT; returns whether that came before the deadline."""
        if (self.quiet or not S.running) and self.passes() and self.value:
            if kind != WAIT:
                self.value, self.owner = self.value - 1, S.current
            return True
        if S.looking:
            raise shared.PutOff
        if not S.running:
            raise RuntimeError("a lock blocks while no execution is under way")
        if self.epoch != S.epoch:
            self.announce()
        me = S.current
        if deadline is None and not S.due and self.kind != "Started":
            self.declare_plainly(me, kind)
        else:
            self.declare(me, deadline, kind)
        while not self.value and S.due and arrivals.wakes(me):
            self.declare(me, deadline, kind)
        if not self.value:
            moments.over(deadline)
            return False
        if kind == WAIT:
            S.sync_from(self.seen)
        else:
            self.changes()
            self.value, self.owner = self.value - 1, me
            if not self.value and self.pending:
                self.block()
        return True

    def declare_plainly(self, me, kind):
        """Waits until the value is above 0: declare, where there is neither a deadline nor a signal."""
        self.pending.append(me)
        free = self.value > 0
        if not free:
            S.make_unready(me)
        S.point(kind, self.key, FOREVER, free)
        self.pending.remove(me)

    def declare(self, me, deadline, kind):
        """Waits until the value is above 0, the deadline comes, or a signal: that is taken later if what is waited for is that a
        thread has begun, because what the exit knows of one that has not would depend on more than operations."""
        deaf = self.kind == "Started"
        if S.due and not deaf:
            S.take()
        if deaf and not me.id:
            arrivals.deaf[0] = True
        self.pending.append(me)
        if deadline is not None:
            S.set_deadline(me, deadline)
        if not self.value and not (deadline is not None and S.anytime):
            S.make_unready(me)
        S.point(kind, self.key, FOREVER if deadline is None else deadline, self.value > 0)
        self.pending.remove(me)
        S.clear_deadline(me)
        if deaf and not me.id:
            arrivals.deaf[0] = False

    def block(self):
        """Makes those unready who wait for more than there is."""
        for task in self.pending:
            if S.due and arrivals.wakes(task):
                continue
            if task.deadline is None or not S.anytime and task.deadline > S.now:
                S.make_unready(task)

    def try_acquire(self):
        if not self.passes():
            if self.epoch != S.epoch:
                self.announce()
            S.point(TRY, self.key)
            S.sync_from(self.seen)
        if not self.value:
            return False
        known = self.changes()
        self.value, self.owner = self.value - 1, S.current
        if not self.value and known:
            self.block()
        return True

    def release(self, most=None):
        """Adds 1; returns whether it could: of a lock there is one at most, which shows only when the operation comes."""
        if S.running and not self.quiet or not self.passes():
            if self.epoch != S.epoch:
                self.announce()
            S.point(RELEASE, self.key)
        if self.value == most:
            return False
        known = self.changes()
        self.value, self.owner = self.value + 1, None
        if known:
            for task in self.pending:
                S.make_ready(task)
        return True

    def read(self):
        if not self.passes():
            if self.epoch != S.epoch:
                self.announce()
            S.point(READ, self.key)
            S.sync_from(self.seen)
        return self.value

    def wait(self, deadline=None):
        return self.acquire(deadline, WAIT)


def ready():
    """Has the cells of packages that have been imported be operations, as those of the program are.  While a package is imported, which is
    in the first execution only, they are none."""
    for cell in imported:
        cell.quiet = False
    imported.clear()


def restore():
    """Gives the cells that outlive an execution their first value.  Those that are made before the next one begins are of
    that one alone, and have the same keys each time."""
    global prepared
    prepared = count(1 << 41)
    for cell, value in lasting:
        cell.value, cell.owner, cell.pending = value, None, []


def keep():
    """Has each execution begin with the values that the cells have now."""
    lasting[:] = [(cell, cell.value) for cell, _ in lasting]
