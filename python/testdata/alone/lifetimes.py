"""What lives, as weak references show: nothing lives longer because simrun looks on."""
import sys, weakref, threading, gc, queue, functools, contextvars, collections
from concurrent.futures import ThreadPoolExecutor, Future
import logging
alive = {}
def track(name, o):
    alive[name] = weakref.ref(o)
    return o
def show(where):
    print(where, sorted(n for n, r in alive.items() if r() is not None))
class A:
    cls = []
    def __init__(self, v=0): self.v = v
    def inc(self): self.v += 1
class E(Exception): pass
class S:
    __slots__ = ("v", "__weakref__")
    def __init__(self): self.v = 1
class D(dict): pass
class L(list): pass
class Se(set): pass
def use(a, s, d, l, se):
    for i in range(2):
        a.inc(); a.v += 1; s.v += 1; d["x"] = 1; d.get("x"); l.append(2); len(l); se.add(3)
        for x in l: pass
        for x in d: pass
def objects():
    a = track("A", A()); s = track("S", S()); d = track("D", D()); l = track("L", L()); se = track("Set", Se())
    ts = [threading.Thread(target=use, args=(a, s, d, l, se)) for _ in range(2)]
    for i, t in enumerate(ts): track("thread%d" % i, t); t.start()
    for t in ts: t.join()
objects()
show("objects")
def cycles():
    a = track("cycle", A()); a.me = a
cycles(); gc.collect(); show("cycles")
def locks():
    for k in (threading.Lock, threading.RLock, threading.Condition, threading.Event, threading.Semaphore, queue.Queue, queue.SimpleQueue, threading.local):
        o = k()
        try: track(k.__name__, o)
        except TypeError: pass
        if k is queue.Queue: o.put(track("item", A())); o.get()
    b = track("barrier", threading.Barrier(1)); b.wait()
locks(); show("locks")
def pool():
    with ThreadPoolExecutor(2) as ex:
        track("ex", ex)
        f = track("future", ex.submit(A, 3))
        track("result", f.result())
        g = track("future2", ex.submit(use, A(), S(), D(), L(), Se()))
        list(ex.map(lambda x: x + 1, [1, 2]))
pool(); show("pool"); gc.collect(); show("pool")
def exc():
    try:
        a = track("in exception", A())
        raise E(a)
    except E as e:
        track("exception", e)
exc(); show("exception")
def gen():
    a = track("gen local", A())
    def g():
        x = track("in gen", A())
        yield a.v
        yield 2
    i = g(); next(i); track("gen", i)
    list(zip(i, [1])); sum(map(lambda x: x, [1]))
gen(); show("gen")
def closures():
    a = track("captured", A())
    def f(): a.inc(); return a
    track("closure", f)
    t = threading.Thread(target=f); t.start(); t.join()
    p = track("partial", functools.partial(f)); p()
    m = a.inc; m()
    k = sorted([a, a], key=lambda x: x.v)
    dd = collections.defaultdict(A); track("default", dd["x"])
    setattr(a, "w", 1); getattr(a, "w"); vars(a); a.__dict__["z"] = 1
closures(); show("closures"); gc.collect(); show("closures")
def boom(a): raise E(a)
def failing():
    with ThreadPoolExecutor(1) as ex:
        f = ex.submit(boom, track("failing arg", A()))
        try: f.result()
        except E as e: track("failing exception", e)
failing(); show("failing"); gc.collect(); show("failing")
def logs():
    a = track("logged", A()); logging.getLogger("p").propagate = False; logging.getLogger("p").info("x %s", a.v)
    h = track("handler", logging.StreamHandler(sys.stdout)); lg = logging.getLogger("q"); lg.addHandler(h); lg.warning("z"); lg.removeHandler(h)
logs(); show("logs"); gc.collect(); show("logs")
def timers():
    t = track("timer", threading.Timer(0.1, A)); t.start(); t.join()
    t = track("timer2", threading.Timer(0.1, A)); t.start(); t.cancel(); t.join()
timers(); show("timers"); gc.collect(); show("timers")
def ctx():
    v = contextvars.ContextVar("v"); c = contextvars.copy_context(); c.run(v.set, track("in ctx", A()))
ctx(); show("ctx")
class Listener:
    def __del__(self): print("gone")
w = weakref.WeakSet()
x = Listener(); w.add(x); del x; print(len(w))
d = {Listener(): 1}; d.clear()
k = weakref.WeakKeyDictionary()
y = Listener(); k[y] = 1; del y; print(len(k))
import _threading_local
class W: pass
def holds(local, l):
    w = W(); local.w = w; l.append(weakref.ref(w))
for kind in (threading.local, _threading_local.local):
    local = kind(); l = []; ts = []
    for i in range(3):
        t = threading.Thread(target=holds, args=(local, l)); t.start(); t.join(); ts.append(weakref.ref(t))
    del t
    gc.collect(); print([t() is None for t in ts])
    local.x = None
    gc.collect(); print([r() is None for r in l])
