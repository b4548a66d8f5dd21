"""The part of rewrite.py that is about calls: of methods, of functions that go over what they are given, and of those that
reach what has a name that is computed."""
import ast
import sys

from . import callables, during, expressions, iterators, nested, shared
from .stores import waits

# What builtin functions, by their names, do with what they are given: look at the whole, or at each item, or take one.
GIVEN = dict.fromkeys(("len", "bool", "bytes", "bytearray", "iter", "reversed"), "rd")
GIVEN.update(dict.fromkeys(("str", "repr", "ascii", "format", "print"), "rt"))
GIVEN.update(dict.fromkeys(("list", "tuple", "set", "frozenset", "dict", "sorted", "sum", "min", "max", "any", "all"), "co"))
GIVEN.update(dict.fromkeys(("enumerate", "zip", "map", "filter"), "lz"), next="nx")
CLASSES = ("deque", "OrderedDict", "Counter", "defaultdict")  # of collections, that do so too
GIVEN.update(dict.fromkeys(CLASSES, "co"))
NAMED = {"getattr": "na", "hasattr": "na", "setattr": "vn", "delattr": "dn"}  # those that are given the name of an attribute
KEYED = {"get", "pop", "setdefault", "__getitem__", "__contains__"}  # methods of a dict that are given a key first
SPECIAL = {"__getitem__", "__setitem__", "__delitem__", "__contains__", "__len__"}  # methods that a container has for syntax
OF_OBJECT = {"__getattribute__": "na", "__setattr__": "vn", "__delattr__": "dn"}  # and methods of object that are
CONTAINERS = {c.__name__ for c in shared.CONTAINERS} | {"OrderedDict"}
COMPARE = {"sorted", "sum", "min", "max", "any", "all"}  # of those that look at each item: what is within it, too
LAZY = ("lz", "nx")  # hooks that give something in place of what they are given
TAKEN = {m for c in shared.CONTAINERS for m in vars(c) if not m.startswith("__")} | SPECIAL | callables.OTHERS  # that other code may be given
ASIS = {"super", "locals", "vars", "globals", "eval", "exec", "compile", "dir", "__import__", "breakpoint"}


def is_object(f):
    """Says whether it is a method of object itself, or of type."""
    return isinstance(f, ast.Attribute) and isinstance(f.value, ast.Name) and f.value.id in ("object", "type")


def is_unbound(f):
    """Says whether it is a method of a container that is called by its class: what it is called of is the first argument."""
    return isinstance(f, ast.Attribute) and isinstance(f.value, ast.Name) and f.value.id in CONTAINERS and f.attr in TAKEN and f.attr != "fromkeys"


def holds(node):
    """Says whether what it makes may hold something that others have."""
    return not isinstance(node, (ast.Constant, ast.JoinedStr))


def is_spread(call):
    """Says whether a call has *args or **named."""
    return any(isinstance(a, ast.Starred) for a in call.args) or any(k.arg is None for k in call.keywords)


def is_keyed(f):
    """Says whether it is a method of a __dict__ that is given a key first."""
    owner = f.value if isinstance(f, ast.Attribute) and f.attr in KEYED else None
    return isinstance(owner, ast.Attribute) and owner.attr == "__dict__" or \
        isinstance(owner, ast.Call) and isinstance(owner.func, ast.Name) and owner.func.id == "vars" and len(owner.args) == 1


