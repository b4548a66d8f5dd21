"""Which names of a module several functions may see change: globals, and variables of functions that inner ones use."""
import ast
import builtins

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
STARTS = {"start", "submit", "map", "apply_async", "start_new_thread"}  # methods and functions that may have threads begin
COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)

asked = set()  # names that a file of properties has: as globals of the program's modules they are followed, whoever uses them


class Scope:
    """A function, a class, a comprehension, or the module."""

    def __init__(self, node, parent):
        self.node, self.parent = node, parent
        self.bound = {}              # name → how often it is assigned; in a loop that counts twice
        self.globals, self.nonlocals = set(), set()
        self.fixed = set()           # names that a def, class or import gives
        self.moved = set()           # those of them that are variables all the same: see Finder.fix
        self.loads = set()
        self.shared = set()          # variables of this function that inner ones use, and that change

    def keeps(self, name):
        """Says whether a name of the module is that of a function, a class or a module, and no variable."""
        return name in self.fixed and name not in self.moved

    def is_function(self):
        return isinstance(self.node, FUNCTIONS)

    def resolve(self, name):
        """The scope whose variable it is; None for a builtin."""
        scope, inner = self, True
        while scope.parent is not None:
            if name in scope.globals:
                break
            if name in scope.bound and name not in scope.nonlocals and (inner or not isinstance(scope.node, ast.ClassDef)):
                return scope
            inner, scope = False, scope.parent
        while scope.parent is not None:
            scope = scope.parent
        return scope if name in scope.bound else None


