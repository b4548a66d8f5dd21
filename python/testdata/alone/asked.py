"""What code of the program is asked: only what the program asks itself."""
import threading
class Logged:
    def __init__(self): self.x = 1
    def __getattribute__(self, name):
        print("asked for", name)
        return object.__getattribute__(self, name)
o = Logged()
def f():
    o.x
    o.x = 2
t = threading.Thread(target=f); t.start(); t.join()
f()
class Lazy:
    def __getattr__(self, name):
        print("missing", name)
        raise AttributeError(name)
z = Lazy()
def g():
    try: z.x
    except AttributeError: z.x = 1
    z.x; hasattr(z, "y"); z.__dict__["w"] = 2; vars(z)
t = threading.Thread(target=g); t.start(); t.join()
g()
for i in iter(Lazy, z): break
try: sorted([z, z])
except TypeError as e: print(e)
import functools, itertools, queue, copy
q = queue.Queue(); q.put(z); q.get(); q.put(o); q.get()
try: list(map(z, [1]))
except TypeError as e: print(e)
copy.copy(o)
print("%s" % (o is z), f"{o is o}")
d = {"a": o}; d["a"]; [o][0]; (o,)[0]
try: o + z
except TypeError as e: print(e)
try: o[0]
except TypeError as e: print(e)
try: len(z)
except TypeError as e: print(e)
try:
    with z: pass
except (TypeError, AttributeError) as e: print(e)
try:
    for i in z: pass
except (TypeError, AttributeError) as e: print(e)
try: z()
except (TypeError, AttributeError) as e: print(e)
isinstance(o, Lazy); callable(z); id(o); hash(z); bool(z); repr(z) == repr(o); o == z
threading.local().x = z
threading.Thread(target=z, args=(o,), name="n")
from unittest import mock
m = mock.Mock()
t = threading.Thread(target=m); t.start(); t.join()
m.assert_called_once()
from concurrent.futures import ThreadPoolExecutor
with ThreadPoolExecutor(1) as ex:
    ex.submit(m, 3).result()
class Proxy:
    def __getattr__(self, a):
        print("asked for", a)
        raise AttributeError(a)
    def __call__(self): print("called")
    def run(self): print("run")
p = Proxy()
t = threading.Thread(target=p); t.start(); t.join()
t = threading.Thread(target=p.run); t.start(); t.join()
import _thread, time
l = _thread.allocate_lock(); l.acquire()
class Named:
    @property
    def name(self): print("name asked"); return "x"
    @property
    def _target(self): print("target asked"); return "x"
    def __call__(self): l.release()
    def run(self): l.release()
_thread.start_new_thread(Named().run, ()); l.acquire()
_thread.start_new_thread(Named(), ()); l.acquire()
threading.Timer(0.1, m).start()
rows = []
for given in threading.Thread(target=rows.append)._target, functools.partial(rows.append).func:
    print(given == rows.append, given == 5, given == len, given != rows.append, given in [1, len], {given: 1}.get(rows.append))
print("end")
