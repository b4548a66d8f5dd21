"""Functions that look at each call see those of the program and of the library, and none of simrun's."""
import sys
import threading

lock, seen = threading.Lock(), []


def look(frame, event, argument):
    seen.append(frame.f_code.co_filename)
    return look


def work():
    with lock:
        seen.append("work")


sys.settrace(look)
assert sys.gettrace() is look
threading.settrace(look)
threads = [threading.Thread(target=work) for _ in range(2)]
for t in threads:
    t.start()
for t in threads:
    t.join()
sys.settrace(None)
assert sys.gettrace() is None
sys.setprofile(look)
lock.locked()
sys.setprofile(None)
print(any("looks.py" in file for file in seen), any("threading.py" in file for file in seen), any("simrun" in file for file in seen))
