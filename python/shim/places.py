"""Where an operation stands in the program: at which line, and in which call of the library."""
import os
import sys

from . import found, objects
from .core import S, CALLED
from .names import IMPORT, LIBRARY, MOST, OWN, SHIM, owns, sort, whose

BETWEEN = frozenset(("result_iterator", "_result_or_cancel"))  # by which the program is given the results of what it maps
OPTIMIZED = 0x1  # a flag of code whose variables are known beforehand
LASTING = 0x20 | 0x80 | 0x200  # flags of code whose frame outlives the call: of generators and coroutines
ALIVE = ("run", "_bootstrap", "_bootstrap_inner")  # methods in which a thread spends its life
# What the documentation says that a with statement does.
WITH = {("Executor", "__enter__"): "submit", ("Executor", "__exit__"): "shutdown"}
ENTER = {"__enter__": "acquire", "__exit__": "release"}
known = {}  # what is known of a place → number of its text, and the code objects whose ids are in the key
calls = {}  # task → calls of the library that it has made


class Mark(int):
    """The place of all operations of a call of the library.  The frame of the call keeps it as f_trace, which says nothing
    unless the program is traced; then it is called, and does nothing."""

    def __call__(self, *event):
        return None


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
    found = known.get(key)
    if found is None:
        found = note(key, "%s|%s:%d" % (does, frame.f_code.co_filename, frame.f_lineno), frame.f_code)
    return found[0]


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
    found = known.get(key)
    if found is None:
        found = note(key, call_of(callee) + ("|%s:%d" % (code.co_filename, frame.f_lineno) if frame else "|"), code, called)
    n = found[0]
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
    if len(known) >= MOST:
        known.clear()
    known[key] = found = (S.driver.text(text),) + codes
    return found


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
            name = WITH.get((c.__name__, name)) or found.has(owner, "acquire") and ENTER.get(name) or name
            cls = cls if name == "shutdown" else c.__name__
            break
    return cls + "." + name


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


def reset():
    calls.clear()
