"""A reader reads to the end, which comes when every writer has closed: one that has a copy of the end keeps it open.  "fixed" has it
close its copy."""
import os
import sys
import threading

r, w = os.pipe()
mine = os.dup(w)


def work():
    os.write(mine, b"work")
    if "fixed" in sys.argv:
        os.close(mine)


worker = threading.Thread(target=work, name="worker")
worker.start()
os.write(w, b"main")
os.close(w)
with open(r) as f:
    print(len(f.read()))
worker.join()
