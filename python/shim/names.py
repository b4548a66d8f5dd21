"""Words for reports: where an operation stands in the program, and what the statement that made a lock calls it."""
import os
import re
import sys
import zlib

from . import awaited, objects, statements
from .core import S, CALLED

home = ""            # the script's folder
folder = "\0"        # the files under it are the program's own: that folder, or of a test the root of all tests
whose = {}           # file name → SHIM, LIBRARY, OWN or IMPORT
SHIM, LIBRARY, OWN, IMPORT = range(1, 5)
places = {}          # what is known of a place → number of its text, and the code objects whose ids are in the key
HERE = "<simrun>"
LIBRARIES = ("site-packages", "dist-packages")

BETWEEN = frozenset(("result_iterator", "_result_or_cancel"))  # by which the program is given the results of what it maps
MOST = 10000  # entries of what is kept by the ids of code objects
OPTIMIZED = 0x1  # a flag of code whose variables are known beforehand
LASTING = 0x20 | 0x80 | 0x200  # flags of code whose frame outlives the call: of generators and coroutines
# What the documentation says that a with statement does.
ALIVE = ("run", "_bootstrap", "_bootstrap_inner")  # methods in which a thread spends its life
WITH = {("Executor", "__enter__"): "submit", ("Executor", "__exit__"): "shutdown"}
ENTER = {"__enter__": "acquire", "__exit__": "release"}


class Mark(int):
    """The place of all operations of a call of the library.  The frame of the call keeps it as f_trace, which says nothing
    unless the program is traced; then it is called, and does nothing."""

    def __call__(self, *event):
        return None


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


def place(above=2):
    """The number of the text that says at which line of the program the operation stands, and in which call of the
    library: "Queue.get|/path/script.py:12". Above its 32 bits is the number of that call among those of the thread; 0
    if there is none.  So many frames above are simrun's own."""
    frame, callee = sys._getframe(above), None
    while frame is not None:  # it is looked at before each operation, so nothing is called here that need not be
        code = frame.f_code
        kind = whose.get(code.co_filename)
        if kind is None:
            kind = sort(code.co_filename)
        if kind == LIBRARY or kind == IMPORT:
            if code.co_name in BETWEEN:
                frame = frame.f_back
                continue
            callee = frame
            if type(frame.f_trace) is Mark and not code.co_flags & LASTING:
                return frame.f_trace
        elif kind == OWN:
            return place_of(frame, callee)
        frame = frame.f_back
    return within(above + 1)


def place_of_access(does):
    """The place of an access to a variable, which a line of the program makes, or the library by itself."""
    frame = sys._getframe(3)
    while frame is not None and not owns(frame.f_code.co_filename):
        frame = frame.f_back
    if frame is None:
        return S.driver.text(does + "|") if does else 0
    key = id(frame.f_code), frame.f_lasti, does
    known = places.get(key)
    if known is None:
        known = note(key, "%s|%s:%d" % (does, frame.f_code.co_filename, frame.f_lineno), frame.f_code)
    return known[0]


def within(above):
    """The place of an operation with no line of the program: its thread runs code of the library alone.  What it does to
    an object of the program, as a future, goes by the method."""
    frame, callee = sys._getframe(above), None
    while frame is not None:
        known = methods.get(id(frame.f_code))
        if known is None:
            known = methods[id(frame.f_code)] = is_method(frame.f_code), frame.f_code
        if known[0] and objects.of(frame.f_locals["self"]) is not None:
            callee = frame
            if type(frame.f_trace) is Mark:
                return frame.f_trace
        frame = frame.f_back
    return place_of(None, callee) if callee is not None else 0


def is_method(code):
    """Says whether it is that of a method of the library that does something to an object."""
    if len(methods) >= MOST:
        methods.clear()
    return whose[code.co_filename] != SHIM and code.co_varnames[:1] == ("self",) and code.co_name not in ALIVE


methods = {}  # id of code → whether it is such, and the code


def place_of(frame, callee):
    """The place of the first operation of a call, of which simrun is told, or of one that is no call of the library."""
    code, called = frame and frame.f_code, callee and callee.f_code
    key = id(code), frame and frame.f_lasti, id(called)  # to hash a code object is to look at all that it holds
    known = places.get(key)
    if known is None:
        known = note(key, call_of(callee) + ("|%s:%d" % (code.co_filename, frame.f_lineno) if frame else "|"), code, called)
    n = known[0]
    if callee is None:
        return n
    me = S.current
    calls[me] = number = calls.get(me, 0) + 1
    mark = Mark(number << 32 | n)
    owner = callee.f_locals.get("self") if objects.known and has_self(called) else None
    S.buffer += (me.id << 8 | CALLED, objects.key(owner), mark, 0)
    if callee.f_trace is None or type(callee.f_trace) is Mark:
        callee.f_trace = mark
    return mark


def note(key, text, *codes):
    """Keeps what is known of a place, but not of ever more code that the program makes."""
    if len(places) >= MOST:
        places.clear()
    places[key] = known = (S.driver.text(text),) + codes
    return known


