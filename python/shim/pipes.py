"""os.pipe, os.read, os.write, os.close and their like, and files that are made of descriptors."""
import io
import os

from . import channels, files, openfiles, outside, places, real
from .channels import note
from .core import S
from .descriptors import close, enter, join, moved, new, of, reading, writing


# -- what replaces the functions of os

def pipe():
    """os.pipe"""
    r, w = real.pipe()
    if not S.running or places.maker()[1]:
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
    r, w = new(moved(r), moved(w))
    join(enter(r), enter(w), "Pipe", channels.name("pipe"))
    return r, w


def read(number, size):
    """os.read"""
    end = of(number)
    if end is None or end.reads is None:
        return plainly("read", number, size)
    data = reading("os.read", number, os.get_blocking(number), None, lambda n: original["read"](n, size))
    note(data)
    return data


def readv(number, buffers):
    """os.readv"""
    end = of(number)
    if end is None or end.reads is None:
        return plainly("readv", number, buffers)
    return reading("os.readv", number, os.get_blocking(number), None, lambda n: original["readv"](n, buffers))


def write(number, data):
    """os.write"""
    end = of(number)
    if end is None or end.writes is None:
        return plainly("write", number, data)
    view = memoryview(data).cast("B")

    def some(n, offset):
        written = original["write"](n, view[offset:])
        note(view[offset:offset + written])
        return written
    return writing("os.write", number, os.get_blocking(number), None, some, len(view))


def writev(number, buffers):
    """os.writev"""
    if of(number) is None:
        return plainly("writev", number, buffers)
    return write(number, b"".join(buffers))


def plainly(name, number, *args):
    """Calls a function of os with the number of what is no pipe of the process."""
    openfiles.by_number(name, number)
    return outside.through(number, "os." + name, original[name], number, *args)


def dup(number):
    """os.dup"""
    end = of(number)
    if end is None:
        return original["dup"](number)
    at, = new(moved(real.dup(number)))
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
    files.opened(file, *args, **kwargs)
    return original_open(file, *args, **kwargs)


original = {}  # what is replaced, by its name
original_open = open


def install(builtins):
    for name, function in (("read", read), ("readv", readv), ("write", write), ("writev", writev), ("close", close), ("pipe", pipe),
                           ("pipe2", pipe2), ("dup", dup), ("dup2", dup2)):
        if hasattr(os, name):
            original[name] = getattr(os, name)
            setattr(os, name, real.builtin(function))
    open_file.__name__ = "open"
    builtins.open = io.open = real.builtin(open_file)
