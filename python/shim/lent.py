"""Attributes that the program gives to objects of classes that are not its own: a thread's done, a future's url.  They are variables of
the program, though the rest of such an object is the library's."""
import types

NEVER = (type, types.ModuleType, types.FunctionType, types.BuiltinFunctionType, types.MethodType, BaseException, tuple, frozenset, int, str)


def lends(t):
    """Says whether objects of a class take attributes that the class does not know."""
    return bool(t.__dictoffset__ and t.__weakrefoffset__) and not issubclass(t, NEVER)


class Taken(dict):
    """The names of the attributes that a class uses itself."""

    def __missing__(self, t):
        found = set()
        for c in t.__mro__:
            found.update(vars(c))
            for member in vars(c).values():
                for f in (member, getattr(member, "__func__", None), getattr(member, "fget", None), getattr(member, "fset", None)):
                    found.update(in_code(getattr(f, "__code__", None)))
        self[t] = found = frozenset(found)
        return found


def in_code(code):
    """The names in a code object, and in those within it."""
    if code is None:
        return
    yield from code.co_names
    for part in code.co_consts:
        if isinstance(part, types.CodeType):
            yield from in_code(part)


taken = Taken()
