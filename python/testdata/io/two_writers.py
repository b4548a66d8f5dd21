"""Two threads write parts of their messages into one pipe: the parts come mixed, unless a lock holds them together, as in "fixed"."""
import contextlib
import os
import sys
import threading

r, w = os.pipe()
lock = threading.Lock() if "fixed" in sys.argv else contextlib.nullcontext()


def send(text):
    with lock:
        os.write(w, text[:1])
        os.write(w, text[1:])


writers = [threading.Thread(target=send, args=(text,)) for text in (b"aA", b"bB")]
for t in writers:
    t.start()
for t in writers:
    t.join()
os.close(w)
with open(r, "rb") as f:
    assert f.read() in (b"aAbB", b"bBaA")
