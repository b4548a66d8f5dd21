"""How the threads of the program hand over to each other: one has its turn, and the others stand where they have handed
over.

An implementation has these methods, which the scheduler calls:

- execute(main, life) has the main thread live, and returns when the execution is over.
- start(task, life, body) makes a thread, whose life is life(task, body) from its first turn on.
- begin(task) is the first thing in each life.
- switch(me, task) gives the turn to another thread; it returns when that of the running one comes again.
- end(task) is the last thing in a life, which returns what it returns: the turn goes to another thread, or, if that is
  None, the execution is over.
- leave() ends the execution, and never returns: the running thread is left where it stands, as all others are that have
  not ended, and no code of the program runs on their stacks again.
- frame(task) is where a thread stands that has not its turn: its innermost frame, or None.
"""
from . import real


def closed():
    """A lock that is taken."""
    lock = real.allocate_lock()
    lock.acquire()
    return lock


class Threads:
    """Each is a thread of the system, which waits for its turn by a lock of its own."""

    def execute(self, main, life):
        self.over = closed()
        main.baton = real.allocate_lock()
        real.start_new_thread(life, ())
        self.over.acquire()

    def start(self, task, life, body):
        task.baton = closed()
        real.start_new_thread(life, (task, body))

    def begin(self, task):
        task.baton.acquire()
        task.ident = real.get_ident()

    def switch(self, me, task):
        task.baton.release()
        me.baton.acquire()

    def end(self, task):
        (self.over if task is None else task.baton).release()

    def leave(self):
        self.over.release()
        closed().acquire()

    def frame(self, task):
        return real.current_frames().get(task.ident)
