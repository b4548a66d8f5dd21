"""Code that the program gives to exec, eval and compile, and to runpy: it is rewritten as its modules are.

Where such code runs shows only then.  So each of its globals that is no builtin is followed, and goes by the namespace that it
is given: as a variable of a module, if it is that of one, and else as the dict that it is.
"""
import ast
import os
import sys
import types

from . import names, rewrite, shared
from .core import S

STRING = "<string>"      # the name of code that has none
MAKERS = {"dataclasses"}  # modules of the library that make methods for classes of the program
OPTIMIZED = 0x1          # a flag of the code of functions
codes = {}               # (source, which, flags) → what it was compiled to
MOST = 1000


def xc(which, *args):
    """What exec or eval is given: its code compiled, if it is a text."""
    frame = sys._getframe(1)
    return rewritten(which, frame, *args) if is_program(frame) else args


def rewritten(which, frame, *args):
    """What it is given by the code of a frame, as the program's."""
    if args and type(args[0]) in (str, bytes):
        code = compiled(args[0], which, frame.f_code.co_flags)
        if code is None:
            return args  # they say themselves what is wrong with it
        args = (code,) + args[1:]
        if frame.f_globals.get("__name__") not in MAKERS:
            names.mine(STRING)
    enter(args[1] if len(args) > 1 and isinstance(args[1], dict) else frame.f_globals)
    return args


def compiled(source, which, flags):
    key = source, which, flags & FUTURE
    if key not in codes:
        if len(codes) >= MOST:
            codes.clear()
        try:
            tree = ast.parse(source.lstrip(" \t" if type(source) is str else b" \t") if which == "eval" else source, STRING, which)
            codes[key] = compile(rewrite.rewrite_given(tree), STRING, which, flags & FUTURE, True)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return None
    return codes[key]


def all_future():
    import __future__
    flags = 0
    for name in __future__.all_feature_names:
        flags |= getattr(__future__, name).compiler_flag
    return flags & ~0x10  # that of nested scopes is a flag of inner functions, too


FUTURE = all_future()


def xd(*args):
    """What compile is given: a tree in place of the text."""
    return parsed(args) if is_program(sys._getframe(1)) else args


def parsed(args):
    """The same, of the program's code."""
    source, file, which = args if len(args) == 3 else (None, None, None)
    if type(source) in (str, bytes) and issubclass(type(file), (str, os.PathLike)) and which in ("exec", "eval", "single"):
        try:
            tree = rewrite.rewrite_given(ast.parse(source, file, which))
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return args  # compile says itself what is wrong with it
        names.mine(os.fspath(file))
        return tree, file, which
    return args


def is_program(frame):
    """Says whether the code of a frame is the program's, or makes some for it."""
    name = str(frame.f_globals.get("__name__"))
    return names.owns(frame.f_code.co_filename) or name in MAKERS or name.partition(".")[0] in shared.traced


def names_in(frame):
    """The local variables of a frame, as exec sees them: of a function a copy."""
    return dict(frame.f_locals) if frame.f_code.co_flags & OPTIMIZED else frame.f_locals


def adapt_runpy(module):
    """Has runpy follow files of the program, which it compiles and executes itself, under names that nobody lists afterwards."""
    def compile_one(source, file, which):
        if which != "exec" or not names.owns(os.path.abspath(file)):
            return compile(source, file, which)
        names.mine(file)
        return rewrite.compile_file(source, file)

    def execute(code, space):
        if names.owns(code.co_filename):
            enter(space)
        exec(code, space)
    module.compile, module.exec = compile_one, execute


def enter(space):
    """Notes that code of the program runs in a namespace."""
    name = space.get("__name__", "builtins")
    if type(name) is str:
        shared.executed.add(name)


def hs(name):
    """Where a global of such code is: the name of a module, or a dict; None if it is a local variable of who runs the code."""
    if not S.several:
        return None
    frame = sys._getframe(1)
    space = frame.f_globals
    if not frame.f_code.co_flags & OPTIMIZED:
        local = frame.f_locals
        if local is not space and (name in local or name not in space):
            return None
    module = sys.modules.get(space.get("__name__"))
    return module.__name__ if getattr(module, "__dict__", None) is space else space


def unlisted(module):
    """Says whether it is a module that the program has made by itself, so that nobody finds it by its name."""
    return issubclass(type(module), types.ModuleType) and sys.modules.get(module.__name__) is not module
