"""What objects have, found without code of the program: a look at an attribute may be code of a class."""
import types

ABSENT = object()
guarded = set()  # classes of the program that have code for each look at an attribute


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
        if isinstance(o, dict) and type(k) in (int, str):
            return dict.get(o, k, ABSENT)
        if isinstance(o, list) and type(k) is int:
            return list.__getitem__(o, k)
    except IndexError:
        pass
    return ABSENT
