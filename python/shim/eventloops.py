"""asyncio beside threads: what a loop and its futures have is seen when another thread reaches into them, as variables of the program
are (see shared.py).  Locks, events and queues of asyncio are Python code, which is rewritten as that of the program is; the loop and
the futures, which are C code elsewhere and change at once, say with each access what they are about.

Each adaptation is made at the end of the module that it is about, when the program imports it.
"""
import itertools
import sys
import weakref
from collections import deque

from . import clock, databases, followed, order, pending, places, printed, selecting, shared, tables
from .core import S, LOAD, STORE
from .threads import get_ident

REWRITTEN = {"asyncio.locks", "asyncio.queues", "asyncio.mixins"}  # modules that are rewritten as those of the program are
HOOK = "__sim_adapt__"
KEY, NOW = "_sim_key", "_sim_now"


class Followed:
    """An attribute of an object of asyncio."""

    def __init__(self, cls, name, changers):
        self.text, self.name = cls.__name__.lstrip("_") + "." + name.lstrip("_"), name
        self.changers = changers  # functions that look at it and then change it, both at once: the look is the operation
        self.defaults = (cls.__dict__[name],) if name in cls.__dict__ else ()

    def __get__(self, o, cls=None):
        if o is None:
            return self.defaults[0] if self.defaults else self
        if S.several:
            does = sys._getframe(1).f_code.co_name
            access(o, self.name, self.text, STORE if does in self.changers else LOAD, does)
        try:
            return o.__dict__[self.name]
        except KeyError:
            if self.defaults:
                return self.defaults[0]
            raise AttributeError(self.name) from None

    def __set__(self, o, value):
        if S.several:
            does = sys._getframe(1).f_code.co_name
            if does not in self.changers:
                access(o, self.name, self.text, STORE, does)
        o.__dict__[self.name] = value


def access(o, name, text, kind, does):
    key, made = o.__dict__.get(KEY, (None, ""))
    if key is None or not (S.running or S.looking):
        return
    S.polled = True
    shared.touch(variable(o, key, name, text + made), kind, text.partition(".")[0] + "." + does.lstrip("_"))


def variable(o, key, name, text):
    v = variables.get((key, name))
    if v is None:
        v = variables[key, name] = shared.Thing(o, key, text).var(name, text)
    return v


variables = {}  # (key of an object, name) → shared.Var


class Ready(deque):
    """The callbacks that a loop is to call."""

    def __init__(self, loop):
        super().__init__()
        self.loop = weakref.ref(loop)

    def told(self, kind):
        if S.several:
            loop = self.loop()
            if loop is not None:
                access(loop, "_ready", "EventLoop.ready", kind, sys._getframe(2).f_code.co_name)

    def __len__(self):
        self.told(LOAD)
        return super().__len__()

    def __bool__(self):  # it need not ask for the length
        self.told(LOAD)
        return super().__len__() > 0

    def append(self, handle):
        self.told(STORE)
        super().append(handle)

    def clear(self):
        self.told(STORE)
        super().clear()


def follow(cls, **attributes):
    for name, changers in attributes.items():
        setattr(cls, name, Followed(cls, name, changers))


def numbered(cls, then=None):
    """Gives what is made of a class a key, by the thread that makes it, and does with it what then says."""
    made = cls.__init__

    def init(self, *args, **kwargs):
        if S.running:
            frame, _ = places.maker()
            self.__dict__[KEY] = S.new_key(), " (%s)" % places.line_of(frame) if frame is not None else ""
        made(self, *args, **kwargs)
        if then:
            then(self)
    init.__name__, init.__qualname__, init.__doc__ = made.__name__, made.__qualname__, made.__doc__
    cls.__init__ = init


def adapt_base_events(module):
    cls = module["BaseEventLoop"]
    numbered(cls, lambda loop: setattr(loop, "_ready", Ready(loop)))
    cls.time = time
    printed.adapt_loops(cls)
    follow(cls, _stopping=(), _closed=(), _scheduled=("call_at",), _thread_id=(), _default_executor=(), _executor_shutdown_called=())


def adapt_selector_events(module):
    follow(module["BaseSelectorEventLoop"], _csock=())


def time(self):
    """The time of a loop, if timeouts may be over at any point: it goes on with what the loop does, and by each of its own waits that is
    over.  If it were that of all threads, which timers are due would depend on the waits of others, which no operation shows."""
    if not (S.running and S.anytime):
        return clock.now()
    now = self.__dict__.get(NOW)
    if now is None:
        now = S.now
    if self.__dict__.get("_thread_id") in (None, get_ident()):
        now += S.cost
    self.__dict__[NOW] = now
    return now * 1e-9


def waited(seconds):
    """Moves the time of the loop that runs in this thread: its wait is over."""
    events = sys.modules.get("asyncio.events")
    loop = events and events._get_running_loop()
    if loop is not None and NOW in loop.__dict__:
        loop.__dict__[NOW] += int(seconds * 1e9)


def adapt_futures(module):
    cls = module["Future"]
    numbered(cls)
    printed.adapt_futures(cls)
    follow(cls, _state=("set_result", "set_exception", "cancel", "add_done_callback", "remove_done_callback"))
    cls.__hash__ = order.number_of  # sets of tasks would be in the order of their addresses


def adapt_servers(module):
    numbered(module["BaseServer"])
    printed.adapt_servers(module["BaseServer"])
    follow(module["BaseServer"], _BaseServer__shutdown_request=())


def adapt_tasks(module):
    follow(module["Task"], _must_cancel=())
    for registry in ("_all_tasks", "_scheduled_tasks"):
        if isinstance(module.get(registry), sys.modules["weakref"].WeakSet):
            module[registry] = weakref.WeakSet()  # in which nothing is followed: see followed


ADAPTED = {"asyncio.base_events": adapt_base_events, "asyncio.selector_events": adapt_selector_events,
           "socketserver": adapt_servers, "asyncio.futures": adapt_futures, "asyncio.tasks": adapt_tasks, databases.MODULE: databases.adapt,
           tables.MODULE: tables.adapt, "unittest.mock": followed.adapt_mocks}


def adapt(namespace):
    """What the module calls when it has been executed."""
    ADAPTED[namespace["__name__"]](namespace)


def install(builtins):
    setattr(builtins, HOOK, adapt)
    shared.rewritten.update(REWRITTEN)
    selecting.timed_out, selecting.endless = waited, pending.tell
    sys.modules["_asyncio"] = None  # what is C code cannot be followed; the same is there in Python


def restore():
    """Puts back what an execution leaves behind in asyncio."""
    variables.clear()
    tasks, events = sys.modules.get("asyncio.tasks"), sys.modules.get("asyncio.events")
    if tasks is None or events is None:
        return
    tasks._task_name_counter = itertools.count(1).__next__
    for registry in ("_all_tasks", "_scheduled_tasks", "_eager_tasks", "_current_tasks"):
        if hasattr(tasks, registry):
            getattr(tasks, registry).clear()
    events._event_loop_policy = None
