"""Words for reports: which files are the program's own, and what the statement that made a lock calls it."""
import functools
import os
import re
import sys
import types
import zlib

from . import awaited, found, objects, statements
from .core import S

home = ""            # the script's folder
folder = "\0"        # the files under it are the program's own: that folder, or of a test the root of all tests
whose = {}           # file name → SHIM, LIBRARY, OWN or IMPORT
SHIM, LIBRARY, OWN, IMPORT = range(1, 5)
HERE = "<simrun>"
PACKAGE = 1 << 44    # in the keys of locks of modules that are neither the program's nor Python's
LIBRARIES = ("site-packages", "dist-packages")
LIBRARY_FOLDER = os.path.join(os.path.dirname(os.__file__), "")
OPTIMIZED = 0x1      # a flag of the code of functions
MOST = 10000  # entries of what is kept by the ids of code objects


def owns(file):
    """Says whether a file is the program's own."""
    return (whose.get(file) or sort(file)) == OWN


def mine(file):
    """Has a file be the program's own for the execution, because that has made code of this name."""
    if not owns(file):
        made[file] = whose[file]
        whose[file] = OWN


made = {}  # such files → whose they are otherwise


def sort(file):
    """Finds out whose a file is that was not seen before."""
    if file.startswith(HERE):
        kind = SHIM
    elif file.startswith("<frozen importlib"):
        kind = IMPORT
    else:
        kind = OWN if file.startswith(folder) and not any(l in file for l in LIBRARIES) else LIBRARY
    whose[file] = kind
    return kind


def christen(kind):
    """The kind and the name of a lock that is being made, from the statements that make it, and, if the import of a
    library's module makes it, its key.  The name is what the program calls it or the object that it makes, and what the
    library calls it within that: "pipeline|mutex"."""
    of, outer, inner, maker = None, "", [], None  # the program's name, the library's below it, and the object that the program makes
    frame = sys._getframe(2)
    while frame is not None:
        code = frame.f_code
        whom = whose.get(code.co_filename) or sort(code.co_filename)
        if whom == OWN or code.co_filename == "<string>" and field(frame):
            outer = named_by(frame)
            break
        if whom == LIBRARY:
            function = code.co_name
            if function == "wait" and found.has(frame.f_locals.get("self"), "_waiters"):
                condition = frame.f_locals["self"]
                known = objects.of(condition)
                return "Waiter" + awaited.doer(frame.f_back), (known.name if known else name_of(condition._lock)) + "|waiter", None
            if function == "<module>" and (code.co_filename[:1] != "<" or code.co_filename.startswith("<frozen")):  # and no example of doctest's
                if frame.f_globals.get("__name__") != "__main__":
                    return (kind,) + module_lock(frame)
                outer = assigned(frame)  # of python -m: it is executed again and again, and no module that is imported once
                break
            told, of = awaited.made(function, frame.f_locals, maker)
            if told is not None:
                outer = told
                break
            name = assigned(frame)
            if name[:1] == ".":
                inner.insert(0, name[1:])
            if function == "__init__":
                owner = frame.f_locals.get("self")
                maker = maker if owner is None else owner
        frame = frame.f_back
    made = objects.of(maker)
    if made is None:
        outer = numbered(outer or (type(maker).__name__ if maker is not None else kind))
        if maker is not None and not found.has(maker, "_bootstrap"):  # a thread has a name of its own
            objects.enter(maker, outer, of)
    else:
        outer = made.name
    return "WorkQueue" if inner == ["_work_queue"] else kind, outer + "|" + ".".join(inner), None


def enter_made(owner, above):
    """Notes what a statement of the program calls what it makes, if that has no lock of its own by which it would go.  So many frames
    above are simrun's own."""
    frame = sys._getframe(above)
    if owns(frame.f_code.co_filename) and objects.of(owner) is None:
        objects.enter(owner, numbered(named_by(frame) or type(owner).__name__))


def named_by(frame):
    """What the program calls what it makes in a frame: "pipeline", "pipeline.lock", or "Pipeline.lock" if it gives the
    owner no name."""
    tail, owner = "", None
    while frame is not None:
        code = frame.f_code
        mine = owns(code.co_filename)
        if mine and code.co_name in COMPREHENSIONS:  # of the statement at which who runs it stands, too
            frame = frame.f_back
            continue
        name = assigned(frame) if mine else field(frame)
        if code.co_name == "__init__" and "self" in frame.f_locals:
            tail, owner = name + tail if not owner or name else tail, frame.f_locals["self"]
        elif name.startswith(".") and "self" in frame.f_locals:
            return type(frame.f_locals["self"]).__name__ + name + tail
        elif name:
            return (frame.f_locals["__qualname__"] + "." if mine and in_class(frame) else "") + name + tail
        elif mine and not statement(frame)[0].returns:
            break
        frame = frame.f_back
    if owner is not None and tail:
        return type(owner).__name__ + tail
    return tail.lstrip(".")


