"""Files: what one thread leaves in them another may find.  To open, read, write, look for or remove a file is an access to a
variable, and so is to list a folder, which what makes or removes an entry changes; where two that no lock, start or join puts in an
order are to the same file, and one changes it, these are steps.  Not all that goes to a file and comes from it does so at these, so
nothing is proved then: it lies outside of the process."""
import io
import os
import stat
import sys

from . import methods, outside, real, shared, temporary
from .core import S, LOAD, STORE

ENTRIES = "*"    # stands in the path of what are the entries of a folder
NAME = "files"  # as what they are shared
MAKES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
TO = ("rename", "replace", "link", "symlink")  # of os, whose second argument is a path, too
CHANGES = TO + ("remove", "unlink", "mkdir", "rmdir", "truncate")
TAKES_AWAY = ("remove", "unlink", "rmdir", "rename", "replace")
LOOKS = ("stat", "access")
LISTS = ("listdir", "scandir")
METHODS = {"write": STORE, "writelines": STORE, "flush": STORE, "close": STORE, "truncate": STORE, "read": LOAD, "readline": LOAD, "readlines": LOAD}
original = {}  # functions of os, by their names


def touched(path, does, kind):
    """The program does something with what is at a path."""
    if not S.running or not S.several or S.looking or not issubclass(type(path), (str, bytes, os.PathLike)):
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


def entry(path, does):
    """The program makes or removes what is at a path.  Two that do so in one folder do not meet there, but each meets who lists it: of the
    variable that the entries are it is as one that looks, and who lists as one that changes it."""
    if S.several and issubclass(type(path), (str, bytes, os.PathLike)):
        touched(os.path.join(os.path.dirname(os.path.abspath(os.fsdecode(path))), ENTRIES), does, LOAD)


def listed(name):
    """os.listdir or os.scandir."""
    function = original[name]

    def access(path=".", *args):
        if S.several and (path is None or issubclass(type(path), (str, bytes, os.PathLike))):
            touched(os.path.join(os.fsdecode("." if path is None else path), ENTRIES), name, STORE)
        return function(path, *args)
    access.__name__ = name
    return real.builtin(access)


def opened(file, mode="r", *rest, **named):
    """open, with its arguments.  Where it has an opener it is that one which opens, what it likes."""
    if named.get("opener") or len(rest) > 5 and rest[5]:
        return
    writes = set(str(mode)) & set("wax+")
    if writes and S.several and not issubclass(type(file), int) and not exists(file):
        entry(file, "open")
    touched(file, "open", STORE if writes else LOAD)


def within(path, folder):
    """A path from a folder that is named by its descriptor; None if it is not known which one."""
    if folder is None or not issubclass(type(path), (str, bytes, os.PathLike)) or os.path.isabs(path):
        return path
    try:
        return os.path.join(os.readlink("/proc/self/fd/%d" % folder), os.fsdecode(path))
    except OSError:
        return None


def open_descriptor(path, flags, *args, **named):
    """os.open"""
    if S.several:
        at = within(path, named.get("dir_fd"))
        if flags & os.O_CREAT and not exists(at):
            entry(at, "open")
        touched(at, "open", STORE if flags & MAKES else LOAD)
    return temporary.make(original["open"], path, flags, *args, **named)


def exists(path):
    """Says whether there is something at a path, without an access."""
    try:
        original["stat"](path)
    except (OSError, ValueError, TypeError):
        return False
    return True


def used(file, name):
    """A method of an open file is called."""
    kind = METHODS.get(name)
    if kind is None or file.closed or not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
        return
    path = file.name
    if issubclass(type(path), int):
        path = os.readlink("/proc/self/fd/%d" % path) if sys.platform == "linux" else None
    touched(path, name, kind)


def replaced(name):
    """The function of os, which tells of the access first."""
    function, kind = original[name], LOAD if name in LOOKS else STORE

    def access(path, *args, **named):
        if S.several:
            at = within(path, named.get("dir_fd", named.get("src_dir_fd")))
            touched(at, name, kind)
            if args and name in TO:
                to = within(args[0], named.get("dst_dir_fd", named.get("dir_fd") if name == "symlink" else None))
                touched(to, name, STORE)
                entry(to, name)
            if name in CHANGES and name != "truncate":
                entry(at, name)
        if name == "mkdir":
            return temporary.make(function, path, *args, **named)
        result = function(path, *args, **named)
        if name in TAKES_AWAY and named.get("dir_fd") is None:
            temporary.gone(path)
        return result
    access.__name__ = name
    return real.builtin(access)


def install():
    for t in (io.TextIOWrapper, io.BufferedWriter, io.BufferedReader, io.BufferedRandom, io.FileIO):
        methods.streams[t] = used
    for name in CHANGES + LOOKS + LISTS + ("open",):
        if not hasattr(os, name):
            continue
        function = original[name] = getattr(os, name)
        instead = real.builtin(open_descriptor) if name == "open" else listed(name) if name in LISTS else replaced(name)
        setattr(os, name, instead)
        for able in (os.supports_dir_fd, os.supports_fd, os.supports_follow_symlinks, os.supports_effective_ids):
            if function in able:
                able.add(instead)
