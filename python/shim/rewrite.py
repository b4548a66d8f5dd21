"""Has a module of the program say what it is about to do to what its threads may share: its syntax tree is changed so that
each access calls a hook just before it takes place.  The hooks are those of hooks.py.

    E.a                    ld(E, "a").a              the object goes through
    E.a = v                st(E, "a").a = v          v is computed first, as ever
    E[k]                   gi(E, k)[k]               if k is a name or a constant; else on(E)[ik(k)]: k is computed first
    E.m(x)                 cm(E, "m").m(x)           or on(E).m(am(x, "m")): the last argument is computed first
    E.a += v               la(E, "a").a += sa(v, "add")     a load, v, and a store
    x += v                 x = sg(iadd(on(x), ap(v, "add")), x's place)
    E + F                  on(E) + bp(F, "add")      or bo(E, "add", f) + f: the + may be code: see operators
    x                      (lg(x's place) or x)      a global or a variable of an outer function that somebody changes
    x = v                  x = sg(v, x's place)      see stores for other statements
    for x in E             for x in it(E)            an access each time round
    a, b = E               a, b = un(E)
    [...]                  nw([...])                 what is made gets a number
    f(x)                   nr(cl(f)(x))              so does what is returned, if nobody else has it; see also during

No frame, no local variable and no line is added, so that tracebacks and stack levels are what they always are.  A function
says that it is entered, a loop that it goes round, and a call that it was one: there CPython may switch threads.
"""
import ast

from . import calls, names, operators, scopes
from .stores import CALLS, HOOK, waits


files_with_finalizers = set()  # of the program: what an execution leaves to the collector runs code of the program
finalizers = []  # of the program, in words: methods __del__, callbacks of weak references
weak = []  # where it makes weak references, in words: when what they are of ends is nobody's operation
imported = set()  # packages that it imports
WEAK = {"ref", "proxy", "WeakMethod", "WeakSet", "WeakKeyDictionary", "WeakValueDictionary", "finalize"}


def compile_file(source, path, importable=False):
    """The code of a module of the program, which is a script or will be imported.  What cannot be rewritten stays as it is.  Each execution
    imports its modules again: they are compiled once."""
    known = compiled.get((path, importable))
    if known is None or known[0] != source:
        code = compile(source, path, "exec", dont_inherit=True)  # says what is wrong with it
        try:
            code = compile(rewrite_tree(ast.parse(source, path), source, path, importable), path, "exec", dont_inherit=True)
        except RecursionError:
            pass
        known = compiled[path, importable] = source, code
    return known[1]


compiled = {}  # path of a file, and whether it is imported → its text, and what that was compiled to


def finalizers_in(tree):
    """What the collector may run, in words."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef):
            for n in node.body:
                if isinstance(n, ast.FunctionDef) and n.name == "__del__":
                    yield node.name + ".__del__"
    for name, node in weak_calls(tree):
        if name == "finalize" or name in ("ref", "proxy", "WeakMethod") and len(node.args) == 2:
            yield "%s at line %d" % (name, node.lineno)


def imports_in(tree):
    """The packages from which a module imports something by its own statements."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (a.name.partition(".")[0] for a in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield node.module.partition(".")[0]


