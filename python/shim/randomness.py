"""Randomness from the seed of the execution: os.urandom, and all that is made of it or of the functions of random.

Each thread, and each task of an executor, draws from numbers of its own, so that what it gets does not depend on who draws first: that no two threads have a generator in
common is as good as that they have one, as long as the system gives its seed.  If the program seeds it, the threads share it, and each
number that one takes is an access to a variable.
"""
import os
import random
import types

from . import followed, methods, real, shared
from .core import S, STORE, mix

FIRST = 1  # the key of the main thread
plain = random.Random
own = {}   # key of a thread or a task → its generator
GO_OVER = ("shuffle", "sample", "choice", "choices")  # methods that take a while to go over what they are given
begun = [0, False]  # the seed of the execution, and whether the program has given one of its own


def copied(function):
    """The function as it is, whatever becomes of it."""
    copy = types.FunctionType(function.__code__, function.__globals__, function.__name__, function.__defaults__, function.__closure__)
    copy.__kwdefaults__ = function.__kwdefaults__
    return copy


class Streams(plain):
    """The generator of the functions of the module."""

    def of_thread(self):
        """The generator of the thread at work; None if that is this one."""
        if begun[1]:
            if S.several:
                shared.touch(shared.module_variable("random", "random"), STORE, "random.random")
            return None
        key = S.current.actor.stream
        if key == FIRST or not S.running:
            return None
        if key not in own:
            own[key] = plain(mix(begun[0], key))
        return own[key]

    def random(self):
        stream = self.of_thread()
        return plain.random(self) if stream is None else stream.random()

    def getrandbits(self, bits):
        stream = self.of_thread()
        return plain.getrandbits(self, bits) if stream is None else stream.getrandbits(bits)

    def seed(self, a=None, version=2):
        if a is not None:
            begun[1] = True
            self.of_thread()
        plain.seed(self, a, version)

    def setstate(self, state):
        begun[1] = True
        self.of_thread()
        plain.setstate(self, state)

    @property
    def gauss_next(self):
        """What gauss has left for the next time: it always computes two."""
        stream = self.of_thread()
        return (self if stream is None else stream).__dict__.get("left")

    @gauss_next.setter
    def gauss_next(self, value):
        stream = self.of_thread()
        (self if stream is None else stream).__dict__["left"] = value


def urandom(size):
    return random._inst.getrandbits(8 * size).to_bytes(size, "little") if size else b""


def install():
    os.urandom = random._urandom = real.builtin(urandom)
    seed, one = plain.seed, random._inst

    def seeded(self, a=None, version=2):
        if a is None:  # from the system's randomness, or the time
            a = 0 if getattr(random, "_inst", self) is self else random._inst.getrandbits(64)
        seed(self, a, version)
    plain.seed = seeded
    followed.in_place(plain, *GO_OVER)
    methods.streams[Streams] = lambda o, name: True  # it tells by itself
    one.__dict__.pop("gauss_next", None)
    one.__class__ = Streams
    for name, function in list(vars(random).items()):
        if getattr(function, "__self__", None) is one:
            setattr(random, name, getattr(one, name))


def begin(seed):
    own.clear()
    begun[:] = seed, False
    plain.seed(random._inst, seed)
