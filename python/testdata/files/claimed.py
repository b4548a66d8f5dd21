"""Two threads look whether a file is there, and make it; fixed, the system says who comes first."""
import os
import sys
import tempfile
import threading

folder = tempfile.mkdtemp()
path = os.path.join(folder, "claim")
owners = []


def claim():
    if sys.argv[1:] == ["fixed"]:
        try:
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
        except FileExistsError:
            return
    else:
        if os.path.exists(path):
            return
        open(path, "w").close()
    owners.append(threading.current_thread().name)


threads = [threading.Thread(target=claim) for _ in range(2)]
for t in threads:
    t.start()
for t in threads:
    t.join()
os.remove(path)
os.rmdir(folder)
assert len(owners) == 1, owners