COMPREHENSIONS = "<listcomp>", "<dictcomp>", "<setcomp>", "<genexpr>"  # have frames of their own, up to 3.11 or all


def in_class(frame):
    """Says whether a frame is the body of a class."""
    return not frame.f_code.co_flags & OPTIMIZED and "__qualname__" in frame.f_locals


def field(frame):
    """What a dataclass calls the default value that its __init__ makes, which is that of the first field that the object has not
    got yet: ".jobs".  It is empty of all other frames."""
    owner = frame.f_locals.get("self")
    module = type(owner).__module__
    if frame.f_code.co_name == "__init__" and (module == "__main__" or owns(str(getattr(sys.modules.get(module), "__file__", None)))):
        fields = getattr(type(owner), "__dataclass_fields__", None)
        for f in fields.values() if type(fields) is dict else ():  # a metaclass may answer to any name
            if callable(f.default_factory) and found.field(owner, f.name, found.ABSENT) is found.ABSENT:
                return "." + f.name
    return ""


NONE = statements.Statement(0, 0)


def statement(frame):
    """The statement that a frame is at, which of its names are of values at that line, and what it assigns to: None if that
    depends on how often it was asked."""
    key = id(frame.f_code), frame.f_lasti
    known = stand.get(key)
    if known is None:
        if len(stand) >= MOST:
            stand.clear()
        line = frame.f_lineno
        s = statements.at(frame.f_code.co_filename, line) or NONE
        here = [i for i, (first, last) in enumerate(s.lines) if first <= line <= last]
        name = s.names[here[0]] if here else s.names[0] if len(s.names) == 1 else ""
        known = stand[key] = s, here, name if len(here) <= 1 else None, frame.f_code
    return known


stand = {}  # (id of code, offset in it) → what statement says, and the code


def assigned(frame):
    """What the statement that a frame is at assigns to: see statements.Statement."""
    s, here, name, _ = statement(frame)
    if name is not None:
        return name
    key = S.current, frame.f_code, s.first  # a, b = Lock(), Lock(): the first is a
    n = given[key] = given.get(key, 0) + 1
    return s.names[here[(n - 1) % len(here)]]


def numbered(name):
    """Tells the locks apart that one statement makes again and again."""
    return number(name, given, (S.current, name))


def number(name, counts, key):
    """The name of one more that would have this one."""
    n = counts.get(key, 0)
    counts[key] = n + 1
    if name.count("[]") == 1:  # of lists in lists it is not known which of them is meant
        return name.replace("[]", "[%d]" % n)
    return name if n == 0 else "%s (%d)" % (name, n + 1)


given = {}  # (task, name) → how many it has named so


def module_lock(frame):
    """The name and key of a lock that belongs to a module of a library.  A module that makes several in one statement has as many keys: no
    two objects may go by one."""
    name = frame.f_globals.get("__name__", "?") + "." + (assigned(frame) or "lock")
    name = number(name, imported, name)
    return name + "|", (1 << 40 if standard(frame.f_code.co_filename) else PACKAGE) | zlib.crc32(name.encode())


imported = {}  # name → how many locks of modules of libraries have it; they are there in each execution


def standard(file):
    """Says whether a file is one of the standard library."""
    return file.startswith(LIBRARY_FOLDER) and not any(folder in file for folder in LIBRARIES) or file.startswith("<frozen ")


def name_of(lock):
    while not hasattr(lock, "cell") and hasattr(lock, "lock"):
        lock = lock.lock
    return lock.cell.name.partition("|")[0] if hasattr(lock, "cell") else "condition"


def function_name(function):
    """The name of a function, of one that was bound or partly applied, or of the class of what is called."""
    while issubclass(type(function), tuple(partly)) or type(function) is types.MethodType:
        function = function.__func__ if type(function) is types.MethodType else function.func
    if issubclass(type(function), NAMED):
        return function.__name__
    return found.attribute(function, "__name__") or type(function).__name__


NAMED = type, types.FunctionType, types.BuiltinFunctionType, types.CoroutineType, types.GeneratorType
partly = [functools.partial]  # what stands for another function, which it has as func


def thread(function):
    """The name of a thread that is about to run the function: its own, or that of what it runs."""
    owner = function.__self__ if type(function) is types.MethodType else None
    if not found.has(owner, "_bootstrap"):
        return function_name(function)
    name, target = found.attribute(owner, "_name"), found.attribute(owner, "_target")
    if target is not None and re.match(r"Thread-\d+( \(.*\))?$", name):  # nobody has named it
        return function_name(target)
    return name


def reset():
    given.clear()
    whose.update(made)
    made.clear()
    objects.reset()
