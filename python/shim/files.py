"""Files: what one thread leaves in them another may find.  To open, read, write, look for or remove a file is an access to a
variable; where two that no lock, start or join puts in an order are to the same file, and one changes it, these are steps.  Not all that
goes to a file and comes from it does so at these, so nothing is proved then: it lies outside of the process."""
import io
import os
import stat
import sys

from . import hooks, outside, real, shared
from .core import S, LOAD, STORE

NAME = "files"  # as what they are shared
MAKES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
TO = ("rename", "replace", "link", "symlink")  # of os, whose second argument is a path, too
CHANGES = TO + ("remove", "unlink", "mkdir", "rmdir", "truncate")
LOOKS = ("stat", "access")
METHODS = {"write": STORE, "writelines": STORE, "flush": STORE, "close": STORE, "truncate": STORE, "read": LOAD, "readline": LOAD, "readlines": LOAD}
original = {}  # functions of os, by their names


def touched(path, does, kind):
    """The program does something with what is at a path."""
    if not S.running or not S.several or S.looking or not isinstance(path, (str, bytes, os.PathLike)):
        return
    try:
        path = os.path.abspath(os.fsdecode(path))
    except (TypeError, ValueError, OSError):
        return  # the call says what is wrong with it
    if path.startswith(("/dev/", "/proc/")):
        return
    file = shared.module_variable(NAME, path, NAME)
    if file.shared:
        outside.step(does)
    else:
        shared.touch(file, kind, does)


def opened(file, mode="r", *rest, **named):
    """open, with its arguments."""
    writes = set(str(mode)) & set("wax+")
    touched(file, "open", STORE if writes else LOAD)


def open_descriptor(path, flags, *args, **named):
    """os.open"""
    touched(path, "open", STORE if flags & MAKES else LOAD)
    return original["open"](path, flags, *args, **named)


def used(file, name):
    """A method of an open file is called."""
    kind = METHODS.get(name)
    if kind is None or file.closed or not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
        return
    path = file.name
    if isinstance(path, int):
        path = os.readlink("/proc/self/fd/%d" % path) if sys.platform == "linux" else None
    touched(path, name, kind)


def replaced(name):
    """The function of os, which tells of the access first."""
    function, kind = original[name], LOAD if name in LOOKS else STORE

    def access(path, *args, **named):
        touched(path, name, kind)
        if args and name in TO:
            touched(args[0], name, STORE)
        return function(path, *args, **named)
    access.__name__ = name
    return real.builtin(access)


def install():
    for t in (io.TextIOWrapper, io.BufferedWriter, io.BufferedReader, io.BufferedRandom, io.FileIO):
        hooks.streams[t] = used
    for name in CHANGES + LOOKS + ("open",):
        if not hasattr(os, name):
            continue
        function = original[name] = getattr(os, name)
        instead = real.builtin(open_descriptor) if name == "open" else replaced(name)
        setattr(os, name, instead)
        for able in (os.supports_dir_fd, os.supports_fd, os.supports_follow_symlinks, os.supports_effective_ids):
            if function in able:
                able.add(instead)
