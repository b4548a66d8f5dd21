"""Each thread makes files and folders by tempfile, leaves some, and writes the names.  With "cut" one goes on for ever."""
import os
import sys
import tempfile
import threading
import time


def work(number):
    folder = tempfile.mkdtemp()
    with open(os.path.join(folder, "kept"), "w") as f:
        f.write("hello")
    with tempfile.NamedTemporaryFile(delete=False) as f:
        f.write(b"hello")
    with tempfile.TemporaryDirectory() as passing:
        pass
    handle, path = tempfile.mkstemp()
    os.close(handle)
    os.rename(path, os.path.join(folder, "renamed"))
    print(number, *(os.path.basename(p) for p in (folder, f.name, passing, path)))
    while "cut" in sys.argv:
        time.sleep(1)


threads = [threading.Thread(target=work, args=(i,)) for i in range(2)]
for t in threads:
    t.start()
for t in threads:
    t.join()
