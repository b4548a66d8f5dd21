# What CPython keeps for each thread: two threads use it at a time, and hand over in between.
import asyncio
import contextvars
import ctypes
import decimal
import reprlib
import sys
import threading
import traceback
import _thread


class Attributes(threading.local):
    made = 0

    def __init__(self, start):
        self.count = start
        self.made += 1
        print("attributes of", threading.current_thread().name)


class Dropped:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("dropped by", self.name, "in", threading.current_thread().name)


class Shown:
    def __repr__(self):
        print("shown in", threading.current_thread().name)
        return "shown"

    @reprlib.recursive_repr()
    def twice(self):
        print("once more in", threading.current_thread().name)
        return "twice"


attributes, plain = Attributes(5), threading.local()
variable = contextvars.ContextVar("variable", default="unset")
shown = [Shown()]
idents, errno = {}, hasattr(ctypes, "get_errno")


def depth(n=0):
    try:
        return depth(n + 1)
    except RecursionError:
        return n


def keeps(name):
    attributes.count += 1
    plain.dropped = Dropped(name)
    print(name, attributes.count, attributes.made, sorted(vars(plain)))
    print(name, attributes.count, hasattr(plain, "other"))


def computes(name):
    variable.set(name)
    with decimal.localcontext() as c:
        c.prec = len(name)
        print(name, decimal.Decimal(1) / 3, variable.get())
        print(name, decimal.Decimal(1) / 7, variable.get())
    print(name, decimal.getcontext().prec)


def prints(name):
    print(name, repr(shown), shown[0].twice(), repr(shown))


def fails(name):
    try:
        raise ValueError(name)
    except ValueError:
        print(name, sys.exc_info()[1])
        print(name, sys.exc_info()[1], traceback.format_exc().count("\n"))


def deep(name):
    print(name, depth(), sys.getrecursionlimit(), len(traceback.format_stack()))


def knows(name):
    idents[name] = threading.get_ident()
    me = threading.current_thread()
    print(name, me.ident == _thread.get_ident() == idents[name], len(set(idents.values())) == len(idents), me.native_id - threading.main_thread().native_id)
    frames = sys._current_frames()
    print(name, sorted((t.name, frames[t.ident].f_code.co_name, frames[t.ident].f_lineno) for t in threading.enumerate() if t.ident in frames))


def sets(name):
    if errno:
        ctypes.set_errno(len(name))
        print(name, "sets errno")
        print(name, ctypes.get_errno())


async def generated(name):
    try:
        for i in range(2):
            yield i
    finally:
        print(name, "closes")


async def awaits(name):
    loop = asyncio.get_running_loop()
    generator = generated(name)
    print(name, "runs", await generator.__anext__())
    await asyncio.sleep(0)
    print(name, asyncio.get_running_loop() is loop, asyncio.current_task().get_coro().__name__)
    del generator
    await asyncio.sleep(0)


def loops(name):
    def running():
        try:
            asyncio.get_running_loop()
        except RuntimeError as e:
            return str(e)
    print(name, running())
    loop = asyncio.new_event_loop()
    try:
        loop.run_until_complete(awaits(name))
        loop.run_until_complete(loop.shutdown_asyncgens())
    finally:
        loop.close()
    print(name, running(), sys.get_asyncgen_hooks()[0])


does = globals()[sys.argv[1]]
threads = [threading.Thread(target=does, args=(name,), name=name) for name in ("one", "another")]
for t in threads:
    t.start()
does("main")
for t in threads:
    t.join()
print("end")
