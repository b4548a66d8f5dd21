"""Words for reports: where an operation stands in the program, and what the statement that made a lock calls it."""
import sys
import zlib
import linecache
import re

from .core import S

folder = "\0"        # the script's; the files under it are the program's own
own_files = {}       # file name → whether it is the program's own
places = {}          # what is known of a place → number of its text
HERE = "<simrun>"
LIBRARIES = ("site-packages", "dist-packages")

# The attribute by which a class of the library calls the lock that stands for all of it.
MAIN_LOCK = {"mutex", "_cond", "_lock", "_condition", "_tstate_lock", "_block"}
ASSIGNS = re.compile(r"\s*(?:with\s+)?(?:self\.)?([\w.]+(?:\s*,\s*(?:self\.)?[\w.]+)*)\s*(?::[^=]+)?=(?!=)\s*(.*)")


def owns(file):
    """Says whether a file is the program's own."""
    known = own_files.get(file)
    if known is None:
        known = own_files[file] = file.startswith(folder) and not any(l in file for l in LIBRARIES)
    return known


def place():
    """The number of the text that says at which line of the program the operation stands, and in which call of the
    library: "Queue.get|/path/script.py:12"."""
    frame, callee = sys._getframe(2), None
    while frame is not None:
        code = frame.f_code
        if owns(code.co_filename):
            key = code, frame.f_lineno, callee and callee.f_code
            n = places.get(key)
            if n is None:
                n = places[key] = S.driver.text("%s|%s:%d" % (call_of(callee), code.co_filename, frame.f_lineno))
            return n
        if not code.co_filename.startswith(HERE):
            callee = frame
        frame = frame.f_back
    return 0


def call_of(frame):
    """What the documentation calls the function of the library that the program has called."""
    if frame is None:
        return ""
    name = frame.f_code.co_name
    owner = frame.f_locals.get("self")
    if owner is None:
        return name
    cls = type(owner).__name__
    for c in type(owner).__mro__:
        if getattr(c.__dict__.get(name), "__code__", None) is frame.f_code:
            cls = c.__name__
            break
    if name == "__enter__":
        return "with " + cls
    if name == "__exit__":
        return "end of with " + cls
    return cls + "." + name


def christen(kind):
    """The name of a lock that is being made, from the statements that make it, and, if the import of a library's module
    makes it, its key."""
    parts, frame = [], sys._getframe(2)
    while frame is not None:
        code = frame.f_code
        file = code.co_filename
        if file.startswith("<frozen importlib"):
            return "import", zlib.crc32(b"import")
        if file.startswith(HERE):
            frame = frame.f_back
            continue
        waited = frame.f_locals.get("self") if code.co_name == "wait" else None
        if hasattr(waited, "_waiters"):
            return name_of(waited._lock) + " waiter", None
        if code.co_name == "<module>" and not owns(file):
            return module_lock(frame)
        part = target(file, frame.f_lineno)
        if part and not (part in MAIN_LOCK and not owns(file)):
            parts.insert(0, part)
        if owns(file) and code.co_name != "__init__":
            break
        frame = frame.f_back
    return numbered(".".join(parts) or kind), None


def target(file, line):
    """What the statement in the line assigns to."""
    found = ASSIGNS.match(linecache.getline(file, line))
    if not found:
        return ""
    name, value = found.groups()
    if "," in name:  # a, b = Lock(), Lock(): the first is a
        names = [n.strip().replace("self.", "") for n in name.split(",")]
        n = given.get((S.current, name), 0)
        given[S.current, name] = n + 1
        return names[n % len(names)]
    return name + "[]" if value.startswith("[") else name


def numbered(name):
    """Tells the locks apart that one statement makes again and again."""
    me = S.current
    n = given.get((me, name), 0)
    given[me, name] = n + 1
    if name.endswith("[]"):
        return "%s[%d]" % (name[:-2], n)
    return name if n == 0 else "%s (%d)" % (name, n + 1)


given = {}  # (task, name) → how many it has named so


def module_lock(frame):
    """The name and key of a lock that belongs to a module of a library."""
    name = frame.f_globals.get("__name__", "?") + "." + (target(frame.f_code.co_filename, frame.f_lineno) or "lock")
    return name, 1 << 40 | zlib.crc32(name.encode())


def name_of(lock):
    while not hasattr(lock, "cell") and hasattr(lock, "lock"):
        lock = lock.lock
    return lock.cell.name if hasattr(lock, "cell") else "condition"


def thread(function):
    """The name of a thread that is about to run the function: its own, or that of what it runs."""
    owner = getattr(function, "__self__", None)
    name = getattr(owner, "name", None)
    if name is None:
        return getattr(function, "__name__", "thread")
    target = getattr(getattr(owner, "_target", None), "__name__", None)
    if target and re.match(r"Thread-\d+$", name):  # as 3.10 and later call it
        return "%s (%s)" % (name, target)
    return name


def reset():
    given.clear()
