"""Two threads make a file each in one folder, which is listed when both have ended."""
import os
import tempfile
import threading


def make(name):
    open(os.path.join(folder, name), "w").close()


with tempfile.TemporaryDirectory() as folder:
    threads = [threading.Thread(target=make, args=(name,)) for name in ("a", "b")]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert sorted(os.listdir(folder)) == ["a", "b"]
