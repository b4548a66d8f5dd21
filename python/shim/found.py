"""What objects are and have, found without code of the program: a look at an attribute may be code of a class, which takes a lock, prints, or
never ends.

isinstance is such a look, too: of what is no object of the class it asks for its __class__.
"""
import types
import weakref

ABSENT = object()


def class_with(t, a):
    """The class from which objects of the class t have an attribute that they have not themselves; None if there is none."""
    for c in t.__mro__:
        if a in c.__dict__:
            return c
    return None


def dict_of(o):
    """The attributes that an object has itself; None if it has no __dict__."""
    try:
        return object.__getattribute__(o, "__dict__")
    except AttributeError:
        return None


def has(o, name):
    """Says whether an object has an attribute, or its class."""
    return name in (dict_of(o) or ()) or class_with(type(o), name) is not None


def attribute(o, name, default=None):
    """An attribute that an object has itself, or that its class has for all."""
    d = dict_of(o)
    if d is not None and name in d:
        return d[name]
    c = class_with(type(o), name)
    return default if c is None or hasattr(type(c.__dict__[name]), "__get__") else c.__dict__[name]


def field(o, name, default=None):
    """The value of a field of an object, which may be a slot."""
    try:
        return object.__getattribute__(o, name)
    except AttributeError:
        return default


def behind(o):
    """The classes that a super() asks, in their order: those behind the one that it is in; none if it is bound to nothing."""
    of, this = field(o, "__self_class__"), field(o, "__thisclass__")
    mro = () if of is None else of.__mro__
    return mro[next((i + 1 for i, c in enumerate(mro) if c is this), len(mro)):]


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


def attribute_now(o, a):
    """What an object has as its attribute, found without code of the program."""
    d = dict_of(o)
    if d is not None and a in d:
        return d[a]
    c = class_with(type(o), a)
    found = ABSENT if c is None else c.__dict__[a]
    if type(found) is types.MemberDescriptorType:  # a slot
        try:
            return found.__get__(o)
        except AttributeError:
            return ABSENT
    return found


def item_now(o, k):
    """The item of a dict or a list, found without code of the program."""
    try:
        if issubclass(type(o), dict) and type(k) in (int, str):
            return dict.get(o, k, ABSENT)
        if issubclass(type(o), list) and type(k) is int:
            return list.__getitem__(o, k)
    except IndexError:
        pass
    return ABSENT
