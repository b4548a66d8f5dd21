import queue
import sys
import threading
import time

a, b = threading.Lock(), threading.Lock()
log = queue.Queue()
pause = float(sys.argv[1]) if len(sys.argv) > 1 else 0


def forth():
    with a:
        time.sleep(pause)
        with b:
            log.put("forth")


def back():
    with b:
        time.sleep(pause)
        with a:
            log.put("back")


threads = [threading.Thread(target=f, name=f.__name__) for f in (forth, back)]
for t in threads:
    t.start()
for _ in threads:
    print(log.get())