class Calls(expressions.Expressions):
    def visit_Call(self, node):
        f, args = node.func, node.args
        naming, self.naming = self.naming, ""
        if isinstance(f, ast.Name) and f.id in ASIS:
            node.args = [self.call(a, "dd", new) if f.id == "vars" else new for a, new in zip(args, self.exprs(args))]
            for k in node.keywords:
                k.value = self.visit(k.value)
            if f.id in ("exec", "eval", "compile") and self.scope.resolve(f.id) is None:
                self.compiled(node)
            if f.id == "__import__" and args:
                node.args[0] = self.call(args[0], "ib", node.args[0])
            if f.id == "super" and sys.version_info < (3, 12):  # later it is no call but part of the look for the attribute
                node.func = self.call(f, "cf", f)
            if f.id in ("locals", "vars", "dir") and not args:
                node = self.call(node, "lo", node)
            elif f.id == "globals":
                node = self.call(node, "dg", node)
            return self.call(node, "cl", node) if f.id != "super" else node
        builtin = isinstance(f, ast.Name) and self.scope.resolve(f.id) is None
        last = node.keywords[-1].value if node.keywords else args[-1] if args else None
        late = not all(self.simple(a) for a in args) or not all(self.simple(k.value) for k in node.keywords)
        name = getattr(f, "attr", None) or self.aliases.get(getattr(f, "id", None)) or getattr(f, "id", None)
        unbound = is_unbound(f)
        given = () if builtin or not args else args[:1] if name in iterators.CHANGES or unbound and name not in iterators.LOOKS else args if name in iterators.LOOKS or name in iterators.FILLS else ()
        given = {a for a in given if self.readable(a)}
        if not builtin and name in nested.FUNCTIONS and name not in iterators.CHANGES:
            given.update(a for a in args + [k.value for k in node.keywords] if holds(a))
        still = not any(waits(a) for a in args + [k.value for k in node.keywords])
        late = (late or bool(given)) and still
        spread = [True] if is_spread(node) else []
        which = NAMED.get(name) if builtin else OF_OBJECT.get(name) if is_object(f) else None
        if which and still and len(args) > 1 and not any(isinstance(a, ast.Starred) for a in args):
            return self.by_name(node, which, naming)
        if still and is_keyed(f) and args and not any(isinstance(a, ast.Starred) for a in args):
            return self.by_key(node, naming)
        runs = still and (given or name in during.NAMES or builtin and name in during.KEYED and node.keywords)
        if isinstance(f, ast.Attribute) and (f.attr in SPECIAL or not (f.attr.startswith("__") and f.attr.endswith("__"))):
            owner = f.value
            f.value = self.call(owner, "om" if late else "cm", self.visit(owner), self.mangled(f.attr), *([] if late else spread))
            wrap = ["am", self.mangled(f.attr)] + spread
        else:
            node.func = self.loaded(f) if isinstance(f, ast.Name) else self.visit(f)
            late = late or builtin and last is not None
            if not builtin or last is None:
                node.func = self.call(f, "on" if late else "cf", node.func, *([] if late else spread))
            wrap = ["pb"] if builtin else ["pa"] + spread
        put_off = self.arguments(node, given if late else (), f, name, builtin, still, unbound)
        if put_off:
            self.wrap_last(node, ("tl", put_off))
        if late:
            self.wrap_last(node, wrap)
        done = self.call(node, "ad", self.call(f, "bg"), node) if runs else node
        return self.call(node, "nr", done, naming or "line %d" % node.lineno)

    def is_function(self, name):
        """Says whether a name may be of a function that other code may be given."""
        owner = self.scope.resolve(name)
        return name in callables.BUILTINS if owner is None else name in owner.fixed and self.aliases.get(name) in callables.OTHERS

    def compiled(self, node):
        """A call that is given code of the program: see given."""
        if node.keywords and node.keywords[0].arg == "globals" and len(node.args) == 1:
            node.args.append(node.keywords.pop(0).value)
        which = [] if node.func.id == "compile" else [node.func.id]
        if node.args and not any(k.arg == "flags" for k in node.keywords):
            new = self.call(node, "xc" if which else "xd", *which + node.args)
            node.args = [ast.copy_location(ast.Starred(new, ast.Load()), node)]

    def by_name(self, node, which, naming):
        """A call of getattr or one of its like: the access takes place when the last argument that it needs is computed."""
        args = self.exprs(node.args)
        args[0] = self.call(args[0], "on", args[0])
        if which == "vn":
            args[1] = self.call(args[1], "on", args[1])
        last = min(len(args), 3) - 1 if which == "vn" else 1
        args[last] = self.call(args[last], which, args[last])
        node.args = args
        made = self.call(node, "nr", node, naming or "line %d" % node.lineno)
        return self.call(node, "bm", made) if which == "na" else made

    def by_key(self, node, naming):
        """A call of a method of a __dict__ which is given a key: that of the attribute which it looks at."""
        f, args = node.func, self.exprs(node.args)
        f.value = self.call(f.value, "on", self.visit(f.value))
        for k in node.keywords:
            k.value = self.visit(k.value)
        if len(args) > 1:
            args[0] = self.call(args[0], "on", args[0])
        args[-1] = self.call(args[-1], "dk", args[-1], f.attr, len(args) == 1)
        node.args = args
        return self.call(node, "nr", node, naming or "line %d" % node.lineno)

    def arguments(self, node, given, f, name, builtin, still, unbound):
        """Visits the arguments of a call, of which some are given to what looks at them or changes them.  Says how many of those are
        told of only with the last one, because what is computed behind them comes before the access."""
        args, put_off = node.args, 0
        later = [still and not self.simple(v) for v in args + [k.value for k in node.keywords]]
        told = any(later[1:])
        for i, a in enumerate(args):
            new = self.loaded(a) if name == "type" and isinstance(a, ast.Name) else self.visit(a)
            hook = self.looks(a, f if a in given else None, name, builtin)
            hook = ("um", name) if hook and i == 0 and unbound else hook
            put_off += bool(hook and told and hook[0] not in LAZY)
            args[i] = self.given_to(a, new, hook, told) if hook else new
        if builtin and name == "iter" and len(args) == 2:
            args[0] = self.call(args[0], "as", args[0])
        for k in node.keywords:
            written = builtin and name == "print" and k.arg == "file" and self.readable(k.value)
            hook = self.looks(k.value, f, name, builtin) if k.value in given else None
            put_off += bool(hook and told)
            new = self.value(k.arg, k.value)
            k.value = self.call(k.value, "pf", new) if written else self.given_to(k.value, new, hook, told) if hook else new
        return put_off

    def given_to(self, node, new, hook, told):
        """An argument that its hook sees: the whole of several that are *args."""
        if isinstance(new, ast.Starred):
            new.value = self.given_to(node, new.value, hook, told)
            return new
        if told and hook[0] not in LAZY:
            return self.call(node, "hd", new, ast.Name(self.hook(hook[0]), ast.Load()), *hook[1:])
        return self.call(node, hook[0], new, *hook[1:])

    def looks(self, node, given_to, name, builtin):
        """The hook of an argument, and what else that needs: of a builtin function, by its name, or of one that may do the same."""
        which = GIVEN.get(name) if builtin or name in CLASSES else None
        compares = which == "co" and name in COMPARE
        if which and (self.readable(node) or (which == "rt" or compares) and holds(node)):
            return (which, True) if compares else (which,)
        if isinstance(given_to, ast.Name):
            return "gf", ast.Name(given_to.id, ast.Load()), name
        return ("gm", name) if given_to is not None else None

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
