"""Files that are open: os.open, what is done with one by its number or by the methods of its object, and its lock (fcntl.flock).  Each is
an access to the file at that path, as in files.  What has been opened once has one position, which who reads or writes moves."""
import fcntl
import io
import os

from . import files, methods, real, shared, temporary
from .core import S, LOAD, STORE

MAKES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
OBJECTS = (io.TextIOWrapper, io.BufferedWriter, io.BufferedReader, io.BufferedRandom, io.FileIO)
METHODS = {"write": STORE, "writelines": STORE, "flush": STORE, "close": STORE, "truncate": STORE, "read": LOAD, "readline": LOAD, "readlines": LOAD}
LOCKS, POSITIONS = "locks of files", "positions in files"  # as what they are shared
MOVES = {"read": LOAD, "readv": LOAD, "write": STORE, "writev": STORE, "lseek": None}  # functions of os that move the position → what else
OTHERS = {"pread": LOAD, "preadv": LOAD, "fstat": LOAD, "pwrite": STORE, "pwritev": STORE, "ftruncate": STORE, "fchmod": STORE, "fchown": STORE,
          "posix_fallocate": STORE}
original = {}
opened = {}  # number → which opening gave it: another one may give the same number later
openings = {}  # (thread, path) → how many there were


def open_number(path, flags, *args, **named):
    """os.open"""
    if S.several:
        at = files.within(path, named.get("dir_fd"))
        if flags & os.O_CREAT and not files.exists(at):
            files.entry(at, "open")
        files.touched(at, "open", STORE if flags & MAKES else LOAD)
    number = temporary.make(original["open"], path, flags, *args, **named)
    if S.running:
        by = S.current.id, files.path_of(number)
        openings[by] = openings.get(by, 0) + 1
        opened[number] = by + (openings[by],)
    return number


def by_number(name, number):
    """A function of os is called that takes the number of an open file."""
    if not S.several or type(number) is not int:
        return
    path = files.path_of(number)
    if path is None:
        return
    if name in MOVES:
        files.access(shared.module_variable(POSITIONS, str(opened.get(number, path)), POSITIONS), name, STORE)
    kind = MOVES[name] if name in MOVES else OTHERS[name]
    if kind is not None:
        files.touched(path, name, kind)


def numbered(name):
    function = original[name]

    def access(*args, **named):
        by_number(name, args[0] if args else named.get("fd"))
        return function(*args, **named)
    access.__name__ = name
    return real.builtin(access)


def used(file, name):
    """A method of an open file is called."""
    kind = METHODS.get(name)
    if kind is None or file.closed or files.path_of(file.fileno()) is None:
        return
    if name == "close":
        freed(file.fileno())
    files.touched(file.name, name, kind)


def flock(*args):
    """fcntl.flock.  Who finds the lock free, and who does not, depends on who comes first."""
    if S.several and args:
        number = args[0].fileno() if type(args[0]) in OBJECTS and not args[0].closed else args[0]
        if type(number) is int:
            files.touched(number, "flock", STORE, LOCKS)
    return original["flock"](*args)


def close(fd):
    """os.close"""
    if S.several and type(fd) is int:
        freed(fd)
    return original["close"](fd)


def freed(number):
    """A file is closed: if it has a lock, that is free then."""
    if (LOCKS, files.path_of(number)) in shared.variables:
        files.touched(number, "close", STORE, LOCKS)


def install():
    for t in OBJECTS:
        methods.streams[t] = used
    open_number.__name__ = "open"
    own = {"open": open_number, "close": close}
    for name in (*own, *OTHERS, "lseek"):
        if hasattr(os, name):
            original[name] = getattr(os, name)
            real.replace(os, name, real.builtin(own[name]) if name in own else numbered(name))
    original["flock"] = fcntl.flock
    fcntl.flock = real.builtin(flock)


def restore():
    opened.clear()
    openings.clear()
