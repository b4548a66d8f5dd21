"""Descriptors of pipes and sockets that the process has made itself, and os.read, os.write, os.close and their like on them.

A descriptor has an end: what can be read from it comes by one channel, what is written to it goes by another.  One that is
not in the table here belongs to what lies outside of the process, or is a file.
"""
import fcntl
import gc
import io
import os
import sys

from . import channels, names, order, outside, real, shared
from .cells import deadline_in
from .channels import BLOCKS, LOOKS, NEVER, READABLE, TRIES, WRITABLE, Channel, note, operate
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
        self.busy = 0            # threads that are blocked in a call on it

    def channels(self):
        return [c for c in (self.reads, self.writes) if c is not None]


table = {}  # number → End
slots = {}  # number → the variable of threads that it is: calls look it up, and to make and to close a descriptor changes it


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


def enter(number, end=None):
    """Makes a descriptor one of an end, or the first of a new one."""
    use(number, STORE, "os.open")
    if end is None:
        end = End(number)
    else:
        end.numbers.append(number)
    table[number] = end
    return end


def use(number, kind=LOAD, does="os.lookup"):
    """An access to the table of descriptors, as the beginning of each call is."""
    if S.several:
        slot = slots.get(number)
        if slot is None:
            slot = slots[number] = shared.module_variable("descriptors", str(number), "descriptor %d" % number)
        shared.touch(slot, kind, does)


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
        return original["close"](number)
    closing("os.close", number, original["close"], number)


def closing(does, number, shut, *args):
    """Closes a descriptor by a function: an operation on both of its channels, if it is the last of its end.  A thread that is in a call
    on it stays there: the system keeps what it waits for open."""
    end = table[number]
    if len(end.numbers) == 1:
        operate(does, [(c, 0) for c in end.channels()], NEVER)
    use(number, STORE, "os.close")
    if table.get(number) is not end:
        return shut(*args)
    del table[number]
    if len(end.numbers) > 1:
        end.numbers.remove(number)
    elif end.busy:
        end.numbers[0] = moved(real.dup(number))
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


# -- what replaces the functions of os

def pipe():
    """os.pipe"""
    r, w = real.pipe()
    if not S.running or names.maker()[1]:
        return r, w
    return own_pipe(r, w)


def pipe2(flags):
    """os.pipe2"""
    r, w = original["pipe2"](flags)
    if not S.running:
        return r, w
    inherits = os.get_inheritable(r)
    r, w = own_pipe(r, w)
    if inherits:
        os.set_inheritable(r, True)
        os.set_inheritable(w, True)
    return r, w


def own_pipe(r, w):
    r, w = moved(r), moved(w)
    join(enter(r), enter(w), "Pipe", channels.name("pipe"))
    return r, w


def read(number, size):
    """os.read"""
    end = of(number)
    if end is None or end.reads is None:
        return outside.through(number, "os.read", original["read"], number, size)
    data = reading("os.read", number, os.get_blocking(number), None, lambda n: original["read"](n, size))
    note(data)
    return data


def readv(number, buffers):
    """os.readv"""
    end = of(number)
    if end is None or end.reads is None:
        return outside.through(number, "os.readv", original["readv"], number, buffers)
    return reading("os.readv", number, os.get_blocking(number), None, lambda n: original["readv"](n, buffers))


def write(number, data):
    """os.write"""
    end = of(number)
    if end is None or end.writes is None:
        return outside.through(number, "os.write", original["write"], number, data)
    view = memoryview(data).cast("B")

    def some(n, offset):
        written = original["write"](n, view[offset:])
        note(view[offset:offset + written])
        return written
    return writing("os.write", number, os.get_blocking(number), None, some, len(view))


def writev(number, buffers):
    """os.writev"""
    if of(number) is None:
        return outside.through(number, "os.writev", original["writev"], number, buffers)
    return write(number, b"".join(buffers))


def dup(number):
    """os.dup"""
    end = of(number)
    if end is None:
        return original["dup"](number)
    at = moved(real.dup(number))
    enter(at, end)
    return at


def dup2(number, other, inheritable=True):
    """os.dup2"""
    end, before = of(number), of(other)
    if number != other and before is not None:
        close(other)
    made = original["dup2"](number, other, inheritable)
    if end is not None and number != other:
        enter(other, end)
    return made


def open_file(file, *args, **kwargs):
    """open: what is in C code would block there, so the file of a pipe is the one that is written in Python."""
    if type(file) is int and of(file) is not None:
        import _pyio
        return _pyio.open(file, *args, **kwargs)
    return original_open(file, *args, **kwargs)


original = {}
original_open = open


def install(builtins):
    for name, function in (("read", read), ("readv", readv), ("write", write), ("writev", writev), ("close", close), ("pipe", pipe),
                           ("pipe2", pipe2), ("dup", dup), ("dup2", dup2)):
        if hasattr(os, name):
            original[name] = getattr(os, name)
            setattr(os, name, real.builtin(function))
    open_file.__name__ = "open"
    builtins.open = io.open = real.builtin(open_file)


def restore():
    """Closes what executions have left open.  What nobody refers to any more closes itself; what is left belongs to threads that never
    run again."""
    channels.reset()
    slots.clear()
    if not table:
        return
    ends, numbers = {id(e): e for e in table.values()}, {}
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
