"""What the program's objects are and have, without a question to code of the program: a __getattribute__ or __getattr__ of its own, or a
property, may take a lock, print, or never end.

isinstance is such a question, too: of what is no object of the class it asks for its __class__.
"""
import types
import weakref


def dict_of(o):
    """The __dict__ of an object; None if it has none."""
    try:
        return object.__getattribute__(o, "__dict__")
    except AttributeError:
        return None


def has(o, name):
    """Says whether an object has an attribute, or its class."""
    return name in (dict_of(o) or ()) or any(name in c.__dict__ for c in type(o).__mro__)


def attribute(o, name, default=None):
    """An attribute that an object has itself, or that its class has for all."""
    has = dict_of(o)
    if has is not None and name in has:
        return has[name]
    found = next((c.__dict__[name] for c in type(o).__mro__ if name in c.__dict__), default)
    return default if hasattr(type(found), "__get__") else found


def field(o, name, default=None):
    """The value of a field of an object, which may be a slot."""
    try:
        return object.__getattribute__(o, name)
    except AttributeError:
        return default


def code(function):
    """The code of a function, of Python's own kinds; None of all else that can be called."""
    return function.__code__ if issubclass(type(function), (types.FunctionType, types.MethodType)) else None


def reference(o):
    """What gives the object as long as it lives, and does not keep it: the program may wait for its end.  One that no weak reference can
    be of, as of a class with slots, is kept until the execution is over."""
    try:
        return weakref.ref(o)
    except TypeError:
        return lambda: o
