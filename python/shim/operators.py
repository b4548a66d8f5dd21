"""What Python's syntax calls without a call that can be seen: operators, comparisons, a look whether something is true, properties.  Where
a class has the method in Python code, of the library or of a package, CPython may switch threads when it is entered, as at any call: the |=
of an enum.Flag, the + of a Fraction.  What the program's own classes have says so itself.

See "Emulating numeric types" in Python's reference.
"""
import ast
import types

from . import nested, shared
from .core import S

BINARY = {ast.Add: "add", ast.Sub: "sub", ast.Mult: "mul", ast.MatMult: "matmul", ast.Div: "truediv", ast.FloorDiv: "floordiv", ast.Mod: "mod",
          ast.Pow: "pow", ast.LShift: "lshift", ast.RShift: "rshift", ast.BitAnd: "and", ast.BitOr: "or", ast.BitXor: "xor"}
COMPARED = {ast.Eq: "eq", ast.NotEq: "eq", ast.Lt: "lt", ast.LtE: "lt", ast.Gt: "lt", ast.GtE: "lt", ast.In: "contains", ast.NotIn: "contains"}
UNARY = {ast.USub: "unary", ast.UAdd: "unary", ast.Invert: "unary"}
# What they call: any of the methods, which are named without their underscores.
METHODS = {name: (name, "r" + name, "i" + name) for name in BINARY.values()}
CODE = "()"  # behind the name of what is Python code, and not a look at a container
METHODS.update(eq=("eq", "ne"), lt=("lt", "le", "gt", "ge"), contains=("contains", "iter"), unary=("neg", "pos", "invert"), bool=("bool", "len"),
               format=("format", "str", "repr"), item=("getitem", "setitem", "delitem"), enter=("enter",))
LOOK = set(BINARY.values()) | {"eq", "lt"}


class InPython(dict):
    """Which of them a class has in Python code, and those that look at what a container holds, and the names of its properties."""

    def __missing__(self, t):
        found = {name for name, methods in METHODS.items() if any(isinstance(special(t, "__%s__" % m), types.FunctionType) for m in methods)}
        found.update([name + CODE for name in found], LOOK if shared.kinds[t] == shared.CONTAINER or issubclass(t, nested.HOLD) else ())
        found.update("." + a for c in t.__mro__ for a, v in vars(c).items() if isinstance(v, property))
        self[t] = found = frozenset(found)
        if shared.own(t):
            shared.passed.append(t)
        return found


def special(t, name):
    """The method that a class has for syntax; None if it has none."""
    for c in t.__mro__:
        if name in c.__dict__:
            return c.__dict__[name]
    return None


in_python = InPython()


def bo(o, name, other=None):
    """An operand of an operator, the last that is computed: the other one may come along."""
    if S.several and (name == "contains" or name in in_python[type(o)] or name in in_python[type(other)]):
        operand(o, name)
        operand(other, name)
    return o


def operand(o, name):
    """What an operator does with an operand: it calls code, or looks at the whole of it."""
    has = in_python[type(o)]
    if name + CODE in has:
        S.polled = True
    elif name in has:
        nested.at(o)
        if name in nested.OPERATORS:
            nested.look(o)
    elif name == "contains":
        nested.search(o)


def bp(o, name):
    """The second operand, if the first one was put aside."""
    held = S.current.held
    return bo(o, name, held.pop() if held else None)


def property_of(o, a):
    """An attribute is looked up of an object that is not followed."""
    if "." + a in in_python[type(o)]:
        S.polled = True
