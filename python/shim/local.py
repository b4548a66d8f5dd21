"""What threading.local is: an object whose attributes each thread has of its own.  That of CPython goes by the thread of the
system; and when that ends it drops the values after another thread has got its turn, so that their finalizers would run at
any time."""
import weakref

from . import real
from .core import S

get, put = object.__getattribute__, object.__setattr__


class Own:
    """What the threads have of a local object."""
    __slots__ = ("dicts", "args", "kwargs", "owner")

    def __init__(self, args, kwargs):
        self.dicts, self.args, self.kwargs = {}, args, kwargs  # task → its attributes
        self.owner = None  # the task whose attributes are in place


@real.in_c("_thread._local")
class local:
    __slots__ = ("_local__own", "__dict__", "__weakref__")

    def __new__(cls, *args, **kwargs):
        if (args or kwargs) and cls.__init__ is object.__init__:
            raise TypeError("Initialization arguments are not supported")
        self = object.__new__(cls)
        put(self, "_local__own", Own(args, kwargs))
        enter(self, S.current)  # __init__ is yet to come
        return self

    def __getattribute__(self, name):
        if get(self, "_local__own").owner is not S.current:
            place(self)
        return get(self, name)

    def __setattr__(self, name, value):
        if name == "__dict__":
            raise AttributeError("%r object attribute '__dict__' is read-only" % type(self).__name__)
        if get(self, "_local__own").owner is not S.current:
            place(self)
        put(self, name, value)

    def __delattr__(self, name):
        if name == "__dict__":
            raise AttributeError("%r object attribute '__dict__' is read-only" % type(self).__name__)
        if get(self, "_local__own").owner is not S.current:
            place(self)
        object.__delattr__(self, name)


def enter(o, me):
    """Gives a thread attributes, of which it has none yet."""
    own = get(o, "_local__own")
    own.dicts[me], own.owner = {}, me
    put(o, "__dict__", own.dicts[me])
    me.locals.append(weakref.ref(o))


def place(o):
    """Puts the attributes of the running thread in place, which the first time are what __init__ makes of them."""
    own, me = get(o, "_local__own"), S.current
    if me not in own.dicts:
        enter(o, me)
        init = type(o).__init__
        if init is not object.__init__:
            try:
                init(o, *own.args, **own.kwargs)
            except BaseException:
                forget(o, me)
                raise
    own.owner = me
    put(o, "__dict__", own.dicts[me])


def forget(o, task):
    own = get(o, "_local__own")
    dropped = own.dicts.pop(task, None)
    if own.owner is task:
        own.owner = None
        put(o, "__dict__", {})
    return dropped


def end(task):
    """Drops what a thread has that ends, in the order in which it came."""
    for ref in task.locals:
        o = ref()
        if o is not None:
            forget(o, task)
            o = None
    task.locals.clear()


def install(thread_module):
    thread_module._local = local
