"""Whether the script changes files that an execution in another process finds, too: then one execution takes place at a time.  What it
makes with tempfile is its own."""
import os
import sys

from . import openfiles, temporary
from .core import S

CHANGES = {"os." + name for name in ("remove", "rename", "mkdir", "rmdir", "truncate", "link", "symlink", "chmod", "chown", "utime", "setxattr", "removexattr")} | {"sqlite3.connect"}
WITHIN = 6    # calls, from what asks the system to the function of tempfile that wants it
NOBODYS = ("/dev/", "/proc/", ":memory:")
found = []   # the first file


def follow():
    """Looks for it from here on, in a process that does not search: for what CPython tells of there are many things."""
    sys.addaudithook(heard)


def heard(event, args):
    if found or not S.running or event != "open" and event not in CHANGES:
        return
    path = args[0]
    if event == "open" and not (isinstance(args[2], int) and args[2] & openfiles.MAKES) or not isinstance(path, (str, bytes, os.PathLike)):
        return
    path = os.path.abspath(os.fsdecode(path)) if path != ":memory:" else path
    if not path.startswith(NOBODYS) and "__pycache__" not in path and not within(path):
        found.append(path)


def within(path):
    """Says whether tempfile makes it, or has made the folder that it is in."""
    frame = sys._getframe(2)
    for _ in range(WITHIN):
        if frame is not None and frame.f_globals.get("__name__") == "tempfile":
            return True
        frame = frame and frame.f_back
    return any(path.startswith(made + os.sep) for made in temporary.made) or path in temporary.made
