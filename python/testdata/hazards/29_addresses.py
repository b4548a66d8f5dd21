import logging, threading, weakref, functools, queue, asyncio, contextvars, types
from concurrent.futures import ThreadPoolExecutor
logging.basicConfig(format="%(threadName)s %(thread)d %(message)s", level=20)
class C:
    def m(self): pass
    @property
    def p(self): return 1
class S:
    __slots__ = ("x",)
def gen(): yield
async def co(): pass
c = C(); q = queue.Queue()
def work():
    logging.info("%r %s", c, c.m)
    q.put(c)
    q.put(C)
    print(f"{c!r} {gen()!r} {work!r} {threading.current_thread()!r} {threading.get_ident()}")
with ThreadPoolExecutor(1) as pool:
    f = pool.submit(work)
    print(f)
logging.info("%s", f)
coro = co()
print(coro); coro.close()
print(weakref.ref(c), functools.partial(c.m), lambda: 1, threading.Lock(), threading.RLock(), threading.Condition(), threading.Event(), threading.Semaphore(), threading.Barrier(2), q, object(), S(), C.m, C.p, types.SimpleNamespace(a=c), iter([]), memoryview(b""), (i for i in ()), pool, threading.local(), logging.getLogger().handlers, contextvars.ContextVar("x"), threading.main_thread(), hex(0xdeadbeef1234), sep="\n")
t = threading.Thread(target=c.m); print(t); t.start(); print(t); t.join(); print(t, t.ident, t.native_id)
async def main():
    t = asyncio.create_task(asyncio.sleep(0))
    print(t, asyncio.get_running_loop(), asyncio.Queue(), asyncio.Lock(), asyncio.Event())
    await t
    print(t)
asyncio.run(main())
