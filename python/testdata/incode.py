"""What is C code in CPython passes for it: where a lock comes from, that it cannot be copied, and what the C library is told of a thread."""
import copy
import ctypes
import pickle
import queue
import sys
import threading


class Config:
    def __init__(self, lock):
        self.lock = lock


class Local(threading.local):
    pass


def work():
    if sys.platform == "linux":
        name = ctypes.CDLL(None).pthread_setname_np
        name.argtypes, name.restype = [ctypes.c_void_p, ctypes.c_char_p], ctypes.c_int
        assert name(threading.get_ident(), b"worker") == 0


for o, name in ((threading.Lock(), "_thread.lock"), (threading.RLock(), "_thread.RLock"), (queue.SimpleQueue(), "_queue.SimpleQueue"),
                (threading.local(), "_thread._local"), (threading.Event(), "_thread.lock"), (Local(), "Local")):
    assert isinstance(o, threading.Event) or type(o) is Local or "%s.%s" % (type(o).__module__, type(o).__name__) == name, type(o)
    for attempt in (copy.copy, copy.deepcopy, pickle.dumps, lambda o: pickle.dumps(Config(o))):
        try:
            attempt(o)
        except TypeError as e:
            assert str(e) == "cannot pickle %r object" % name, e
        else:
            assert type(o) is threading.Event and attempt is copy.copy, o
for thread in (threading.Thread(target=work), threading.current_thread()):
    try:
        copy.deepcopy(thread)
    except TypeError:
        pass
    else:
        assert False, thread
t = threading.Thread(target=work)
t.start()
t.join()
