"""What a few random walks through the script show of the variables that its threads share, so that a search begins with
them."""
import os
import random
import signal

from . import real, repeat, shared
from .core import S

WALKS = 12
LIMIT = 10  # seconds of processor time for all of them: one in which a thread goes round for ever says nothing, the search will


class Wander(repeat.Witness):
    """Decides at random, the same way each time."""

    def __init__(self, seed):
        super().__init__()
        self.random = random.Random(seed)

    def choose(self, s):
        S.buffer.clear()
        if s.steps > self.LIMIT or not s.ready:
            return None
        return s.ready[int(self.random.random() * len(s.ready))]


def learn(program):
    """The names of the variables that the threads share in some walks, each of which begins with those of the walks
    before.  They take place in a fork, so that nothing of them is left."""
    read, write = os.pipe()
    pid = real.fork()
    if pid == 0:
        real.end_with_parent()
        if hasattr(signal, "setitimer"):
            signal.setitimer(signal.ITIMER_VIRTUAL, LIMIT)  # ends it
        os.close(read)
        real.write(write, "\n".join(walk(program)).encode()[:1 << 15])
        real.quit(0)
    os.close(write)
    with os.fdopen(read, "rb") as f:
        names = f.read().decode("utf-8", "replace")
    real.waitpid(pid, 0)
    return names


def walk(program):
    names = set()
    for seed in range(WALKS):
        S.driver = Wander(seed)
        program.shared = [shared.number(name) for name in names]
        program.execute(0)
        names |= shared.learned
        if len(S.tasks) == 1 or S.left > program.most_left:
            break
    return sorted(names)
