"""What threads share when they import modules of the program: sys.modules, and the locks by which importlib keeps two of them from executing
one module at a time.

Such a module is imported anew in each execution, and who comes first may show: who would close a circle of waits goes on with half a module,
or fails.  That a module is looked for, begun and done are accesses to a variable, as those of shared.py.  Modules of libraries are there
in all executions but the first: theirs are none, and their locks no operations while they are free.
"""
import _frozen_importlib as importlib
import builtins
import dis
import sys
import types
import zlib
from importlib.machinery import ModuleSpec, PathFinder

from . import classes, found, imports, shared
from .cells import Cell
from .core import S, LOAD, STORE

KEYS = 1 << 43        # in the keys of the cells
CIRCLE = KEYS | 1 << 32
FIND, GET, BEGIN, END = "find", "get", "begin", "end"  # what a thread does to a module
cells = {}            # key → the cell, which is one in an execution, also if importlib makes the lock again
done = {}             # name → the vector clock of those who have executed the module
over = set()          # modules that have been executed, and whose locks are about to be given back
owned = {}            # thread → the names of the locks that it has
begun = {}            # thread → the module that it has looked for, and whose lock it is about to take
waits_for = {}        # thread → the lock that it waits for: importlib's _blocking_on


class ModuleLock:
    """A lock that can be taken again by whom it belongs to, and that raises where to wait would be to wait for oneself: importlib's
    _ModuleLock."""

    def __init__(self, name):
        self.name, self.owner, self.count = name, None, 0
        self.passed = False  # its owner has waited until the module was there, and does nothing with the lock
        self.cell = cell_of(name, KEYS | zlib.crc32(name.encode()), 1)
        self.program = S.running and is_program(name)

    def has_deadlock(self):
        """Says whether who holds the lock waits for the running thread, perhaps by way of others."""
        lock, seen = self, set()
        while lock is not None and lock.owner is not None and lock.owner not in seen:
            if lock.owner is S.current:
                return True
            seen.add(lock.owner)
            lock = waits_for.get(lock.owner)
        return False

    def acquire(self):
        me = S.current
        if self.owner is not me:
            if begun.pop(me, None) != self.name:
                self.tell(BEGIN)
            while not self.cell.try_acquire():
                if me in owned:
                    self.wait_in_circle(me)
                    break
                self.cell.quiet = False  # from here on it shows when it is given back
                self.cell.wait()
                if is_complete(self.name):
                    self.passed = True
                    break
                self.tell(BEGIN)
            self.owner = me
            owned.setdefault(me, []).append(self.name)
            S.sync_from(done.get(self.name, {}))
        self.count += 1
        return True

    def wait_in_circle(self, me):
        """Takes the lock when it is given back, for a thread that has others.  That it waits and whether it may are two steps, as in
        importlib: two threads may both find that they would wait for each other."""
        circle = cell_of("modules", CIRCLE, 0)
        self.cell.quiet = False
        try:
            circle.release()
            waits_for[me] = self
            circle.release()
            if self.has_deadlock():
                circle.release()  # until then others find that it waits
                raise importlib._DeadlockError("deadlock detected by %r" % self)
            self.cell.acquire()
        finally:
            waits_for.pop(me, None)

    def release(self):
        me = S.current
        if self.owner is not me:
            raise RuntimeError("cannot release un-acquired lock")
        self.count -= 1
        if not self.count:
            if not self.passed:
                self.give_back()
            self.owner, self.passed = None, False
            owned[me].remove(self.name)
            if not owned[me]:
                del owned[me]
            self.look_for_first(me)

    def give_back(self):
        if self.name not in over:
            self.tell(END)
        over.discard(self.name)
        done[self.name] = S.sync(done.get(self.name, {}))
        self.cell.release()

    def look_for_first(self, me):
        """Tells of what an import of a.b looks for last: the package a."""
        first = self.name.partition(".")[0]
        if self.program and S.several and first != self.name and first not in owned.get(me, ()) and not is_known(first):
            access(first, FIND)
            S.sync_from(done.get(first, {}))

    def tell(self, does):
        if self.program and S.several:
            S.polled = True
            access(self.name, does)

    def __repr__(self):
        return "_ModuleLock(%r) at %d" % (self.name, self.cell.key)


def cell_of(name, key, value):
    cell = cells.get(key)
    if cell is None:
        cell = cells[key] = Cell(value, "Import", name + "|", key)
        cell.quiet = value > 0
    return cell


def access(name, does):
    """What the running thread does to a module.  Those of a package are one variable: who executes one looks for the others in the midst
    of it."""
    package = name.partition(".")[0]
    variable = shared.module_variable("sys.modules", package, "sys.modules[%r]" % package)
    shared.touch(variable, LOAD if does in (FIND, GET) else STORE, "import%s.%s" % (name[len(package):], does))


