"""The double of simrun's scheduler: which threads are ready and what time it is, computed as simrun computes it.

The Python threads of an execution run one at a time.  Before each operation a thread declares it, and the thread of the
next step is found.  Where only one is ready, or the next steps are planned, both sides know it and nobody waits;
elsewhere the driver decides: a pipe to simrun, or, for the execution that warms the process up, the rule that
everybody carries on.
"""
from . import handover

# Kinds of records; python/worker/protocol.go has the same.
(ACQUIRE, TRY, RELEASE, WAIT, READ, SLEEP, SPAWN, END, WRITE, RAISE, EXIT, NEW, TEXT, DONE, POLL, REFUSED, BROKEN,
 CALLED, OBJECT, LABEL, NOTE, PUT, GOT, LOOKED, ASKED, LOAD, STORE, VARIABLE, LEARNED, ENTER,
 UNREAD, ARM, ARMED, TAKEN, FORK, BROKE, CHANNEL, PART, OPERATE, READY, OUTSIDE) = range(1, 42)
KINDS = ("acquire", "acquire(False)", "release", "wait", "read", "time.sleep", "Thread.start", "the end of a thread", "write",
         "an exception", "exit", "a new lock", "", "", "", "", "", "a call", "an object", "", "", "put", "get", "", "time.time",
         "load", "store", "", "", "acquire", "an exception", "signal.signal", "signal.signal", "a signal", "os.fork",
         "a broken property", "a new channel", "", "an operation on a channel", "", "something outside of the process")  # in words

FOREVER = -1  # the argument of an operation without a deadline
MASK = (1 << 60) - 1
IO, CALL, BYTECODE, NOWHERE = 2, 3, 4, 5  # the weakest switching mode in which a thread may lose the GIL before an operation, as in sim
MODE_OF = [IO if kind in (SLEEP, WRITE) else CALL for kind in range(OUTSIDE + 1)]
# How many frames of simrun's own are there at least between the program's and the text of a place: see places.place.
OWN_FRAMES = [{ACQUIRE: 5, ENTER: 5, WAIT: 5, TRY: 4, RELEASE: 4, READ: 4}.get(kind, 3) for kind in range(OUTSIDE + 1)]
TAKE = (ACQUIRE, ENTER, WAIT, SLEEP, RELEASE, OPERATE)  # what looks itself whether something is due
IMPORTED = 2     # in the keys of what modules of the library make, in place of a thread's key
MET = 3          # and of what a thread has met
RETURNED = 4     # and of what calls have returned to it
FULL = 4096      # words of a batch from which on simrun is told, whatever is ready: it may want no more


class Task:
    """A thread of the program."""
    __slots__ = ("id", "key", "made", "met", "returned", "name", "baton", "deadline", "ready", "dead", "sentinel", "mode", "stamp",
                 "sees", "tick", "news", "said", "held", "calls", "direct", "asked", "within", "arrival", "actor", "locals", "aside", "ident", "importing", "stream",
                 "ahead", "number", "free", "starter", "apart")

    def __init__(self, id, key):
        self.id, self.key = id, key
        self.met = 0             # things that it has met, which nobody has seen made
        self.returned = 0        # things that calls have returned to it
        self.made = 0            # things that it has made: the number and the thread's own key name each of them
        self.name = "MainThread"
        self.baton = None        # by which it gets its turn: see handover
        self.aside = self.ident = None  # what is put aside while it has not, see greenlets; that of its thread of the system
        self.stream = key        # from which numbers it draws: see randomness
        self.importing = False   # it imports a module of the library
        self.locals = []         # weak references to the objects of which it has attributes of its own: see local
        self.deadline = None     # of the operation that it has declared
        self.number = 0          # its identity, if it has got that of a thread that has ended: see threads
        self.starter = None      # who started it and has not joined it yet
        self.free = []           # identities that threads had which it has started and joined
        self.ahead = 0           # what the clock said more than the time was when it was computed: see moments
        self.ready, self.dead = True, False
        self.mode = 0            # of the last operation that it carried out
        self.sentinel = None     # a lock that is released when the thread ends
        self.stamp = ""          # the time that logging has given the thread's last record
        self.sees, self.tick = {}, 1  # its vector clock: what it knows of the times of the others, and its own time
        self.news, self.said = True, None  # something has happened since it has said that to others; what it has said last
        self.direct = None       # the code that the call that has just begun enters itself: see returns
        self.asked = 0           # a frame whose call is of what a property or __getattr__ gives
        self.within = set()      # frames whose call of C code has run code of the program
        self.calls = None        # of the library, which may run code of the program: see during
        self.apart = []          # (id of a frame, what an assignment there has still to store): see aside
        self.held = []           # objects whose access waits for what is computed first: see hooks
        self.actor = self        # whose accesses to variables it makes: in the handler of a signal those of that
        self.arrival = None      # what comes when it makes its one step, if it is no thread of the program: see arrivals


