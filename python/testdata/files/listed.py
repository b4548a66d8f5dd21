"""A thread makes a file in a folder, and another one lists it, by the first argument; fixed, the file is there before."""
import glob
import os
import pathlib
import sys
import tempfile
import threading

WAYS = {
    "listdir": os.listdir, "scandir": lambda folder: list(os.scandir(folder)), "glob": lambda folder: glob.glob(folder + "/*"),
    "iterdir": lambda folder: list(pathlib.Path(folder).iterdir()), "walk": lambda folder: next(os.walk(folder))[2],
}
found = []


def produce():
    with open(os.path.join(folder, "job"), "w") as f:
        f.write("x")


def scan():
    found.extend(WAYS[sys.argv[1]](folder))


with tempfile.TemporaryDirectory() as folder:
    producer, scanner = threading.Thread(target=produce), threading.Thread(target=scan)
    producer.start()
    if "fixed" in sys.argv:
        producer.join()
    scanner.start()
    scanner.join()
    producer.join()
assert found, "nothing is there"
