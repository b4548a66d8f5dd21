"""Modules of the library that hold what the program gives them, or go over it, in Python code: accesses in them are seen as those in the
program's own modules are, because threads meet there (a WeakSet that changes while it is gone over, a UserDict, copy.deepcopy).

They are imported afresh when the program imports them, and rewritten then.  What was imported before, threading and logging above all,
keeps the modules as they are: which threads there are in threading's WeakSet is nobody's variable.
"""
import sys
import weakref
from contextlib import contextmanager

from . import shared

REWRITTEN = ("_weakrefset", "weakref", "collections", "copy", "dataclasses", "json.encoder", "configparser")
AGAIN = {"collections.abc", "json"}  # have one of those within them
before = {}  # the modules as they are for those that were there before


def install():
    shared.rewritten.update(REWRITTEN)
    for name in AGAIN.union(REWRITTEN):
        if name in sys.modules:
            before[name] = sys.modules.pop(name)


@contextmanager
def as_before(name):
    """Has what rewrites a module find it as it was before: it may need it itself, as ast.walk does."""
    if name not in before:
        yield
        return
    under_way, sys.modules[name] = sys.modules[name], before[name]
    try:
        yield
    finally:
        sys.modules[name] = under_way


def finalizers():
    """The classes finalize that there are: that of the modules of the library, and that of the program."""
    return {weakref.finalize, getattr(sys.modules.get("weakref"), "finalize", weakref.finalize)}
