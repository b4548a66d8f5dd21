"""The part of rewrite.py that is about stores to names that are followed.  A store comes behind all that its statement computes for it: the
next item of a loop, what __enter__ returns, a pattern.  So the value is put aside first, and a statement that tells of the store assigns it:

    for x in E: ...        for got.v in it(E): x = sg(got.v, x's place) ...       as with ... as x; got is aside.got
    a, b = E               got.v, got.v = un(E); kp(); a = sg(tk(), a's place); b = sg(tk(), b's place)
    except E as x: ...     except E: x = sg(ex(), x's place); try: ... finally: x = None; del x
    case [x] if E: ...     case [t] if ps((x := sg(t, x's place))) and E: ...
    def x(): ...           @sd(x's place) def x(): ...
    del x, y               sg(None, x's place); del x; sg(None, y's place); del y
"""
import ast

HOOK = "__sim_%s__"    # what the hooks are called in a module
CALLS = "__sim_call_"  # begins names of the rewriter's own
CAPTURES = {"MatchAs": "name", "MatchStar": "name", "MatchMapping": "rest"}  # patterns → where the name stands that they bind


def waits(node):
    """Says whether other code may run while the expression is computed, in the middle of a frame."""
    return any(isinstance(n, (ast.Yield, ast.YieldFrom, ast.Await)) for n in ast.walk(node))


