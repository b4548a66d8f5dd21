"""What goes through the program's queues: simrun is told of each item, and of each look, as part of the step under way."""
from collections import deque

from . import names, objects, order
from .core import S, PUT, GOT, LOOKED, LABEL, NOTE, mix

PLAIN = (int, float, complex, str, bytes, bool, type(None))
MOST = 60           # characters of an item that are shown
NOTHING, VALUE = 0, 1  # what an item is: None or empty; a value that says all; above them the number of an object
FIRST_OBJECT = 2
HOLD = (deque, list, set, dict)  # in what a queue may hold its items

inside = {}  # (key of a queue, id of an object that is in it) → its number
last = [FIRST_OBJECT]  # number of an object
TASKS = 3   # in the keys of the numbers that tasks draw, beside a thread's key
told = {}   # id of a queue → how often it has told of an item
tasks = {}  # key of a thread → how many tasks it has submitted


def describe(item):
    """The text of an item, and what it is: 2 stands for an object.  No code of the program runs for that."""
    kind = type(item)
    if kind in PLAIN:
        return shorten(repr(item)), NOTHING if item is None or kind in (str, bytes) and not item else VALUE
    if kind in (list, tuple, dict, set, frozenset):
        if not item:
            return repr(item), NOTHING
        if kind in (list, tuple) and len(item) <= 8 and all(type(i) in PLAIN for i in item):
            return shorten(repr(item)), VALUE
    if kind is object:
        return "object()", NOTHING
    if issubclass(type(item), type) or kind.__name__ in ("function", "method", "builtin_function_or_method"):
        return getattr(item, "__name__", kind.__name__), VALUE
    return kind.__name__, FIRST_OBJECT


def shorten(text):
    return text if len(text) <= MOST else text[:MOST - 1] + "…"


def tell(kind, queue, text, what, item=None):
    if S.running and objects.of(queue) is not None:
        key = objects.key(queue)
        if what == FIRST_OBJECT and kind == PUT:
            last[0] += 1
            what = inside[key, id(item)] = last[0]
        elif what == FIRST_OBJECT and kind == GOT:
            what = inside.pop((key, id(item)), FIRST_OBJECT)
        S.buffer += (S.current.id << 8 | kind, key, S.driver.text(text) if text else 0, what)


def adapt(cls):
    """Has a class of queues tell of what is put into it and taken from it, under its mutex."""
    for name, kind in (("_put", PUT), ("_get", GOT)):
        if name in cls.__dict__:
            setattr(cls, name, telling(cls.__dict__[name], kind))


def telling(method, kind):
    """The method of a class.  That of a subclass may call the one of its base, which has told then, or leave the item out, as one of
    which there is another one."""
    if kind == PUT:
        def _put(self, item):
            before, held = told.get(id(self), 0), size(self)
            method(self, item)
            if held is None or held < size(self):
                tell_once(before, PUT, self, item)
        return _put

    def _get(self):
        before = told.get(id(self), 0)
        item = method(self)
        tell_once(before, GOT, self, item)
        return item
    return _get


def tell_once(before, kind, queue, item):
    """Tells of an item of a queue that had told so often before the method was called, unless that of a base has told of it."""
    if told.get(id(queue), 0) == before:
        told[id(queue)] = before + 1
        tell(kind, queue, *describe(item), item)


def size(queue):
    """How many items a queue holds; None if it does not keep them as those of the library, or has a place for so many and no more.  No
    code of the program runs for that."""
    items = queue.__dict__.get("queue")
    return len(items) if type(items) in HOLD and getattr(items, "maxlen", None) is None else None


def looking(method):
    def look(self):
        n = method(self)
        tell(LOOKED, self, "", int(bool(n) == (method.__name__ == "empty")))
        return n
    look.__name__ = method.__name__
    return look


def submitted(item_class):
    """Has the executor's workers say which task they run, and submit what is submitted.  A task draws numbers of its own, whichever
    worker runs it."""
    made, run = item_class.__init__, item_class.run

    def init(self, *args, **kwargs):
        made(self, *args, **kwargs)
        task = args[1] if len(args) > 1 else kwargs.get("fn")
        self._simrun_name = names.function_name(task[0] if issubclass(type(task), tuple) else task)
        me = S.current
        tasks[me.key] = number = tasks.get(me.key, 0) + 1
        self._simrun_stream = mix(mix(me.key, TASKS), number)
        if S.running:
            S.buffer += (me.id << 8 | NOTE, 0, 0, S.driver.text(self._simrun_name))

    def labelled(self, *args):
        me = S.current
        if S.running:
            S.buffer += (me.id << 8 | LABEL, 0, 0, S.driver.text(self._simrun_name))
        me.stream, before = self._simrun_stream, me.stream
        try:
            run(self, *args)
        finally:
            me.stream = before
    item_class.__init__, item_class.run = init, labelled


def install(queue, executors):
    for cls in (queue.Queue, queue.LifoQueue, queue.PriorityQueue):
        adapt(cls)
    for name in ("empty", "qsize"):
        setattr(queue.Queue, name, looking(queue.Queue.__dict__[name]))
    submitted(executors._WorkItem)
    base = queue.Queue
    order.made.append(lambda cls: adapt(cls) if issubclass(cls, base) else None)


def reset():
    tasks.clear()
    told.clear()
    last[0] = FIRST_OBJECT
    inside.clear()
