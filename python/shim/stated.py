"""What should hold by the words of the program's author: the functions invariant and at_exit of a file beside it.

invariant is looked at where a step has ended that changed something it looks at: at the end of the step that starts the
first thread, then of each one that writes a variable, or takes or releases a lock, that a look before has read, and once
more when the program has ended.  Between those its answer is the same.  A look is no step of any thread: it takes no time,
and neither what it computes nor a lock that it takes shows.  It is put off where a lock that it takes is held, so that
"with script.lock:" is how to look only where nobody is at work, and while a global that it asks for is not there yet.

What it reads becomes an operation, all writes of which are in an order: so a search tries each state that it can see.

at_exit is the last that the program does, with operations as any other.
"""
import ast
import linecache
import os
import sys
import types

from . import names, processes, rewrite, scopes, shared
from .core import S, BROKE, Task

MODULE = "simrun_properties"


class Early(types.ModuleType):
    """The script's module during a look: what is not there may come yet."""

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError("module %r has no attribute %r" % (self.__name__, name))
        raise shared.PutOff


class Stated:
    def __init__(self, path):
        self.file = os.path.abspath(path)
        with open(path, "rb") as f:
            source = f.read()
        names.whose[self.file] = names.OWN
        self.code = rewrite.compile_file(source, self.file)
        for node in ast.walk(ast.parse(source)):
            scopes.asked.update(str(v) for v in (getattr(node, "id", 0), getattr(node, "attr", 0), getattr(node, "value", 0)) if isinstance(v, str))
        shared.watching[0] = True

    def begin(self, script):
        """Loads the file anew, before the script begins."""
        self.script, self.onlooker = script, Task(0, 3)
        module = types.ModuleType(MODULE)
        module.__file__ = self.file
        sys.modules[MODULE] = module
        try:
            exec(self.code, module.__dict__)
        except BaseException as e:
            processes.refuse("%s, its properties: %s" % describe(e))()
        self.invariant, self.at_exit = self.function(module, "invariant"), self.function(module, "at_exit")
        if not (self.invariant or self.at_exit):
            processes.refuse("%s has neither invariant() nor at_exit()" % os.path.basename(self.file))()
        S.look = self.look if self.invariant else None

    def function(self, module, name):
        """The function of that name, and what it is called with: the script's module, if it has a parameter; None if there is no
        such function."""
        f = module.__dict__.get(name)
        if f is None:
            return None
        needs = f.__code__.co_argcount - len(f.__defaults__ or ()) if isinstance(f, types.FunctionType) else 2
        if needs > 1:
            processes.refuse("%s: %s is no function with one parameter, the script, or none" % (os.path.basename(self.file), name))()
        return (f, self.script) if f.__code__.co_argcount else (f,)

    def look(self, last=False):
        """Looks at the state; if the invariant does not hold the execution ends here."""
        me, due, polled, onlooker = S.current, S.due, S.polled, self.onlooker
        onlooker.id = me.id
        onlooker.held.clear()
        S.current, S.looking, S.running, S.due = onlooker, True, False, False
        if not last:
            self.script.__class__ = Early
        try:
            wrong = judge(*self.invariant)
        finally:
            self.script.__class__ = types.ModuleType
            S.current, S.looking, S.running, S.due, S.polled = me, False, True, due, polled
            S.changed = S.every
            shared.passing.clear()
        if wrong:
            fail("invariant", wrong)

    def finish(self, ended):
        """Looks for the last time, and at what should hold at the exit.  What is not there now does not come any more, if the
        script has come to its end."""
        if self.invariant:
            self.look(last=ended)
        S.look, S.changed = None, False
        wrong = self.at_exit and judge(*self.at_exit)
        if wrong:
            fail("at-exit", wrong)


def judge(function, *args):
    """Calls it, and says what is wrong: the line, and what it says; nothing if nothing is."""
    try:
        result = function(*args)
        if result is None or result:
            return None
        code = function.__code__
        return "%s:%d" % (code.co_filename, code.co_firstlineno), "%s() returned %r" % (code.co_name, result)
    except shared.PutOff:
        return None
    except BaseException as e:
        return describe(e)


def describe(e):
    """Where an exception comes from, and the first line of what it says, with the text of an assert that says nothing."""
    at, trace = getattr(e, "lineno", None) and (e.filename, e.lineno), e.__traceback__
    while trace is not None:
        if names.owns(trace.tb_frame.f_code.co_filename):
            at = trace.tb_frame.f_code.co_filename, trace.tb_lineno
        trace = trace.tb_next
    said = str(e).strip().split("\n")[0]
    if not said and at:
        said = linecache.getline(*at).strip()
    return "%s:%d" % at if at else "", type(e).__name__ + (": " + said if said else "")


def fail(kind, wrong):
    """Ends the execution: a property does not hold."""
    S.buffer += (S.current.id << 8 | BROKE, 0, 0, S.driver.text("|".join((kind,) + wrong)))
    S.leave()