def mix(a, b):
    """A number made of two, the same in every process."""
    x = ((a ^ (b + 0x9E3779B97F4A7C15)) * 0xBF58476D1CE4E5B9) & MASK
    return ((x ^ (x >> 29)) * 0x94D049BB133111EB) & MASK


class Scheduler:
    def __init__(self):
        self.running = False     # an execution is under way, and the code that runs is the program's
        self.making = False      # what the program makes is there in each execution: see suite
        self.epoch = 0           # counts executions
        self.cost = 100000       # ns of virtual time for each step
        self.anytime = False
        self.switching = CALL
        self.entered = BYTECODE  # where a thread may lose the GIL when a with statement has taken its lock
        self.driver = None
        self.leading = False     # the driver leads the execution along segments, and is told of each step
        self.hands = handover.Threads()  # how a thread hands over to another one
        self.imported = 0        # things that modules of the library have made when they were imported
        self.left = 0            # threads that executions have left behind
        self.place = lambda above=0: 0  # the text that says where the operation stands: see names
        self.arrive = self.take = None  # see arrivals
        self.at_ident = None     # the number of the thread with an identity: see threads
        self.look = None         # at what should hold: see stated
        self.looking = False     # what runs is no thread of the program: it looks at a state
        self.buffer = []         # records that the driver has not passed on
        self.reset()

    def reset(self):
        """Prepares for an execution and makes its main thread."""
        self.epoch += 1
        self.current = main = Task(0, 1)
        self.tasks, self.ready, self.timed = [main], [main], []
        self.now = 0             # ns
        self.hour = 0            # what the clock says under --clock anytime: see moments
        self.steps = 0
        self.exit_code = 0
        self.asked = False       # the program has asked for the time, and simrun knows it
        self.several = False     # there is more than one thread
        self.polled = False      # since the last operation CPython may have switched threads: a call, a loop
        self.due = False         # something has come from outside, and nobody has taken it: see arrivals
        self.every = False       # each step may: see shared.EVERYTHING
        self.shares = False      # accesses to some variables are operations
        self.replaces = False    # what threads nearly never change is a variable, too: see shared.REPLACED
        self.changed = False     # the step under way has changed what is looked at: see stated
        return main

    # -- who is ready

    def make_ready(self, task):
        if task.ready:
            return
        task.ready = True
        ready = self.ready
        at = len(ready)
        while at and ready[at - 1].id > task.id:
            at -= 1
        ready.insert(at, task)

    def make_unready(self, task):
        if task.ready:
            task.ready = False
            self.ready.remove(task)

    def fire(self):
        """Makes the threads ready whose deadline the virtual clock has reached."""
        for task in [t for t in self.timed if t.deadline <= self.now]:
            self.timed.remove(task)
            self.make_ready(task)

    def set_deadline(self, task, deadline):
        task.deadline = deadline
        if not self.anytime:
            self.timed.append(task)

    def clear_deadline(self, task):
        if task.deadline is None:
            return
        task.deadline = None
        if task in self.timed:
            self.timed.remove(task)
        self.make_ready(task)

    # -- steps

    def point(self, kind, object=0, argument=0, free=True):
        """Declares the operation of the running thread; returns when the thread may carry it out.  If that is at once
        (free), and no thread may lose the GIL here in this mode, nobody else comes between."""
        if self.due and kind not in TAKE:
            self.take(kind)
        me, mode, switching = self.current, MODE_OF[kind], self.switching
        on = free and mode > switching and me.mode > switching
        if self.changed and not on:
            self.look()
        self.buffer += (me.id << 8 | kind, object, self.place(OWN_FRAMES[kind]), argument)
        me.mode = self.entered if kind == ENTER else mode
        self.go(me, on)

    def access(self, kind, key, place, goes_on=False):
        """Declares an access to a variable that threads share, which may be one with the access before it."""
        if self.due and not goes_on:
            self.take(kind)
        me, switching = self.current, self.switching
        mode = NOWHERE if goes_on else CALL if self.polled else BYTECODE
        on = mode > switching and me.mode > switching
        if self.changed and not on:
            self.look()
        self.buffer += (me.id << 8 | kind, key, place, mode)
        me.mode = NOWHERE
        self.go(me, on)

    def go(self, me, on):
        """Lets the threads go on: the running one, if it may go on at once, or else the one of the next step."""
        self.polled = False
        if on:
            if len(self.buffer) >= FULL and self.driver.more(self):
                self.leave()
            return
        task = self.step()
        if task is not me:
            if task is None or task.arrival is not None:
                task = self.arrived(task)
            if task is None:
                self.current = me
                self.leave()
            self.current = task
            if task is not me:
                self.hands.switch(me, task)
                self.polled = False

    def sync(self, seen):
        """Joins the clock of the running thread with one that it has found; returns that which others find here then.  It
        is the same one, which nobody changes, as long as there is nothing new in it: no access to a variable, nothing
        found out of others."""
        me = self.current
        if seen is not me.said:
            self.sync_from(seen)
        if me.news:
            me.said = here = dict(me.sees)
            here[me.id] = me.tick
            me.tick += 1
            me.news = False
        return me.said

    def sync_from(self, seen):
        """Joins the clock of the running thread with one that it has found."""
        me = self.current
        sees = me.sees
        for thread, tick in seen.items():
            if sees.get(thread, 0) < tick:
                sees[thread] = tick
                me.news = True

    def next(self):
        """The thread of the next step; None if the execution is over."""
        return self.arrived(self.step())

    def arrived(self, task):
        """The thread of the next step, if that is the task, or comes after what comes from outside and makes its own step here."""
        while task is not None and task.arrival is not None:
            self.current = task
            self.arrive(task)
            task = self.step()
        return task

    def step(self):
        """Ends a step; returns the thread of the next one."""
        self.steps += 1
        if self.leading:
            self.driver.committed(self.current.id)
        if self.timed:
            self.fire()
            if not self.ready:
                self.now = max(self.now, min(t.deadline for t in self.timed))
                self.fire()
        ready = self.ready
        if len(ready) == 1 and len(self.buffer) < FULL:
            task = ready[0]
        else:
            task = self.driver.choose(self)
        self.now += self.cost
        return task

    def close(self):
        """Ends the execution: the threads that are left never run again, and what finalizers do that run later is nobody's."""
        self.running = self.due = self.several = False
        self.left += len(self.alive())

    def leave(self):
        """Ends the execution here, and never returns."""
        self.close()
        self.hands.leave()

    # -- threads

    def alive(self):
        """The threads of the program that have not ended."""
        return [t for t in self.tasks if not t.dead and t.arrival is None]

    def execute(self, main, body):
        """Runs body in the main thread, and returns when the execution is over."""
        def life():
            self.hands.begin(main)
            self.running = True
            body()
            main.dead = True
            self.close()
            return self.hands.end(None)
        self.hands.execute(main, life)

    def start(self, body, name, text):
        """Starts a thread, which is an operation."""
        key = self.new_key()
        self.point(SPAWN, key, text)
        self.changed = self.changed or not self.several and self.look is not None
        self.several = True
        task = self.enter(name, key)
        task.sees = dict(self.sync({}))
        self.hands.start(task, self.live, body)
        return task

    def enter(self, name, key):
        """Makes a thread, which is ready."""
        task = Task(len(self.tasks), key)
        task.name = name
        task.ready = False
        self.tasks.append(task)
        self.make_ready(task)
        return task

    def live(self, task, body):
        """The life of a thread that is not the main one."""
        self.hands.begin(task)
        task.mode, self.polled = CALL, False
        body()
        body = None
        if self.changed:
            self.look()
        task.dead = True
        self.make_unready(task)
        self.buffer += (task.id << 8 | END, 0, 0, 0)
        following = self.next()
        if following is None:
            self.close()
        else:
            self.current = following
        return self.hands.end(following)

    def new_key(self):
        """Names what the running thread makes: the same in all executions with the same trace."""
        me = self.current
        if me.importing:  # it is made once, for all executions, and moves the numbers of nothing else
            self.imported += 1
            return mix(IMPORTED, self.imported)
        me.made += 1
        return mix(me.key, me.made)

    def met_key(self):
        """Names what nobody has seen made, for the thread that comes to it first.  Whether it is known then may depend on what else lay at its
        address before: so that moves the numbers of nothing that is made."""
        me = self.current
        me.met += 1
        return mix(mix(me.key, MET), me.met)

    def returned_key(self):
        """Names what a call returns to the running thread, if that is new.  Whether it is may depend on how far the thread is that had it
        before, as what comes through a queue: so each call counts, and none moves the numbers of what is made."""
        me = self.current
        if me.importing:
            return self.new_key()
        me.returned += 1
        return mix(mix(me.key, RETURNED), me.returned)


S = Scheduler()
