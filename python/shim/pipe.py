"""The drivers: who decides where several threads are ready."""
import re
from array import array

from . import real, temporary
from .core import S, BROKEN, FULL, TEXT

REQUEST, ANSWER, LIFE = 3, 4, 5  # file descriptors that simrun has opened
ABANDON = -1
LEADS = 4  # flag of a request: the plan is segments, as those of sim.Leader

ADDRESS = re.compile(" at 0x[0-9a-f]{6,}")  # as the text of an object has it that has no other
WORD = (1 << 64) - 1


def alternative(s, i):
    """Which thread an alternative of a choice is: the running one if it is ready, then the others by their numbers."""
    ready, me = s.ready, s.current
    if not me.ready:
        return ready[i]
    at = ready.index(me)
    return me if i == 0 else ready[i - 1 if i <= at else i]


class CarryOn:
    """Decides alone: everybody runs until it blocks.  See repeat for who reads what is declared."""
    LIMIT = 20000

    def choose(self, s):
        self.flush()
        if s.steps > self.LIMIT or not s.ready:
            return None
        return s.current if s.current.ready else s.ready[0]

    def more(self, s):
        self.flush()
        s.steps += FULL // 4
        return s.steps > self.LIMIT


class Pipe:
    """Has simrun decide.  A batch goes out when somebody has to; it is the number of its words, and the words."""

    def __init__(self):
        self.texts = {}
        self.plan = b""

    def begin(self):
        """Waits for the next execution; returns its flags, seed, cost of a step, and the numbers of the variables that are
        shared; or None at the end."""
        head = self.receive(48)
        if head is None:
            return None
        flags, seed, cost, planned, drawn, shared = array("q", head)
        self.plan = array("i", self.receive(4 * planned) if planned else b"")
        self.draws = array("Q", self.receive(8 * drawn) if drawn else b"")
        S.leading = bool(flags & LEADS)
        self.at = self.made = self.drawn = 0
        return flags, seed, cost, array("i", self.receive(4 * shared) if shared else b"")

    def receive(self, size):
        """Reads so many bytes; None if simrun is gone."""
        data = real.read(REQUEST, size)
        while len(data) < size:
            more = real.read(REQUEST, size - len(data))
            if not more:
                return None
            data += more
        return data

    def send(self):
        buffer = S.buffer
        buffer.insert(0, len(buffer))
        data = array("q", buffer)
        buffer.clear()
        size = 8 * len(data)
        try:
            written = real.write(ANSWER, data)
            while written < size:
                written += real.write(ANSWER, memoryview(data).cast("B")[written:])
        except OSError:  # simrun is gone
            real.quit(0)

    def committed(self, thread):
        """Counts a step for the present segment."""
        plan, n = self.plan, len(self.plan)
        while self.at < n and (plan[self.at] != thread or self.made >= plan[self.at + 1]):
            if not self.made and plan[self.at] != thread:
                return  # it was forced, and comes before the segment
            self.at, self.made = self.at + 2, 0
        self.made += self.at < n

    def lead(self, s):
        """The thread that the segments say goes on."""
        plan, n = self.plan, len(self.plan)
        while self.at < n:
            thread, steps = plan[self.at], plan[self.at + 1]
            if self.made < steps and thread < len(s.tasks) and s.tasks[thread].ready:
                return s.tasks[thread]
            self.at, self.made = self.at + 2, 0
        return s.current if s.current.ready else s.ready[0]

    def choose(self, s):
        if s.leading:
            if s.ready and len(s.buffer) < FULL:
                return self.lead(s)
            return self.asked(s)
        step = s.steps - 1
        if step < len(self.plan) and len(s.buffer) < FULL:
            task = s.tasks[self.plan[step]] if self.plan[step] < len(s.tasks) else None
            if task is not None and task.ready:
                return task
            self.plan = b""  # the program does not repeat: simrun finds out
        if self.draws and len(s.ready) > 1:
            task = self.draw(s)
            if task is not None and len(s.buffer) < FULL:
                return task
        return self.asked(s)

    def draw(self, s):
        """The thread that the next words choose, as sim.Below does; None if there are none left."""
        ready, draws = s.ready, self.draws
        n = len(ready)
        while self.drawn < len(draws):
            product = draws[self.drawn] * n
            self.drawn += 1
            if product & WORD >= (1 << 64) % n:
                return alternative(s, product >> 64)
        self.draws = b""
        return None

    def asked(self, s):
        """The thread that simrun says goes on; None if the execution is over.  Where it has nothing left to decide it need not be
        asked any more."""
        thread, now, settled = self.ask()
        if thread == ABANDON:
            return None
        task = s.tasks[thread]
        if not task.ready or now != s.now + s.cost and now != task.deadline:
            self.disagree("thread %d is chosen at %d, ready are %s at %d" % (thread, now, [t.id for t in s.ready], s.now))
        if settled:
            self.plan, s.leading = b"", True
        return task

    def more(self, s):
        """Tells simrun what the running thread has done; returns whether it wants no more."""
        return self.ask()[0] == ABANDON

    def ask(self):
        self.send()
        reply = self.receive(24)
        if reply is None:
            real.quit(0)
        return array("q", reply)

    def disagree(self, how):
        """Ends the process: both sides do not believe the same, which is a mistake in simrun."""
        S.buffer += (S.current.id << 8 | BROKEN, 0, 0, self.text(how))
        self.send()
        real.quit(1)

    def text(self, text):
        """The number of a text, which is sent once.  It has no addresses of objects: they differ from process to process."""
        if " at 0x" in text:
            text = ADDRESS.sub(" at 0x...", text)
        if temporary.shown:
            text = temporary.told(text)
        n = self.texts.get(text)
        if n is None:
            n = self.texts[text] = len(self.texts) + 1
            data = text.encode("utf-8", "replace")
            size = len(data)
            S.buffer += (TEXT, n, size, 0)
            S.buffer += array("q", data + bytes(-size % 8))
        return n