def weak_calls(tree):
    """The calls of what the module weakref has, with its name there."""
    modules, names = {"weakref"}, {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == "weakref":
            names.update((a.asname or a.name, a.name) for a in node.names)
        elif isinstance(node, ast.Import):
            modules.update(a.asname for a in node.names if a.asname and a.name == "weakref")
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            f = node.func
            if isinstance(f, ast.Name) and f.id in names:
                yield names[f.id], node
            elif isinstance(f, ast.Attribute) and getattr(f.value, "id", None) in modules:
                yield f.attr, node


def rewrite_tree(tree, source, path, importable=False):
    """Rewrites the syntax tree of a module of the program, in place."""
    if names.owns(path):
        files_with_finalizers.update([path] if b"__del__" in source or b"weakref" in source else [])
        finalizers.extend(finalizers_in(tree))
        imported.update(imports_in(tree))
        if b"weakref" in source:
            weak.extend("%s at line %d" % (name, node.lineno) for name, node in weak_calls(tree) if name in WEAK)
    return ast.fix_missing_locations(Rewriter(tree, importable=importable).visit(tree))


def rewrite_given(tree):
    """Rewrites the syntax tree of code that the program gives to exec and its like, in place."""
    return ast.fix_missing_locations(Rewriter(tree, True).visit(tree))


class Rewriter(calls.Calls):
    def __init__(self, tree, given=False, importable=False):
        found = scopes.Finder(tree, given)
        self.given, self.importable = given, importable
        self.scopes, self.module, self.aliases = found.scopes, found.module, found.aliases
        self.scope = found.module
        self.classes = []

    # -- pieces

    @staticmethod
    def hook(which):
        return HOOK % which

    def call(self, at, which, *args):
        """A call of a hook, which stands where the node stands."""
        parts = [a if isinstance(a, ast.AST) else ast.Constant(a, kind=None) for a in args]
        node = ast.copy_location(ast.Call(ast.Name(self.hook(which), ast.Load()), parts, []), at)
        return ast.fix_missing_locations(node)

    def mangled(self, attribute):
        if attribute.startswith("__") and not attribute.endswith("__") and self.classes:
            owner = self.classes[-1].lstrip("_")
            return "_" + owner + attribute if owner else attribute
        return attribute

    def place(self, name):
        """What the hooks need to know of a name that is followed: its text and, for a variable of a function, the name of what
        stands for that call of the function; None if it is not followed."""
        owner = self.scope.resolve(name)
        if owner is None or name not in owner.shared:
            return None
        if owner is self.module:
            return name, ast.Call(ast.Name(self.hook("hs"), ast.Load()), [ast.Constant(name, kind=None)], []) if self.given else ast.Name("__name__", ast.Load())
        return owner.node.name + "." + name if hasattr(owner.node, "name") else name, ast.Name(self.token(owner), ast.Load())

    def stored_place(self, name):
        """What they need for a store to a name.  Others may see how far a module is that a thread imports: what that stores, they may load."""
        if self.importable and self.scope is self.module:
            return name, ast.Name("__name__", ast.Load())
        return self.place(name)

    def token(self, owner):
        return CALLS + "%d_%d__" % (owner.node.lineno, owner.node.col_offset)

    def exprs(self, nodes):
        return [self.visit(n) for n in nodes]

    # -- attributes, items

    def visit_Attribute(self, node):
        value, plain = node.value, node.attr.startswith("__") and node.attr.endswith("__")
        node.value = self.visit(value)
        if not plain:
            which = "ld" if isinstance(node.ctx, ast.Load) else "st"
            node.value = self.call(value, which, node.value, self.mangled(node.attr))
        elif node.attr == "__dict__":
            node.value = self.call(value, "dd", node.value)
        return self.call(node, "bm", node) if node.attr in calls.TAKEN and isinstance(node.ctx, ast.Load) else node

    def visit_Subscript(self, node):
        load = isinstance(node.ctx, ast.Load)
        cut = load and isinstance(node.slice, ast.Slice)
        naming, self.naming = self.naming, ""
        self.index(node, "gi" if load else "si", "ik" if load else "sk")
        return self.call(node, "nr", node, naming or "line %d" % node.lineno) if cut else node

    def index(self, node, at_once, later):
        """Rewrites E[k] with the hook for a k that is simple, and with the one for others."""
        value = node.value
        node.value = self.visit(value)
        k = node.slice
        inner = k.value if type(k).__name__ == "Index" else k
        if self.simple(inner):
            node.value = self.call(value, at_once, node.value, inner)
        elif waits(k) or not isinstance(inner, ast.expr) or any(isinstance(n, ast.Slice) for n in ast.walk(inner)):
            node.slice = self.visit(k)
            node.value = self.call(value, at_once, node.value, None)
        else:
            node.value = self.call(value, "on", node.value)
            wrapped = self.call(inner, later, self.visit(inner))
            if inner is k:
                node.slice = wrapped
            else:
                k.value = wrapped

    def visit_Starred(self, node):
        node.value = self.gone_through(node.value) if isinstance(node.ctx, ast.Load) else self.visit(node.value)
        return node

    def value(self, key, value):
        """The value of a keyword, or of an item of a dict; without one it is a dict, all of whose items are taken: **E."""
        return self.read(value) if key is None else self.visit(value)

    # -- names

    def visit_Name(self, node):
        taken = isinstance(node.ctx, ast.Load) and self.is_function(node.id)
        return self.call(node, "bm", node) if taken else self.loaded(node)

    def loaded(self, node):
        """A name, rewritten where it is not the value that is taken: that which is called."""
        place = self.place(node.id) if isinstance(node.ctx, ast.Load) else None
        if place is None:
            return node
        return ast.copy_location(ast.BoolOp(ast.Or(), [self.call(node, "lg", *place), node]), node)

    def visit_AugAssign(self, node):
        target, value, does = node.target, node.value, operators.BINARY[type(node.op)]
        new = self.visit(value)
        if isinstance(target, ast.Name):
            if self.stored_place(target.id) is not None:
                return self.computed(node, new, does)
            if not waits(value) and not isinstance(value, ast.Constant):
                node.value = self.call(value, "ai", ast.copy_location(ast.Name(target.id, ast.Load()), target), new, does)
            return node
        if waits(value):
            node.value, node.target = new, self.visit(target)
            return node
        if isinstance(target, ast.Attribute):
            owner = target.value
            target.value = self.call(owner, "la", self.visit(owner), self.mangled(target.attr))
        else:
            self.index(target, "li", "lk")
        node.value = self.call(value, "sa", new, does)
        return node

    def computed(self, node, value, does):
        """An augmented assignment to a name that is followed: its store comes behind what the operator does, which may be code."""
        target = node.target
        now = self.loaded(ast.copy_location(ast.Name(target.id, ast.Load()), target))
        if not waits(node.value):
            now, value = self.call(target, "on", now), self.call(node.value, "ap", value, does)
        result = self.call(node, "i" + does, now, value)
        return ast.copy_location(ast.Assign([target], self.call(node, "sg", result, *self.stored_place(target.id)), type_comment=None), node)

    # -- what is made

    def name_of_made(self, node):
        name, self.naming = self.naming, ""
        return name or "line %d" % node.lineno

    def made(self, node):
        if isinstance(getattr(node, "ctx", None), (ast.Store, ast.Del)):
            return self.generic_visit(node)
        name = self.name_of_made(node)
        return self.call(node, "nw", self.generic_visit(node), name)

    visit_List = visit_Set = made

    def visit_Dict(self, node):
        name = self.name_of_made(node)
        for i, (key, value) in enumerate(zip(node.keys, node.values)):
            node.keys[i], node.values[i] = key and self.visit(key), self.value(key, value)
        return self.call(node, "nw", node, name)
