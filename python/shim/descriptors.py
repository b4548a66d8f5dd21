"""Descriptors of pipes and sockets that the process has made itself: to read from one, to write to it, to close it.

A descriptor has an end: what can be read from it comes by one channel, what is written to it goes by another.  One that is
not in the table here belongs to what lies outside of the process, or is a file.
"""
import fcntl
import gc
import os
import sys

from . import channels, order, real, shared
from .moments import deadline_in
from .channels import BLOCKS, LOOKS, NEVER, READABLE, TRIES, WRITABLE, Channel, operate
from .core import S, LOAD, STORE

# The lowest number that is given, whatever else is open, and how many a thread has of its own: so that numbers are the same in each
# process, and whichever of two threads opens something first.
FIRST, EACH, THREADS = 100, 16, 50


class End:
    """What a descriptor is one of."""
    __slots__ = ("numbers", "reads", "writes", "busy")

    def __init__(self, number):
        self.numbers = [number]  # of its descriptors
        self.reads = self.writes = None  # channels
        self.busy = 0            # threads that are in a call on it

    def channels(self):
        return [c for c in (self.reads, self.writes) if c is not None]


table = {}  # number → End
kept = []   # ends whose last descriptor was closed while a thread was in a call on it
slots = {}  # number → Slot


def of(number):
    """The end that a descriptor is of, for a call that begins; None if it is none of the process's own."""
    if not S.running:
        return None
    if number in table or number in slots:
        use(number)
    return table.get(number)


def moved(number):
    """The same under the lowest number of the running thread that is free."""
    at = fcntl.fcntl(number, fcntl.F_DUPFD_CLOEXEC, FIRST + EACH * (S.current.id % THREADS))
    real.close(number)
    return at


def join(reader, writer, kind, name):
    """Makes the channel from one end to another one."""
    reader.reads = writer.writes = Channel(kind, name, reader.numbers, writer.numbers)


def new(*numbers):
    """Notes that descriptors are being made.  That is an access only where there were some of the same numbers."""
    parts = [slots[n].involved(STORE) for n in numbers if n in slots]
    if any(parts):
        operate("os.open", [p for p in parts if p], NEVER)
    return numbers


def enter(number, end=None):
    """Makes a descriptor one of an end, or the first of a new one."""
    if end is None:
        end = End(number)
    else:
        end.numbers.append(number)
    table[number] = end
    return end


class Slot(Channel):
    """An entry of the table of descriptors: each call looks it up, and to make and to close a descriptor changes it.  Where threads race
    for it, as for a variable, it is one of the things that the operation is about."""
    __slots__ = ("variable",)

    def __init__(self, number):
        self.variable = shared.module_variable("descriptors", str(number), "descriptor %d" % number)
        super().__init__("Descriptor", self.variable.name, [], [], self.variable.key)

    def look(self):
        return 0

    def involved(self, kind):
        """It as a part of an operation; None if it need not be one."""
        if self.variable.shared:
            return self, 0
        shared.touch(self.variable, kind, "os.lookup")
        return None


def slot(number):
    found = slots.get(number)
    if found is None:
        found = slots[number] = Slot(number)
    return found


def use(number):
    """Looks a descriptor up, as the beginning of each call does."""
    part = slot(number).involved(LOAD) if S.several else None
    if part:
        operate("os.lookup", [part], NEVER | LOOKS)


# -- reading and writing

def reading(does, number, waits, timeout, read, looks=False):
    """Reads from a descriptor, when there is something to read: read is given its number.  A timeout in seconds, or None."""
    end = table[number]
    deadline = None if timeout is None else deadline_in(timeout)
    end.busy += 1
    try:
        ready = operate(does, [(end.reads, READABLE)], (BLOCKS if waits else TRIES) | (LOOKS if looks else 0), deadline)
        if waits and not ready:
            raise timed_out()
        try:
            return read(live(end, number))
        finally:
            end.reads.settle()
    finally:
        end.busy -= 1
        give_up(end)


def writing(does, number, waits, timeout, write, size, whole=True):
    """Writes to a descriptor what there is room for, and if it waits all that there is: write is given its number and an offset, and
    returns how much it has written, as this does."""
    end, done, deadline = table[number], 0, None if timeout is None else deadline_in(timeout)
    end.busy += 1
    try:
        while True:
            operate(does, [(end.writes, WRITABLE)], NEVER)
            try:
                done += attempt(live(end, number), write, done)
                if not waits or not whole or done >= size:
                    return done
            except BlockingIOError:
                if not waits:
                    raise
            finally:
                end.writes.settle()
            if not end.writes.ready & WRITABLE and not operate(does, [(end.writes, WRITABLE)], BLOCKS | LOOKS, deadline):
                raise timed_out()
    finally:
        end.busy -= 1
        give_up(end)


def attempt(number, write, done):
    """Writes so much as there is room for: it raises BlockingIOError if that is nothing."""
    if not os.get_blocking(number):
        return write(number, done)
    os.set_blocking(number, False)
    try:
        return write(number, done)
    finally:
        os.set_blocking(number, True)


def timed_out():
    import socket
    return socket.timeout("timed out")


# -- closing

def live(end, number):
    """The number under which a call goes on that began with a number: another one if that was closed meanwhile."""
    return number if table.get(number) is end or not end.numbers else end.numbers[0]


def give_up(end):
    """Closes what only a call on it has kept open."""
    if end.busy or not end.numbers or table.get(end.numbers[0]) is end:
        return
    real.close(end.numbers.pop())
    for channel in end.channels():
        channel.settle()


def close(number):
    """os.close"""
    if of(number) is None:
        return real.close(number)
    closing("os.close", number, real.close, number)


def closing(does, number, shut, *args):
    """Closes a descriptor by a function: an operation on both of its channels, if it is the last of its end.  A thread that is in a call
    on it stays there: the system keeps what it waits for open."""
    end, parts = table[number], []
    if len(end.numbers) == 1:
        parts += [(c, 0) for c in end.channels()]
    part = slot(number).involved(STORE) if S.several else None
    parts += [part] if part else []
    if parts:
        operate(does, parts, NEVER)
    if table.get(number) is not end:
        return shut(*args)
    del table[number]
    if len(end.numbers) > 1:
        end.numbers.remove(number)
    elif end.busy:
        end.numbers[0] = moved(real.dup(number))
        kept.append(end)
    else:
        end.numbers.clear()
    shut(*args)
    for channel in end.channels():
        channel.settle()


def give(*args):
    """Notes that another process gets descriptors, those that the arguments name: what they stand for lies outside from now on."""
    for a in args:
        if isinstance(a, (tuple, list)):
            give(*a)
        elif type(a) is int and a in table:
            mine = table[a].channels()
            for number in [n for n, end in table.items() if any(c in mine for c in end.channels())]:
                del table[number]


def restore():
    """Closes what executions have left open.  What nobody refers to any more closes itself; what is left belongs to threads that never
    run again."""
    channels.reset()
    slots.clear()
    if not table and not kept:
        return
    ends, numbers = {id(e): e for e in list(table.values()) + kept}, {}
    kept.clear()
    sys.modules.pop("__main__", None)
    order.begin()
    table.clear()
    gc.collect()
    for end in ends.values():
        for number in end.numbers:
            numbers[number] = True
    for number in numbers:
        try:
            real.close(number)
        except OSError:
            pass
