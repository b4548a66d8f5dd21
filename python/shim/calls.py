"""The part of rewrite.py that is about calls: of methods, of functions that go over what they are given, and of those that
reach what has a name that is computed."""
import ast
import sys

from . import blocks, during, iterators, shared

# What builtin functions, by their names, do with what they are given: look at the whole, or at each item, or take one.
GIVEN = dict.fromkeys(("len", "bool", "str", "repr", "print", "iter", "reversed"), "rd")
GIVEN.update(dict.fromkeys(("list", "tuple", "set", "frozenset", "dict", "sorted", "sum", "min", "max", "any", "all"), "co"))
GIVEN.update(dict.fromkeys(("enumerate", "zip", "map", "filter"), "it"), next="nx")
CLASSES = ("deque", "OrderedDict", "Counter", "defaultdict")  # of collections, that do so too
GIVEN.update(dict.fromkeys(CLASSES, "co"))
NAMED = {"getattr": "na", "hasattr": "na", "setattr": "vn", "delattr": "dn"}  # those that are given the name of an attribute
SPECIAL = {"__getitem__", "__setitem__", "__delitem__", "__contains__", "__len__"}  # methods that a container has for syntax
TAKEN = {m for c in shared.CONTAINERS for m in vars(c) if not m.startswith("__")}  # methods that other code may be given
ASIS = {"super", "locals", "vars", "globals", "eval", "exec", "dir", "__import__", "breakpoint"}


def waits(node):
    """Says whether other code may run while the expression is computed, in the middle of a frame."""
    return any(isinstance(n, (ast.Yield, ast.YieldFrom, ast.Await)) for n in ast.walk(node))


class Calls(blocks.Blocks):
    def visit_Call(self, node):
        f, args = node.func, node.args
        naming, self.naming = self.naming, ""
        if isinstance(f, ast.Name) and f.id in ASIS:
            node.args = self.exprs(args)
            for k in node.keywords:
                k.value = self.visit(k.value)
            if f.id == "super" and sys.version_info < (3, 12):  # later it is no call but part of the look for the attribute
                node.func = self.call(f, "cl", f)
            return self.call(node, "lo", node) if f.id in ("locals", "vars", "dir") and not args else node
        builtin = isinstance(f, ast.Name) and self.scope.resolve(f.id) is None
        last = node.keywords[-1].value if node.keywords else args[-1] if args else None
        late = not all(self.simple(a) for a in args) or not all(self.simple(k.value) for k in node.keywords)
        name = getattr(f, "attr", None) or getattr(f, "id", None)
        given = () if builtin or not args else args[:1] if name in iterators.CHANGES else args if name in iterators.LOOKS else ()
        given = {a for a in given if self.readable(a)}
        still = not any(waits(a) for a in args + [k.value for k in node.keywords])
        late = (late or bool(given)) and still
        if builtin and name in NAMED and still and len(args) > 1 and not any(isinstance(a, ast.Starred) for a in args):
            return self.by_name(node, naming)
        runs = still and (given or name in during.NAMES or builtin and name in during.KEYED and node.keywords)
        if isinstance(f, ast.Attribute) and (f.attr in SPECIAL or not (f.attr.startswith("__") and f.attr.endswith("__"))):
            owner = f.value
            f.value = self.call(owner, "on" if late else "cm", self.visit(owner), *([] if late else [self.mangled(f.attr)]))
            wrap = ("am", self.mangled(f.attr))
        else:
            node.func, wrap = self.visit(f), ("pa",)
            if not late and not builtin:
                node.func = self.call(f, "cl", node.func)
            late = late or builtin and last is not None
        node.args = [self.argument(a, f if a in given and late else None, name, builtin) for a in args]
        for k in node.keywords:
            k.value = self.visit(k.value)
        if late:
            self.wrap_last(node, wrap)
        done = self.call(node, "ad", self.call(f, "bg"), node) if runs else node
        return self.call(node, "nr", done, naming or "line %d" % node.lineno)

    def by_name(self, node, naming):
        """A call of getattr or one of its like: the access takes place when the last argument that it needs is computed."""
        which, args = NAMED[node.func.id], self.exprs(node.args)
        args[0] = self.call(args[0], "on", args[0])
        if which == "vn":
            args[1] = self.call(args[1], "on", args[1])
        last = min(len(args), 3) - 1 if which == "vn" else 1
        args[last] = self.call(args[last], which, args[last])
        node.args = args
        made = self.call(node, "nr", node, naming or "line %d" % node.lineno)
        return self.call(node, "bm", made) if which == "na" else made

    def argument(self, node, given_to, name, builtin):
        """An argument of a function, by the function's name if it is a builtin one, or one that may do the same."""
        new, which = self.visit(node), GIVEN.get(name) if builtin or name in CLASSES else None
        if which and self.readable(node):
            return self.call(node, which, new)
        if isinstance(given_to, ast.Name):
            return self.call(node, "gf", new, ast.Name(given_to.id, ast.Load()), name)
        return self.call(node, "gm", new, name) if given_to is not None else new

    def wrap_last(self, node, wrap):
        """Has the hook see the argument that is computed last."""
        holder = node.keywords[-1] if node.keywords else None
        value = holder.value if holder else node.args[-1]
        if holder is None and isinstance(value, ast.Starred):
            holder, value = value, value.value
        new = self.call(value, wrap[0], value, *wrap[1:])
        if holder is not None:
            holder.value = new
        else:
            node.args[-1] = new
