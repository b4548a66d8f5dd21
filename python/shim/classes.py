"""Attributes of classes: what objects have from them, and classes from each other."""
import types

from . import shared
from .core import S, LOAD
from .found import behind, class_with

METHODS = (types.FunctionType, property, classmethod, staticmethod, types.BuiltinFunctionType, types.MethodType,
           types.WrapperDescriptorType, types.MethodDescriptorType, types.ClassMethodDescriptorType)
SLOTS = (types.MemberDescriptorType, types.GetSetDescriptorType)
added = set()  # names that threads have given classes which had nothing by them


def access(o, t, a, kind):
    """An access to an attribute of a class: its own, that of a class from which it has it, or one of the class of the class."""
    c = class_with(o, a)
    method = c is not None and issubclass(type(c.__dict__[a]), METHODS)
    if method and stays(c, a, kind):
        return
    if kind == LOAD:
        shared.touch_all(looked_at_of_class(o, t, a))
    elif method or shared.own(o) or shared.replaced(kind):
        if c is None:
            added.add(a)
        shared.touch(shared.class_variable(o, a), kind, "")


def looked_at(classes, a):
    """Goes over the variables that say what an attribute is that an object of the first of these classes has not itself: those of each class
    up to the one that has it, because a thread may give it to any of them.  Slots and their like stay.  Says whether one has it."""
    for each in classes:
        if S.replaces or type(each.__dict__.get(a)) not in SLOTS and shared.own(each):
            yield shared.class_variable(each, a)
        if a in each.__dict__:
            return True
    return False


def looked_at_of_class(o, t, a):
    """The same of a class, o: its own and those from which it has them, or else those of the class of the class."""
    if not (yield from looked_at(o.__mro__, a)):
        yield from looked_at(t.__mro__, a)


def access_by_super(o, a):
    """A look at an attribute by super()."""
    classes = behind(o)
    c = next((each for each in classes if a in each.__dict__), None)
    if c is None or not stays(c, a, LOAD):
        shared.touch_all(looked_at(classes, a))


def stays(c, a, kind):
    """Says whether what the class has by this name is a method that no thread has replaced or given it."""
    return issubclass(type(c.__dict__[a]), METHODS) and not shared.replaced(kind) and a not in added
