"""The part of rewrite.py that is about what has a body: loops, functions, classes."""
import ast

from .importing import Importing

VIEWS = {"items", "keys", "values"}


class Blocks(Importing):
    # -- loops

    def iterated(self, node, how="it"):
        """What a loop goes over, or yield from."""
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in VIEWS and \
                not node.args and not node.keywords:
            owner = node.func.value
            node.func.value = self.call(owner, "om", self.visit(owner), node.func.attr)
            return self.call(node, "iv", node)
        return self.call(node, how, self.visit(node))

    def visit_For(self, node):
        node.iter = self.iterated(node.iter)
        node.target, first = self.received(node.target)
        return self.loop(node, first)

    def visit_AsyncFor(self, node):
        node.iter = self.visit(node.iter)
        node.target, first = self.received(node.target)
        return self.loop(node, first)

    def visit_While(self, node):
        node.test = self.read(node.test, "bool")
        return self.loop(node, [])

    def loop(self, node, first):
        """A loop, and what it does first in each round."""
        node.body, node.orelse = first + self.block(node.body), self.block(node.orelse)
        if not isinstance(node.body[-1], (ast.Return, ast.Raise, ast.Break, ast.Continue)):
            node.body.append(self.poll(node.body[-1]))
        return node

    def visit_Continue(self, node):
        return [self.poll(node), node]

    def poll(self, at):
        """The statement that says that CPython may switch threads here."""
        line = getattr(at, "end_lineno", at.lineno)
        node = ast.Expr(self.call(at, "po"))
        for n in ast.walk(node):
            if hasattr(n, "lineno"):
                n.lineno = n.end_lineno = line
                n.col_offset = n.end_col_offset = at.end_col_offset
        node.lineno, node.col_offset, node.end_lineno, node.end_col_offset = line, at.end_col_offset, line, at.end_col_offset
        return node

    def visit_Yield(self, node):
        """A generator that goes on is entered as a function is."""
        node.value = node.value and self.visit(node.value)
        return self.call(node, "ye", node)

    def visit_YieldFrom(self, node):
        node.value = self.iterated(node.value, "de")
        return node

    def comprehension(self, node):
        name = self.name_of_made(node)
        lazy = isinstance(node, ast.GeneratorExp)
        first = self.round(node.generators[0], lazy)  # it is computed outside
        outer, self.scope = self.scope, self.scopes[node]
        for i, g in enumerate(node.generators):
            g.iter = self.round(g, False) if i else first
            g.target, g.ifs = self.visit(g.target), [self.read(test, "bool") for test in g.ifs]
        for part in ("elt", "key", "value"):
            if hasattr(node, part):
                setattr(node, part, self.visit(getattr(node, part)))
        self.scope = outer
        return node if lazy else self.call(node, "nw", node, name)

    def round(self, part, lazy):
        """What a part of a comprehension goes over."""
        over = self.iterated(part.iter)
        return over if part.is_async else self.call(part.iter, "ro", over, lazy)

    visit_ListComp = visit_SetComp = visit_DictComp = visit_GeneratorExp = comprehension

    # -- functions and classes

    def block(self, body):
        """Statements, each of which may become several."""
        new = []
        for statement in body:
            self.naming = ""
            made = self.visit(statement)
            new += made if isinstance(made, list) else [made]
        return new

    def visit_Module(self, node):
        node.body = self.block(node.body)
        return node

    def function(self, node):
        node.decorator_list = self.exprs(node.decorator_list)
        self.defaults(node.args)
        outer, self.scope = self.scope, self.scopes[node]
        first = self.call(node, "en")
        body = self.block(node.body)
        at = 1 if ast.get_docstring(node, clean=False) is not None else 0
        lead = [ast.copy_location(ast.Expr(first), node)]
        if self.scope.shared:
            made = self.call(node, "nc")
            lead.append(ast.copy_location(ast.Assign([ast.Name(self.token(self.scope), ast.Store())], made, type_comment=None), node))
        for n in lead:
            self.settle(n, node)
        node.body = body[:at] + lead + body[at:]
        self.scope = outer
        return self.decorated(node)

    visit_FunctionDef = visit_AsyncFunctionDef = function

    @staticmethod
    def settle(node, head):
        """Puts what a function does at its entry on the line of its head, as its entry is itself."""
        for n in ast.walk(node):
            if isinstance(n, (ast.stmt, ast.expr)):
                n.lineno = n.end_lineno = head.lineno
                n.col_offset = n.end_col_offset = head.col_offset

    def defaults(self, args):
        args.defaults = self.exprs(args.defaults)
        args.kw_defaults = [d and self.visit(d) for d in args.kw_defaults]

    def visit_Lambda(self, node):
        self.defaults(node.args)
        outer, self.scope = self.scope, self.scopes[node]
        body = self.visit(node.body)
        node.body = ast.copy_location(ast.BoolOp(ast.Or(), [self.call(node.body, "en"), body]), body)
        self.scope = outer
        return node

    def visit_ClassDef(self, node):
        """A class, whose body is entered as a function is."""
        node.decorator_list, node.bases = self.exprs(node.decorator_list), self.exprs(node.bases)
        for k in node.keywords:
            k.value = self.visit(k.value)
        outer, self.scope = self.scope, self.scopes[node]
        self.classes.append(node.name)
        at = 1 if ast.get_docstring(node, clean=False) is not None else 0
        body, entry = self.block(node.body), self.statement(node, "po")
        self.settle(entry, node)
        node.body = body[:at] + [entry] + body[at:]
        self.classes.pop()
        self.scope = outer
        node.decorator_list.append(ast.copy_location(ast.Name(self.hook("cl"), ast.Load()), node))  # C code makes it of its body
        return self.decorated(node)

    def visit_With(self, node):
        """A with statement.  Its end is a call, too: that of a class in Python code says so itself, and at that of a lock CPython does not
        look whether threads should switch."""
        first = []
        for i, item in enumerate(node.items):
            value = self.visit(item.context_expr)
            item.context_expr = self.call(item.context_expr, "we", value) if isinstance(node, ast.With) else value
            if item.optional_vars is not None:
                item.optional_vars, first = self.received(item.optional_vars)
            if first and i + 1 < len(node.items):  # it is stored before the next one is computed
                inner = ast.copy_location(type(node)(node.items[i + 1:], node.body, None), node)
                node.items, node.body = node.items[:i + 1], first + [self.visit(inner)]
                return node
        node.body = first + self.block(node.body)
        return node

    visit_AsyncWith = visit_With
