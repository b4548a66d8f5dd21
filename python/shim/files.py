"""Files: what one thread leaves in them another may find.  To open, read, write, look for or remove a file is an access to a
variable, and so is to list a folder, which what makes or removes an entry changes; where two that no lock, start or join puts in an
order are to the same file, and one changes it, these are steps (what an open file has beside: openfiles).  Not all that goes to a file and comes from it does so at these, so
nothing is proved then: it lies outside of the process."""
import os
import stat

from . import outside, processwide, real, shared, temporary
from .core import S, LOAD, STORE

ENTRIES = "*"    # stands in the path of what are the entries of a folder
NAME = "files"  # as what they are shared
TO = ("rename", "replace", "link", "symlink")  # of os, whose second argument is a path, too
CHANGES = TO + ("remove", "unlink", "mkdir", "rmdir", "mkfifo", "mknod")  # what its folder has
ALTERS = ("truncate", "chmod", "lchmod", "chown", "lchown", "utime", "setxattr", "removexattr")
TAKES_AWAY = ("remove", "unlink", "rmdir", "rename", "replace")
LOOKS = ("stat", "lstat", "access", "readlink", "getxattr", "listxattr")
LISTS = ("listdir", "scandir")
os_readlink = os.readlink  # before anything of os is replaced
original = {}  # functions of os, by their names


def touched(path, does, kind, what=NAME):
    """The program does something with what is at a path, which may be the number of an open file."""
    if not S.running or not S.several or S.looking:
        return
    path = path_of(path) if type(path) is int else path
    if not issubclass(type(path), (str, bytes, os.PathLike)):
        return
    try:
        relative, path = not os.path.isabs(path), absolute(path)
    except (TypeError, ValueError, OSError):
        return  # the call says what is wrong with it
    if path.startswith(("/dev/", "/proc/")):
        return
    access(shared.module_variable(what, path, what), does, kind)
    if relative:  # the call comes next, and begins at the folder that it finds now
        processwide.accessed(processwide.FOLDER, LOAD, does)


def access(file, does, kind):
    """An access to a variable that stands for something of a file."""
    if file.shared:
        outside.step(does)
    else:
        shared.touch(file, kind, does)


def absolute(path):
    """A path from the root, without an access to the working directory."""
    return os.path.normpath(os.path.join(processwide.functions["getcwd"](), os.fsdecode(path)))


def path_of(number):
    """The path of what is open; None if it is no file, or if it is not known."""
    try:
        return os_readlink("/proc/self/fd/%d" % number) if stat.S_ISREG(real.fstat(number).st_mode) else None
    except (OSError, OverflowError):
        return None


def entry(path, does):
    """The program makes or removes what is at a path.  Two that do so in one folder do not meet there, but each meets who lists it: of the
    variable that the entries are it is as one that looks, and who lists as one that changes it."""
    if S.several and issubclass(type(path), (str, bytes, os.PathLike)):
        touched(os.path.join(os.path.dirname(absolute(path)), ENTRIES), does, LOAD)


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
        return os.path.join(os_readlink("/proc/self/fd/%d" % folder), os.fsdecode(path))
    except OSError:
        return None


def exists(path):
    """Says whether there is something at a path, without an access."""
    try:
        original["stat"](path)
    except (OSError, ValueError, TypeError):
        return False
    return True


def replaced(name):
    """The function of os, which tells of the access first."""
    function, kind = original[name], LOAD if name in LOOKS else STORE

    def access(*args, **named):
        path = args[0] if args else named.get("path", named.get("src"))
        if S.several:
            at = within(path, named.get("dir_fd", named.get("src_dir_fd")))
            touched(at, name, kind)
            if name in TO and (len(args) > 1 or "dst" in named):
                to = within(args[1] if len(args) > 1 else named["dst"], named.get("dst_dir_fd", named.get("dir_fd") if name == "symlink" else None))
                touched(to, name, STORE)
                entry(to, name)
            if name in CHANGES:
                entry(at, name)
        if name == "mkdir":
            return temporary.make(function, *args, **named)
        result = function(*args, **named)
        if name in TAKES_AWAY and named.get("dir_fd") is None:
            temporary.gone(path)
        return result
    access.__name__ = name
    return real.builtin(access)


def install():
    for name in CHANGES + ALTERS + LOOKS + LISTS:
        if hasattr(os, name):
            original[name] = getattr(os, name)
            real.replace(os, name, listed(name) if name in LISTS else replaced(name))