def look(name):
    """Tells that the running thread looks whether a module is there.  If the thread is in the midst of no other, to take the lock if it is not
    is the same step: a wait for who has it meanwhile ends where a later look would have found the module."""
    if is_known(name):
        name = name.partition(".")[0]  # an import of a.b looks for a, too
    if is_known(name) or not is_program(name):
        return
    me = S.current
    begun.pop(me, None)
    if me in owned:
        access(name, FIND)
    else:
        S.polled = True
        access(name, BEGIN)
        if not is_complete(name):
            begun[me] = name
    S.sync_from(done.get(name, {}))


def attribute(module, a, kind):
    """Says whether what a module of the program has is a variable, and tells of the access if it is a module of that package.  Functions and
    classes are none, unless they are seen to be stored: by a thread that executes the module."""
    space = module.__dict__
    value = space.get(a)
    if issubclass(type(value), types.ModuleType) or value is None and "__path__" in space:
        name = "%s.%s" % (module.__name__, a)
        if kind == LOAD and not is_known(name):
            access(name, GET)
        return False
    return (module.__name__, a) in shared.variables or not issubclass(type(value), classes.METHODS + (type,))


shared.module_attribute = attribute


def is_known(name):
    """Says whether the running thread knows that a module is there: as of what lasts, no other order has it look earlier."""
    sees = S.current.sees
    return is_complete(name) and all(thread == S.current.id or sees.get(thread, 0) >= tick for thread, tick in done.get(name, {}).items())


def is_complete(name):
    return name in sys.modules and not getattr(spec_of(name), "_initializing", False)


def is_program(name):
    """Says whether a module that may still have to be found is one of the program, by the package that it is in."""
    package = name.partition(".")[0]
    spec = spec_of(package) or PathFinder.find_spec(package)
    if spec is None:
        return False
    return imports.is_program(package, spec.origin if spec.has_location else next(iter(spec.submodule_search_locations or ()), "") + "/")


def spec_of(name):
    """What importlib knows of a module that is there."""
    space = found.dict_of(sys.modules.get(name))
    spec = space.get("__spec__") if type(space) is dict else None
    return spec if type(spec) is ModuleSpec else None


def ib(name):
    """What __import__ is given."""
    if S.several and type(name) is str:
        look(name)
    return name


def im(name, level):
    """What an import statement looks for; says whether there is somebody who could see that."""
    if not S.several or builtins.__import__ is not ip:
        return False
    if not level:
        look(name)
    else:
        package = sys._getframe(1).f_globals.get("__package__")
        if type(package) is str and package:
            look(resolved(name, package, level))
    return True


def gl():
    """The globals of the statement: the program may have something else by the name of globals."""
    return sys._getframe(1).f_globals


ip = builtins.__import__


def resolved(name, package, level):
    try:
        return importlib._resolve_name(name, package, level)
    except ImportError:  # the import itself says so
        return name


def fr(module, name):
    """What a from statement reads: an attribute of the module, all that it shows, or a module of that package."""
    space = found.dict_of(module)
    for a in () if type(space) is not dict else public(space) if name == "*" else (name,):
        shared.attribute(module, a, LOAD)
    return None if name == "*" else taken(module, name)


def taken(module, name):
    """What Python's own statement takes from a module that is imported, or raises."""
    space = {"__builtins__": {"__import__": lambda *_: module}}
    exec(compile("from %s import %s as taken" % (module.__name__, name), taken.__code__.co_filename, "exec"), space)
    return space["taken"]


def public(space):
    listed = space.get("__all__")
    return [a for a in (listed if type(listed) in (list, tuple) else list(space)) if type(a) is str and (listed is not None or a[:1] != "_")]


def executed(name):
    """Tells that a module is about to be done, or gone: importlib says so, gives it to its package and gives the lock back at once."""
    if S.several:
        access(name, END)
        over.add(name)
        done[name] = S.sync(done.get(name, {}))


def install():
    importlib._ModuleLock = ModuleLock
    check = importlib._sanity_check

    def sanity_check(name, package, level):
        """The first thing that importlib.import_module does."""
        check(name, package, level)
        if S.several:
            look(resolved(name, package, level) if level else name)
    importlib._sanity_check = sanity_check
    importlib._call_with_frames_removed = in_place_of(importlib._call_with_frames_removed, _call_with_frames_removed)


def _call_with_frames_removed(f, *args, **kwds):
    """By it importlib imports the package that it has not found, and looks for it once more."""
    if f is ip and S.several and is_program(args[0]):
        access(args[0], FIND)
    return f(*args, **kwds)


def in_place_of(original, function):
    """Has a function pass for one of importlib, whose frames CPython takes out of tracebacks: its last line is that of the original."""
    last = [list(dis.findlinestarts(f.__code__))[-1][1] for f in (original, function)]
    first = function.__code__.co_firstlineno + last[0] - last[1]
    function.__code__ = function.__code__.replace(co_filename=original.__code__.co_filename, co_firstlineno=first)
    return function


def restore():
    """Forgets the locks of the threads that an execution has left in the midst of an import."""
    importlib._module_locks.clear()
    for kept in cells, done, over, owned, begun, waits_for:
        kept.clear()
