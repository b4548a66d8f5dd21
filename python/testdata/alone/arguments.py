"""What the calls raise that are given what they do not take: the texts differ by version."""
import threading
def tries(make, acquire):
    for a, k in [((), {"timeout": None}), ((), {"timeout": "a"}), ((), {"timeout": -2}), ((), {"timeout": -0.5}), ((), {"timeout": 1e100}), ((), {"timeout": float("nan")}),
                 ((), {"timeout": threading.TIMEOUT_MAX * 2}), ((), {"timeout": threading.TIMEOUT_MAX + 1e3}), ((False,), {"timeout": 1}), ((False, -1), {}), ((True, -1.0), {}), ((True, 0), {}), ((1, 0.5), {}), (("x",), {}), (("",), {}), ((None,), {}),
                 (([1],), {}), ((), {"wrong": 1}), ((1, 2, 3), {}), ((), {"timeout": True}), ((), {"blocking": 2.5}), ((), {"timeout": 1 << 70}), ((), {"timeout": 1e10}), ((), {"timeout": float("inf")})]:
        l = make()
        try: print(a, k, acquire(l, *a, **k))
        except Exception as e: print(a, k, type(e).__name__, e)
for make in threading.Lock, threading.RLock:
    tries(make, lambda l, *a, **k: l.acquire(*a, **k))
print("held")
def held():
    l = threading.Lock(); l.acquire(); return l
for a in (False,), (True, 0), (True, 0.01), (0, -1):
    l = held()
    print(a, l.acquire(*a))
for f in (lambda: threading.Lock(1), lambda: threading.Lock(a=1), lambda: threading.Event().wait(1e100), lambda: threading.Event().wait(-1), lambda: threading.Event().wait("a"),
          lambda: threading.Thread().join(), lambda: threading.Semaphore(-1), lambda: threading.Semaphore(1.5).acquire(), lambda: threading.Semaphore().release(0), lambda: threading.Semaphore(0).acquire(timeout="a"),
          lambda: lambda: threading.Condition(3), lambda: threading.Condition().wait(), lambda: threading.Condition().notify(),
          lambda: threading.current_thread().join(), lambda: threading.Lock().release(), lambda: threading.RLock().release(), lambda: threading.Lock().__exit__(),
          lambda: threading.RLock().__exit__(), lambda: threading.stack_size(-1), lambda: threading.stack_size("a"), lambda: threading.Thread(group=1),
          lambda: __import__("time").sleep(-1), lambda: __import__("time").sleep("a"), lambda: __import__("time").sleep(float("nan")), lambda: __import__("time").sleep(None), lambda: __import__("time").sleep(1e100),
          lambda: __import__("queue").SimpleQueue().get(timeout=-1), lambda: __import__("queue").SimpleQueue().get(timeout="a"), lambda: __import__("queue").SimpleQueue().get(False), lambda: __import__("queue").SimpleQueue().get(timeout=1e100), 
          lambda: __import__("queue").SimpleQueue().get(block=True, timeout=0), lambda: __import__("_thread").start_new_thread(3, ()), lambda: __import__("_thread").start_new_thread(print, 3), lambda: __import__("_thread").start_new_thread(print, (), 3), lambda: __import__("_thread").interrupt_main(99),
          lambda: threading.local(1), lambda: __import__("sys").setswitchinterval(-1), lambda: __import__("sys").setswitchinterval("a"), lambda: threading.settrace(3)):
    try:
        r = f()
        print("a function" if callable(r) else r)
    except Exception as e: print(type(e).__name__, e)