class Stores(ast.NodeTransformer):
    # -- assignments

    naming = ""

    def stored(self, value, *targets):
        """The value of an assignment, with the stores to the names of targets that are followed."""
        for place in [p for t in targets for p in self.stored_in(t)]:
            value = self.call(value, "sg", value, *place)
        return value

    def stored_in(self, target):
        """The places of the names of a target that are followed."""
        names = [n.id for n in ast.walk(target) if isinstance(n, ast.Name) and not isinstance(n.ctx, ast.Load)]
        return [place for place in map(self.stored_place, names) if place is not None]

    def visit_Assign(self, node):
        value = node.value
        spread = any(is_spread(t) for t in node.targets)
        self.naming = name_of(node.targets[0], self.classes)
        new = self.each_named(node.targets[0], value) if spread else self.visit(value)
        self.naming = ""
        return self.assigned(node, node.targets, new, spread and not isinstance(value, ast.Tuple))

    def each_named(self, target, value):
        """The value of an assignment to several targets: of a, b = [], {} each part goes by its own."""
        if not isinstance(value, ast.Tuple) or not isinstance(target, (ast.Tuple, ast.List)) or len(value.elts) != len(target.elts):
            return self.gone_through(value)
        for i, part in enumerate(value.elts):
            self.naming = name_of(target.elts[i], self.classes)
            value.elts[i] = self.visit(part)
        return value

    def assigned(self, at, targets, value, computes=True):
        """The statements that assign a value that is rewritten already; to unpack it may be to compute something."""
        followed = sum(len(self.stored_in(t)) for t in targets)
        others = computes or any(isinstance(n, (ast.Attribute, ast.Subscript)) for t in targets for n in ast.walk(t))
        if followed and (followed > 1 or others) and (len(targets) > 1 or is_spread(targets[0])) and not any(map(waits, targets)):
            return self.one_by_one(at, targets, value)
        value = self.stored(value, *targets)
        return [ast.copy_location(ast.Assign(self.exprs(targets), value, type_comment=None), at)]

    def one_by_one(self, at, targets, value, inner=False):
        """The same, each store by itself: another thread may come between them."""
        parts, put_aside = [], []
        for target in targets:
            if is_spread(target):
                parts += target.elts
                elts = [ast.Starred(self.got(e, ast.Store()), ast.Store()) if isinstance(e, ast.Starred) else self.got(e, ast.Store()) for e in target.elts]
                put_aside.append(ast.copy_location(type(target)(elts, ast.Store()), target))
            else:
                parts.append(target)
                put_aside.append(self.got(target, ast.Store()))
        made = [ast.copy_location(ast.Assign(put_aside, value, type_comment=None), at), self.statement(at, "kp", inner)]
        for part in [p.value if isinstance(p, ast.Starred) else p for p in parts]:
            value = self.call(part, "tk")
            made += self.one_by_one(at, [part], value, True) if is_spread(part) else self.assigned(at, [part], value)
        return made

    def got(self, at, ctx):
        """The place for a value that is about to be assigned: see aside."""
        return ast.copy_location(ast.Attribute(ast.copy_location(ast.Name(self.hook("got"), ast.Load()), at), "v", ctx), at)

    def statement(self, at, which, *args):
        return ast.copy_location(ast.Expr(self.call(at, which, *args)), at)

    def told(self, target):
        """The statements that tell of stores to the names of a target."""
        return [self.statement(target, "sg", None, *place) for place in self.stored_in(target)]

    def received(self, target):
        """What a statement stores to in place of a target that is followed, and the statements that assign it behind that."""
        if not self.stored_in(target):
            return self.visit(target), []
        return self.got(target, ast.Store()), self.assigned(target, [target], self.got(target, ast.Load()))

    def visit_AnnAssign(self, node):
        if node.value is not None:
            self.naming = name_of(node.target, self.classes)
            node.value, self.naming = self.visit(node.value), ""
            if isinstance(node.target, ast.Name):
                node.value = self.stored(node.value, node.target)
        if not isinstance(node.target, ast.Name):
            node.target = self.visit(node.target)
        return node

    def visit_NamedExpr(self, node):
        node.value = self.stored(self.visit(node.value), node.target)
        return node

    def visit_Delete(self, node):
        return [n for target in node.targets for n in self.deleted(target)]

    def deleted(self, target):
        if isinstance(target, (ast.Tuple, ast.List)):
            return [n for part in target.elts for n in self.deleted(part)]
        told = self.told(target) if isinstance(target, ast.Name) else []
        return told + [ast.copy_location(ast.Delete([self.visit(target)]), target)]

    # -- other statements

    def visit_ExceptHandler(self, node):
        """The clause of a try statement, which deletes its name at its end."""
        node.type, body = node.type and self.visit(node.type), self.block(node.body)
        target = node.name and ast.copy_location(ast.Name(node.name, ast.Store()), node)
        if target and self.stored_in(target):
            node.name = None
            end = self.assigned(node, [target], ast.copy_location(ast.Constant(None, kind=None), node))
            end += self.deleted(ast.copy_location(ast.Name(target.id, ast.Del()), node))
            body = self.assigned(node, [target], self.call(node, "ex")) + [ast.copy_location(ast.Try(body, [], [], end), node)]
        node.body = body
        return node

    def decorated(self, node):
        """Has a def or a class tell of the store to its name, behind what its decorators do."""
        place = self.stored_place(node.name)
        if place is not None:
            at = node.decorator_list[0] if node.decorator_list else node
            node.decorator_list.insert(0, self.call(at, "sd", *place))
        return node

    def captured(self, node):
        """The names of a pattern that are followed: it binds others in place of them, which its guard stores to them."""
        stores = []
        for n in ast.walk(node.pattern):
            field = CAPTURES.get(type(n).__name__)
            name = field and getattr(n, field)
            place = name and self.stored_place(name)
            if place:
                setattr(n, field, CALLS + "match_%s__" % name)
                value = self.call(n, "sg", ast.Name(getattr(n, field), ast.Load()), *place)
                stores += [self.walrus(n, name, value), self.walrus(n, getattr(n, field), ast.Constant(None, kind=None))]
        if stores:
            stored = self.call(node.pattern, "ps", *stores)
            node.guard = ast.copy_location(ast.BoolOp(ast.And(), [stored, node.guard]), node.pattern) if node.guard else stored

    @staticmethod
    def walrus(at, name, value):
        node = ast.copy_location(ast.NamedExpr(ast.Name(name, ast.Store()), value), at)
        return ast.fix_missing_locations(node)


def is_spread(target):
    return isinstance(target, (ast.Tuple, ast.List))


def name_of(target, classes):
    """What an assignment calls what it makes: "bars", "Pool.free"; empty if it gives it no name of its own."""
    if isinstance(target, ast.Name):
        return target.id
    if isinstance(target, ast.Attribute):
        if isinstance(target.value, ast.Name) and target.value.id in ("self", "cls") and classes:
            return classes[-1] + "." + target.attr
        return name_of(target.value, classes) and name_of(target.value, classes) + "." + target.attr
    if isinstance(target, ast.Subscript):
        return name_of(target.value, classes) and name_of(target.value, classes) + "[]"
    return ""
