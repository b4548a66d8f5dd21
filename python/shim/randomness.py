"""Randomness from the seed of the execution: os.urandom and all that is made of it."""
import os
import random

from . import real


def urandom(size):
    return random._inst.getrandbits(8 * size).to_bytes(size, "little") if size else b""


def install():
    os.urandom = random._urandom = real.builtin(urandom)
    seed = random.Random.seed

    def seeded(self, a=None, version=2):
        if a is None:  # from the system's randomness, or the time
            a = 0 if getattr(random, "_inst", self) is self else random._inst.getrandbits(64)
        seed(self, a, version)
    random.Random.seed = seeded


def begin(seed):
    random._inst.seed(seed)
