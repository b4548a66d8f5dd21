"""What tempfile makes.  What an execution leaves of it is removed at its end, or thousands of executions would leave one each.  A name
that is taken, as by an execution in another process, is no part of what the program does: the first name that was tried is told."""
import os
import random
import shutil
import stat
import sys

from . import randomness
from .core import S, mix

look = os.lstat   # before anything of os is replaced
MAKERS = ("mkdtemp", "_mkstemp_inner")  # of tempfile: they try names until one is free
NAMES = 7         # tells the numbers for names from the others that a thread has
made = {}         # path → what it is, by its device and number, in the order in which they were made
numbers = {}      # key of a thread → how many it has made
wanted = {}       # key of a thread → the first path that it tries, which is taken
shown = {}        # name on the disk → the name that is told


class Names(randomness.plain):
    """The generator by which tempfile looks for a name: nothing is told of it, and each thread begins anew for each name."""

    def of_thread(self):
        stream = thread()
        key = self, stream, numbers.get(stream, 0)  # the folder for all is looked for by another one, and once
        if key not in randomness.own:
            randomness.own[key] = randomness.plain(mix(mix(mix(randomness.begun[0], stream), NAMES), key[2]))
        return randomness.own[key]

    def random(self):
        return self.of_thread().random()

    def getrandbits(self, bits):
        return self.of_thread().getrandbits(bits)

    def seed(self, *_):
        """It has no numbers itself."""


for name in randomness.GO_OVER:
    setattr(Names, name, randomness.copied(getattr(random.Random, name)))


def thread():
    return S.current.actor.stream if S.running else randomness.FIRST


def make(function, path, *args, **named):
    """os.mkdir or os.open, called from a function that calls this one."""
    caller = sys._getframe(2)
    if not S.running or caller.f_globals.get("__name__") != "tempfile" or caller.f_code.co_name not in MAKERS:
        return function(path, *args, **named)
    at, stream = os.path.abspath(os.fsdecode(path)), thread()
    try:
        result = function(path, *args, **named)
    except FileExistsError:
        wanted.setdefault(stream, at)
        raise
    made[at], numbers[stream] = identity(at), numbers.get(stream, 0) + 1
    first = wanted.pop(stream, None)
    if first is not None:
        shown[os.path.basename(at)] = os.path.basename(first)
    return result


def gone(path):
    """The program has removed what was at a path, or given it another name: what is there next is none of its own."""
    if made:
        made.pop(os.path.abspath(os.fsdecode(path)), None)


def told(text):
    """A text with the names that are told."""
    for name, first in shown.items():
        text = text.replace(name, first)
    return text


def identity(path):
    """Device, number and kind of what is at a path; None if there is nothing."""
    try:
        at = look(path)
    except OSError:
        return None
    return at.st_dev, at.st_ino, stat.S_IFMT(at.st_mode)


def remove():
    """The execution is over."""
    for path, kept in list(made.items()):
        if kept is None or identity(path) != kept:
            continue
        if stat.S_ISDIR(kept[2]):
            shutil.rmtree(path, ignore_errors=True)
            continue
        try:
            os.unlink(path)
        except OSError:
            pass  # its folder has gone, or may not be written any more
    for notes in (made, numbers, wanted, shown):
        notes.clear()
