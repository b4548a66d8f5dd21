"""What the process has once, for all of its threads, and the library keeps in C code or for itself: the working directory, the umask, the
locale, the limit of recursion, the timeout that new sockets have.  Each is a variable, and what asks for it or sets it is an access.  A path
that begins at the working directory asks for that: see files."""
import functools
import locale
import os
import socket
import sys

from . import real, shared
from .core import S, LOAD, STORE

FOLDER, TIMEOUT, DEPTH = "the working directory", "the default timeout of sockets", "the limit of recursion"
# module, function, variable, and what the function does to it
OF_PROCESS = ((os, "chdir", FOLDER, STORE), (os, "fchdir", FOLDER, STORE),
              (os, "getcwd", FOLDER, LOAD), (os, "getcwdb", FOLDER, LOAD), (os, "umask", "the umask", STORE),
              (sys, "setrecursionlimit", DEPTH, STORE), (sys, "getrecursionlimit", DEPTH, LOAD),
              (socket, "setdefaulttimeout", TIMEOUT, STORE),
              (socket, "getdefaulttimeout", TIMEOUT, LOAD), (locale, "localeconv", "the locale", LOAD))


def accessed(name, kind, does):
    if S.several and S.running:
        shared.touch(shared.module_variable("process", name), kind, does)
        S.polled = True  # a call is a place where the thread may lose the GIL


def told(plain, name, variable, kind):
    """The function, which tells of the access first."""
    def access(*args, **named):
        accessed(variable, kind, name)
        return plain(*args, **named)
    access.__name__, access.__doc__, access.__module__ = name, plain.__doc__, plain.__module__
    return real.builtin(access)


def set_locale(plain):
    @functools.wraps(plain)
    def setlocale(category, locale=None):
        accessed("the locale", LOAD if locale is None else STORE, "setlocale")
        return plain(category, locale)
    return setlocale


def standing():
    """What all of it is now."""
    mask = functions["umask"](0)
    functions["umask"](mask)
    return functions["getcwd"](), mask, functions["getrecursionlimit"](), functions["getdefaulttimeout"](), functions["setlocale"](locale.LC_ALL)


def put_back(before):
    """Has it be again what it was before an execution."""
    folder, mask, limit, timeout, words = before
    functions["chdir"](folder)  # without a look at the one that it is, which may be gone
    functions["umask"](mask)
    functions["setrecursionlimit"](limit)
    functions["setdefaulttimeout"](timeout)
    if functions["setlocale"](locale.LC_ALL) != words:
        functions["setlocale"](locale.LC_ALL, words)


functions = {}  # those of the library, by their names


def install():
    for module, name, variable, kind in OF_PROCESS:
        if hasattr(module, name):
            functions[name] = getattr(module, name)
            real.replace(module, name, told(functions[name], name, variable, kind))
    functions["setlocale"] = locale.setlocale
    locale.setlocale = set_locale(locale.setlocale)
