"""What all threads of the process share: settings of the process, and what one of them replaces in a module or a class, or on an object.  One
thread comes in the midst of what another one does, by the first argument; with the argument "locked" it cannot."""
import contextlib
import io
import json
import locale
import os
import socket
import sys
import threading
import unittest.mock
import warnings
from contextlib import nullcontext

kind = sys.argv[1]
lock = threading.Lock() if "locked" in sys.argv else nullcontext()


class Gate:
    def state(self):
        return "open"


gate = Gate()


def folder(name):
    os.chdir(name)
    assert os.getcwd() == name


def umask(name):
    before = os.umask(len(name))
    assert before == 0o22
    os.umask(before)


def recursion(name):
    sys.setrecursionlimit(1000 + len(name))
    assert sys.getrecursionlimit() == 1000 + len(name)


def words(name):
    locale.setlocale(locale.LC_NUMERIC, "C" if name == "/" else "POSIX")
    assert name != "/" or locale.setlocale(locale.LC_NUMERIC) == "C"
    locale.setlocale(locale.LC_NUMERIC, "C.UTF-8")


def timeout(name):
    socket.setdefaulttimeout(len(name))
    with socket.socket() as s:
        assert s.gettimeout() == len(name)


def stdout(name):
    with contextlib.redirect_stdout(io.StringIO()) as text:
        print(name)
    assert text.getvalue() == name + "\n"


def ignored(name):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore" if name == "/" else "error")
        if name == "/":
            warnings.warn("old")


def module(name):
    json.dumps = (lambda _: name) if name == "/" else json.dumps
    assert json.dumps(1) == json.dumps(1)


def method(name):
    if name == "/":
        Gate.state = lambda _: name
    else:
        assert gate.state() == gate.state()


def own(name):
    if name == "/":
        gate.state = lambda: name
    else:
        assert gate.state() == gate.state()


def patched(name):
    with unittest.mock.patch.object(Gate, "state", return_value=name):
        assert gate.state() == name


def by_name(name):
    with unittest.mock.patch("json.dumps", return_value=name):
        assert json.dumps(1) == name


def dictionary(name):
    with unittest.mock.patch.dict(table, {"name": name}):
        assert table["name"] == name


table = {"name": ""}


def work(name):
    with lock:
        globals()[kind](name)


os.umask(0o22)
threads = [threading.Thread(target=work, args=(name,)) for name in ("/", "/dev")]
for t in threads:
    t.start()
for t in threads:
    t.join()