class Finder(ast.NodeVisitor):
    """Enters what each scope binds and loads."""

    def __init__(self, tree, given=False):
        self.scopes, self.loops = {}, 0
        self.started, self.starters = False, set()  # the module may have started threads; functions and classes that may do so
        self.aliases = {}  # name that is imported from a module → what it is called there
        self.scope = self.module = self.scopes[tree] = Scope(tree, None)
        self.outer_stores = []  # (scope, name) of stores to variables of others
        self.generic_visit(tree)
        for scope, name in self.outer_stores:
            self.bind_outer(scope, name)
        for scope in self.scopes.values():
            for name in scope.globals:
                self.module.bound.setdefault(name, 1)
        if given:
            self.follow_all()
        self.decide()

    def follow_all(self):
        """Has all globals be followed: others than this code may change them."""
        module = self.module
        for scope in self.scopes.values():
            for name in scope.loads:
                if scope.resolve(name) is None and not hasattr(builtins, name):
                    module.bound[name] = 1
        module.shared.update(name for name in module.bound if not module.keeps(name))

    def decide(self):
        """Finds the variables that are followed."""
        module = self.module
        module.shared.update(name for name in asked if name in module.bound and not module.keeps(name))
        for scope in self.scopes.values():
            for name in scope.loads | scope.nonlocals | scope.globals:
                owner = scope.resolve(name)
                if owner is None or owner is scope:
                    continue
                changes = owner.bound.get(name, 0)
                if owner is module:
                    if not module.keeps(name) and self.function_of(scope):
                        module.shared.add(name)
                elif owner.is_function() and changes > 1 and self.function_of(scope) is not owner:
                    owner.shared.add(name)

    @staticmethod
    def function_of(scope):
        while scope is not None and not scope.is_function():
            scope = scope.parent
        return scope

    def bind(self, name, times=1):
        scope = self.scope
        if name in scope.nonlocals or name in scope.globals:
            self.outer_stores.append((scope, name))
            return
        scope.bound[name] = scope.bound.get(name, 0) + times + (1 if self.loops else 0)

    def bind_outer(self, scope, name):
        """Notes that a function stores to a variable of another one, or of the module, which may have it only further down."""
        owner = scope.parent
        while owner.parent is not None and (name in scope.globals or not owner.is_function() or name not in owner.bound):
            owner = owner.parent
        owner.bound[name] = owner.bound.get(name, 0) + 2
        owner.moved.add(name)

    def visit_Name(self, node):
        if isinstance(node.ctx, ast.Load):
            self.scope.loads.add(node.id)
        else:
            self.bind(node.id)

    def visit_Global(self, node):
        self.scope.globals.update(node.names)

    def visit_Nonlocal(self, node):
        self.scope.nonlocals.update(node.names)

    def visit_AugAssign(self, node):
        self.generic_visit(node)
        if isinstance(node.target, ast.Name):
            self.scope.loads.add(node.target.id)
            self.bind(node.target.id)

    def visit_NamedExpr(self, node):
        self.visit(node.value)
        scope, inner = self.scope, self.scope
        while isinstance(scope.node, COMPREHENSIONS):
            scope = scope.parent
        self.scope = scope
        self.bind(node.target.id)
        self.scope = inner

    def visit_Import(self, node):
        for alias in node.names:
            self.fix((alias.asname or alias.name).split(".")[0])

    def visit_ImportFrom(self, node):
        self.aliases.update((alias.asname or alias.name, alias.name) for alias in node.names)
        self.visit_Import(node)

    def fix(self, name):
        """Notes what a def, a class or an import gives.  It changes where a function gives it to the module, and where threads may run
        before it is there."""
        self.bind(name)
        self.scope.fixed.add(name)
        if self.started and self.scope is self.module:
            self.module.moved.add(name)

    def visit_Call(self, node):
        f = node.func
        name = getattr(f, "attr", getattr(f, "id", None))
        if name in (STARTS if isinstance(f, ast.Attribute) else self.starters):
            self.started = self.started or self.scope is self.module
            self.starters.update(getattr(scope.node, "name", "") for scope in self.around())
        self.generic_visit(node)

    def around(self):
        """The scopes around a call: functions and classes."""
        scope = self.scope
        while scope.parent is not None:
            yield scope
            scope = scope.parent

    def visit_ExceptHandler(self, node):
        if node.name:
            self.bind(node.name)
        self.generic_visit(node)

    def visit_MatchAs(self, node):
        if node.name:
            self.bind(node.name)
        self.generic_visit(node)

    visit_MatchStar = visit_MatchAs

    def visit_MatchMapping(self, node):
        if node.rest:
            self.bind(node.rest)
        self.generic_visit(node)

    def loop(self, node):
        self.loops += 1
        self.generic_visit(node)
        self.loops -= 1

    visit_For = visit_AsyncFor = visit_While = loop

    def function(self, node):
        for part in getattr(node, "decorator_list", ()):
            self.visit(part)
        if hasattr(node, "name"):
            self.fix(node.name)
        args = node.args
        for default in args.defaults + [d for d in args.kw_defaults if d is not None]:
            self.visit(default)
        self.enter(node)
        for arg in args.args + args.kwonlyargs + getattr(args, "posonlyargs", []) + [a for a in (args.vararg, args.kwarg) if a]:
            self.bind(arg.arg)
        body = node.body if isinstance(node.body, list) else [node.body]
        for part in declarations_first(body):
            self.visit(part)
        self.leave()

    visit_FunctionDef = visit_AsyncFunctionDef = visit_Lambda = function

    def visit_ClassDef(self, node):
        for part in node.decorator_list + node.bases + [k.value for k in node.keywords]:
            self.visit(part)
        self.fix(node.name)
        self.enter(node)
        for part in node.body:
            self.visit(part)
        self.leave()

    def comprehension(self, node):
        self.enter(node)
        self.generic_visit(node)
        self.leave()

    visit_ListComp = visit_SetComp = visit_DictComp = visit_GeneratorExp = comprehension

    def enter(self, node):
        self.outer = getattr(self, "outer", [])
        self.outer.append((self.scope, self.loops))
        self.scope, self.loops = Scope(node, self.scope), 0
        self.scopes[node] = self.scope

    def leave(self):
        self.scope, self.loops = self.outer.pop()


def declarations_first(body):
    """The statements, with what declares names global or nonlocal in front."""
    found = [n for part in body for n in own_statements(part) if isinstance(n, (ast.Global, ast.Nonlocal))]
    return found + body


def own_statements(node):
    """The statements of a function, without those of functions and classes in it."""
    yield node
    if isinstance(node, FUNCTIONS + (ast.ClassDef,)):
        return
    for child in ast.iter_child_nodes(node):
        if isinstance(child, (ast.stmt, ast.ExceptHandler)) or type(child).__name__ == "match_case":
            yield from own_statements(child)
