"""Whether the script repeats: it is executed in the process that warms up, and twice more in a fork of that one.  Where
the three differ an execution leaves something behind that is not undone.

What an execution does is all that it would tell simrun.  The addresses in its texts are left out: they differ from
process to process anyhow.
"""
import marshal
import os
import re
import signal

from . import kept, pipe, places, real, temporary, written
from .core import S, ARM, EXIT, KINDS, REFUSED, SPAWN, WRITE, RAISE, UNREAD

ADDRESS = re.compile("0x[0-9a-f]+")
WORDS = 4  # of a record
PLACE = (1 << 32) - 1  # above it is the number of a call: see names
# In what records with the same words may differ.
PARTS = ((" in one way", " in another"), (" with one object", " with another"), (" here", " there"), (" with one value", " with another"))
ENDED = "it ended the interpreter, "


class Witness(pipe.CarryOn):
    """Decides as its base does, and keeps what is declared."""

    def __init__(self):
        self.records, self.texts, self.refused = [], [""], ""  # 0 is no text
        self.numbers = {}

    def text(self, text):
        text = temporary.told(ADDRESS.sub("0x", text))
        n = self.numbers.get(text)
        if n is None:
            n = self.numbers[text] = len(self.texts)
            self.texts.append(text)
        return n

    def flush(self):
        self.records += S.buffer
        S.buffer.clear()


def watch(program):
    """Executes the script once by itself, and returns what it has done."""
    witness = S.driver = Witness()
    places.known.clear()
    program.execute(0)
    witness.flush()
    places.known.clear()
    return witness


def in_fork(program, times, before=None, after=None):
    """What so many executions do in a fork, each as its records and texts. The last one is how the fork has ended, in words, if
    it has died.  Something may be called there before, and after each of them, whose text is part of what is told then."""
    read, write = os.pipe()
    pid = real.fork()
    if pid == 0:
        real.end_with_parent()
        os.close(read)
        written.follow()
        if before:
            before()
        for _ in range(times):
            witness = watch(program)
            # The place of a call is a places.Mark, which marshal does not take for the int that it is.
            data = marshal.dumps(([int(n) for n in witness.records], witness.texts, written.found) + ((after(),) if after else ()))
            data = len(data).to_bytes(8, "little") + data
            for _ in range(times if S.left > program.most_left else 1):
                rest = data
                while rest:
                    rest = rest[real.write(write, rest):]
            if S.left > program.most_left:  # the next one takes place in another fork
                break
        real.quit(0)
    os.close(write)
    with os.fdopen(read, "rb") as f:
        seen = []
        while len(seen) < times:
            size = f.read(8)
            data = f.read(int.from_bytes(size, "little"))
            if not data:
                break
            records, texts, writes, *more = marshal.loads(data)
            written.found += writes
            seen.append((records, texts, *more))
    _, status = real.waitpid(pid, 0)
    if len(seen) < times:
        seen.append(how_ended(status))
    return seen


def how_ended(status):
    """A status of waitpid in words."""
    if os.WIFSIGNALED(status):
        return "by " + (signal.strsignal(os.WTERMSIG(status)) or "signal %d" % os.WTERMSIG(status)).lower()
    return "with exit code %d" % os.WEXITSTATUS(status)


def difference(one, other, words="it %s, and the first time it %s"):
    """In what two executions differ, in words, what the other does first; empty if they do not."""
    (a, texts), (b, other_texts) = one, other
    if one == other:
        return ""
    at = 0
    while a[at:at + WORDS] and said(a, texts, at) == said(b, other_texts, at):
        at += WORDS
    does, did = said(b, other_texts, at), said(a, texts, at)
    if does == did:  # a text that no record has
        return ""
    if does[1] == did[1]:  # what it does has the same words
        apart = next(i for i in range(len(PARTS)) if does[0][i] != did[0][i])
        return words % tuple(did[1] + part for part in PARTS[apart])
    return words % (does[1], did[1])


def refusal(seen):
    """Why an execution was refused; empty if it was not."""
    records, texts = seen
    for at in range(0, len(records), WORDS):
        if records[at] & 255 == REFUSED:
            return texts[records[at + 3]]
    return ""


def said(records, texts, at):
    """What a record says, to compare and in words."""
    if at >= len(records):
        return None, "ended there"
    head, object, place, argument = records[at:at + WORDS]
    kind = head & 255
    if kind in (SPAWN, ARM, WRITE, RAISE, UNREAD, EXIT):
        argument = texts[argument]
    where = texts[place & PLACE]
    call, _, line = where.partition("|")
    if kind == WRITE:
        words = "wrote %s" % repr(argument.strip())
    else:
        words = "did %s" % (call or KINDS[kind - 1])
    return (head, object, where, argument), words + (" at " + os.path.basename(line) if line else "")


def check(program, first):
    """Says in words in what executions differ that begin in other processes; first is what the warm-up did."""
    seen = in_fork(program, 2, after=kept.held)
    found = differing([(first.records, first.texts)] + [s if isinstance(s, str) else s[:2] for s in seen])
    return found or kept.grown(seen[0][2], seen[1][2])


def check_forks(program):
    """The same where each execution is a fork of its own."""
    found = differing(in_fork(program, 1) + in_fork(program, 1))
    if found.startswith(ENDED):
        return "a fork " + found[len("it "):]
    return found and "forks differ too, because of something outside of the process, such as a file that it leaves behind"


def check_test(program):
    """The same for a test, whose executions take place in forks, one after the other."""
    again = in_fork(program, 2)
    found = differing(again)
    if found:
        return "executed again in the same process %s: so each execution is a fork of its own, which is slower" % found
    found = differing(again[:1] + in_fork(program, 1))
    return found and "executed in another process " + found


def differing(seen):
    for other in seen:
        found = ENDED + other if isinstance(other, str) else difference(seen[0], other)
        if found:
            return found
    return ""