def has_self(code):
    """Says whether a frame may have a variable self: to look at the variables of a frame is to copy all of them."""
    known = selves.get(id(code))
    if known is None:
        if len(selves) >= MOST:
            selves.clear()
        named = code.co_varnames + code.co_cellvars + code.co_freevars
        known = selves[id(code)] = not code.co_flags & OPTIMIZED or "self" in named, code
    return known[0]


selves = {}  # id of code → whether it has one, and the code


def call_of(frame):
    """What the documentation calls the function of the library that the program has called."""
    if frame is None:
        return ""
    if whose[frame.f_code.co_filename] == IMPORT:
        return "import"
    name = frame.f_code.co_name
    owner = frame.f_locals.get("self")
    if owner is None:
        module = frame.f_globals.get("__name__", "").partition(".")[0]
        return {"asyncio": "asyncio.", "concurrent": "futures."}.get(module, "") + name
    cls = type(owner).__name__
    for c in type(owner).__mro__:
        if getattr(c.__dict__.get(name), "__code__", None) is frame.f_code:
            name = WITH.get((c.__name__, name)) or hasattr(owner, "acquire") and ENTER.get(name) or name
            cls = cls if name == "shutdown" else c.__name__
            break
    return cls + "." + name


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
        if whom == IMPORT:
            module = str(frame.f_locals.get("name", "a module"))
            return "Import", module + "|", 1 << 43 | zlib.crc32(module.encode())
        if whom == LIBRARY:
            function = code.co_name
            if function == "wait" and hasattr(frame.f_locals.get("self"), "_waiters"):
                condition = frame.f_locals["self"]
                known = objects.of(condition)
                return "Waiter" + awaited.doer(frame.f_back), (known.name if known else name_of(condition._lock)) + "|waiter", None
            if function == "<module>" and (code.co_filename[:1] != "<" or code.co_filename.startswith("<frozen")):  # and no example of doctest's
                return (kind,) + module_lock(frame)
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
        if maker is not None and not hasattr(maker, "_bootstrap"):  # a thread has a name of its own
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
        name = assigned(frame) if mine else field(frame)
        if code.co_name == "__init__" and "self" in frame.f_locals:
            tail, owner = name + tail if not owner or name else tail, frame.f_locals["self"]
        elif name.startswith(".") and "self" in frame.f_locals:
            return type(frame.f_locals["self"]).__name__ + name + tail
        elif name:
            return name + tail
        elif mine and not statement(frame)[0].returns:
            break
        frame = frame.f_back
    if owner is not None and tail:
        return type(owner).__name__ + tail
    return tail.lstrip(".")


def field(frame):
    """What a dataclass calls the default value that its __init__ makes, which is that of the first field that the object has not
    got yet: ".jobs".  It is empty of all other frames."""
    owner = frame.f_locals.get("self")
    module = type(owner).__module__
    if frame.f_code.co_name == "__init__" and (module == "__main__" or owns(str(getattr(sys.modules.get(module), "__file__", None)))):
        for f in getattr(type(owner), "__dataclass_fields__", {}).values():
            if callable(f.default_factory) and not hasattr(owner, f.name):
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
    me = S.current
    n = given.get((me, name), 0)
    given[me, name] = n + 1
    if "[]" in name:
        return name.replace("[]", "[%d]" % n, 1)
    return name if n == 0 else "%s (%d)" % (name, n + 1)


given = {}  # (task, name) → how many it has named so
calls = {}  # task → calls of the library that it has made


def module_lock(frame):
    """The name and key of a lock that belongs to a module of a library."""
    name = frame.f_globals.get("__name__", "?") + "." + (assigned(frame) or "lock")
    return name + "|", 1 << 40 | zlib.crc32(name.encode())


def name_of(lock):
    while not hasattr(lock, "cell") and hasattr(lock, "lock"):
        lock = lock.lock
    return lock.cell.name.partition("|")[0] if hasattr(lock, "cell") else "condition"


def maker():
    """The frame of the program that makes something, and whether it does so by the import of a module of the library: what that does
    is done once, for all executions."""
    frame, imports = sys._getframe(2), False
    while frame is not None and not owns(frame.f_code.co_filename):
        imports = imports or whose[frame.f_code.co_filename] == IMPORT
        frame = frame.f_back
    return frame, imports


def line_of(frame):
    """The line of a frame of the program, with the file if that is not the script."""
    file, line = frame.f_code.co_filename, "line %d" % frame.f_lineno
    if os.path.basename(file) != os.path.basename(sys.argv[0]):
        line = "%s:%d" % (os.path.basename(file), frame.f_lineno)
    return line


def function_name(function):
    """The name of a function, of one that was bound or partly applied, or of the class of what is called."""
    while hasattr(function, "func"):
        function = function.func
    return getattr(function, "__name__", None) or type(function).__name__


def thread(function):
    """The name of a thread that is about to run the function: its own, or that of what it runs."""
    owner = getattr(function, "__self__", None)
    name = getattr(owner, "name", None)
    if name is None:
        return function_name(function)
    target = getattr(owner, "_target", None)
    if target is not None and re.match(r"Thread-\d+( \(.*\))?$", name):  # nobody has named it
        return function_name(target)
    return name


def reset():
    given.clear()
    calls.clear()
    whose.update(made)
    made.clear()
    objects.reset()
