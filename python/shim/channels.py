"""The channel: one direction of a pipe, of a pair of sockets or of a connection of the process with itself, or the line of those
who want to be connected.

It is real, and so is what goes through it.  What it is ready for is asked of the system after each operation that may have
changed it, and told to simrun: so a thread that waits for it is let go on by the step that has written to it, or closed it.
"""
from . import arrivals, moments, names, places, real
from .core import S, CHANNEL, FOREVER, NOTE, OPERATE, PART, READY

READABLE, WRITABLE, NO_WRITER, NO_READER = 1, 2, 4, 8  # what a channel is ready for; python/cell/channel.go has the same
NEVER, TRIES, BLOCKS, LOOKS = 0, 1, 2, 4  # flags of an operation; python/channel.go has the same
MOST = 30  # characters of what goes through that are shown

CAN_READ = real.POLLIN | real.POLLHUP | real.POLLERR
CAN_WRITE = real.POLLOUT | real.POLLHUP | real.POLLERR


class Channel:
    __slots__ = ("kind", "name", "key", "ready", "told", "tasks", "pending", "seen", "readers", "writers")

    def __init__(self, kind, name, readers, writers, key=None):
        """The lists are those of the descriptors from which it can be read, and by which it can be written."""
        self.kind, self.name, self.key = kind, name, S.new_key() if key is None else key
        self.readers, self.writers = readers, writers
        self.told, self.tasks = False, ""  # where the tasks stand of the event loop that waits for it: see pending
        self.pending = []     # threads that wait for it
        self.seen = {}        # the vector clock of those who have changed it
        self.ready = self.look()

    def look(self):
        """What it is ready for."""
        ready = 0
        if not self.readers:
            ready |= NO_READER
        elif real.ready(self.readers[0], real.POLLIN) & CAN_READ:
            ready |= READABLE
        if not self.writers:
            ready |= NO_WRITER
        elif real.ready(self.writers[0], real.POLLOUT) & CAN_WRITE:
            ready |= WRITABLE
        return ready

    def part(self, mask):
        """Names it as one of those of the next operation."""
        self.present()
        S.buffer += (S.current.id << 8 | PART, self.key, 0, mask)

    def present(self):
        """Tells that there is such a channel, once."""
        if not self.told:
            self.told = True
            S.buffer += (S.current.id << 8 | CHANNEL, self.key, S.driver.text(self.kind + "|" + self.name), self.ready)

    def settle(self):
        """Tells what it is ready for, at the end of an operation that may have changed that."""
        before, self.ready = self.ready, self.look()
        if self.ready == before:
            return
        if self.told:
            self.tasks = ""
            S.buffer += (S.current.id << 8 | READY, self.key, 0, self.ready)
        for task in self.pending:
            if is_ready(waits[task]):
                S.make_ready(task)
            elif not (S.due and arrivals.wakes(task)) and (task.deadline is None or not S.anytime and task.deadline > S.now):
                S.make_unready(task)


waits = {}  # task → what it waits for, as pairs of a channel and what that is to be ready for


def is_ready(parts):
    return any(channel.ready & mask for channel, mask in parts)


def operate(does, parts, flags, deadline=None):
    """Declares an operation on channels, each of which stands with what it is to be ready for; returns whether one of them is.  If
    it blocks it waits until one is, or the deadline has come."""
    declare(does, parts, flags, deadline)
    while flags & BLOCKS and not is_ready(parts) and S.due and arrivals.wakes(S.current):
        declare(does, parts, flags, deadline)
    ready = is_ready(parts)
    if flags & BLOCKS and not ready:
        moments.over(deadline)
        return False
    for channel, _ in parts:
        if flags & LOOKS or flags & TRIES and not ready:
            S.sync_from(channel.seen)
        else:
            channel.seen = S.sync(channel.seen)
    return ready


def declare(does, parts, flags, deadline):
    if S.due:
        S.take()
    me, waiting = S.current, flags & BLOCKS
    if waiting:
        waits[me] = parts
        for channel, _ in parts:
            channel.pending.append(me)
        if deadline is not None:
            S.set_deadline(me, deadline)
        if not is_ready(parts) and not (deadline is not None and S.anytime):
            S.make_unready(me)
    for channel, mask in parts:
        channel.part(mask)
    S.point(OPERATE, S.driver.text(does) << 8 | flags, FOREVER if deadline is None else deadline,
            not waiting or is_ready(parts))
    if waiting:
        for channel, _ in parts:
            channel.pending.remove(me)
        del waits[me]
        S.clear_deadline(me)


def note(data):
    """Says in the step under way what goes through."""
    text = repr(bytes(data[:MOST]))
    if len(data) > MOST:
        text = "%s… (%d bytes)" % (text, len(data))
    S.buffer += (S.current.id << 8 | NOTE, 0, 0, S.driver.text(text))


def name(kind):
    """What is being made is called by the line of the program that makes it: "the pipe made at line 12"."""
    frame, _ = places.maker()
    return names.numbered("the %s made at %s" % (kind, places.line_of(frame)) if frame is not None else "the " + kind)


def reset():
    waits.clear()
