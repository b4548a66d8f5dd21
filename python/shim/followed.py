"""Modules of the library that hold what the program gives them, or go over it, in Python code: accesses in them are seen as those in the
program's own modules are, because threads meet there (a WeakSet that changes while it is gone over, a UserDict, copy.deepcopy).

They are imported afresh when the program imports them, and rewritten then.  What was imported before, threading and logging above all,
keeps the modules as they are: which threads there are in threading's WeakSet is nobody's variable.
"""
import ast
import linecache
import sys
import weakref
from contextlib import contextmanager

from . import patched, rewrite, shared
from .core import S, LOAD, STORE

REWRITTEN = ("_weakrefset", "weakref", "collections", "copy", "dataclasses", "json", "json.encoder", "configparser", "contextlib", "csv", "heapq",
             "pprint", "shelve", "statistics", "multiprocessing.pool")
AGAIN = {"collections.abc"}  # have one of those within them
before = {}  # the modules as they are for those that were there before


def install():
    shared.rewritten.update(REWRITTEN)
    for name in AGAIN.union(REWRITTEN):
        if name in sys.modules:
            before[name] = sys.modules.pop(name)


def in_place(cls, *methods):
    """Has methods of a class be seen that everybody has already: what they run is rewritten."""
    file = sys.modules[cls.__module__].__file__
    source = "".join(linecache.getlines(file))
    tree = ast.parse(source)
    tree.body = [n for n in tree.body if isinstance(n, ast.ClassDef) and n.name == cls.__name__]
    tree.body[0].body = [n for n in tree.body[0].body if isinstance(n, ast.FunctionDef) and n.name in methods]
    made = compile(rewrite.rewrite_tree(tree, b"", file), file, "exec", dont_inherit=True)
    body = next(c for c in made.co_consts if getattr(c, "co_name", "") == cls.__name__)
    for code in body.co_consts:
        if getattr(code, "co_name", "") in methods:
            getattr(cls, code.co_name).__code__ = code


def adapt_mocks(module):
    """unittest.mock.patch replaces for all threads what it patches, until it puts back what it has found."""
    cls, clear, original = module["_patch"], module["_clear_dict"], module["_patch"].get_original

    def get_original(self):
        told(self.getter(), self.attribute, LOAD)
        return original(self)

    def told(o, a, kind):
        if issubclass(o if issubclass(type(o), type) else type(o), module["NonCallableMock"]):
            return  # each mock has a class of its own, which is being made
        if S.several:
            shared.attribute(o, a, kind)
            S.polled = True
        if kind == STORE and issubclass(type(o), patched.HOLDERS):
            patched.note(o, a)

    def store(o, a, v):
        told(o, a, STORE)
        setattr(o, a, v)

    def delete(o, a):
        told(o, a, STORE)
        delattr(o, a)

    def clear_dict(d):
        if S.several:
            shared.item(d, None, STORE, "dict.clear")
        clear(d)
    cls.get_original = get_original
    module.update(setattr=store, delattr=delete, _clear_dict=clear_dict)
    in_place(module["_patch_dict"], "_patch_dict", "_unpatch_dict")


@contextmanager
def as_before(name):
    """Has what rewrites a module find all of them as they were before: it may need them itself, as ast.walk does."""
    if name not in before:
        yield
        return
    under_way = {n: sys.modules.get(n) for n in before}
    sys.modules.update(before)
    try:
        yield
    finally:
        for n, module in under_way.items():
            if module is None:
                del sys.modules[n]
            else:
                sys.modules[n] = module


def finalizers():
    """The classes finalize that there are: that of the modules of the library, and that of the program."""
    return {weakref.finalize, getattr(sys.modules.get("weakref"), "finalize", weakref.finalize)}
