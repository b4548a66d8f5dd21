"""The part of rewrite.py that is about import statements.  They look whether the module is there, and from M import x reads an attribute of it:

    import M as y          im("M", 0); import M as y
    import M as y          im("M", 0); import M as t; y = sg(t, y's place); del t                   if y is followed
    import M.N             im("M.N", 0); M = sg(ip("M.N", gl()), M's place)                         if M is followed
    from M import x        if im("M", 0): x = fr(ip("M", gl(), None, ("x",), 0), "x")              ip is __import__, gl() globals()
                           else: from M import x
"""
import ast

from .stores import CALLS, Stores

ASIDE = CALLS + "import_%s__"  # what an import gives before it is stored


class Importing(Stores):
    def visit_Import(self, node):
        return [n for alias in node.names for n in self.imported(node, alias)]

    def imported(self, node, alias):
        """An import of a module, and the store to its name behind that.  It imports once: to look again would be another step."""
        one = ast.copy_location(ast.Import([alias]), node)
        looks = self.statement(node, "im", alias.name, 0)
        name = alias.asname or alias.name.partition(".")[0]
        place = self.stored_place(name)
        if place is None:
            return [looks, one]
        if alias.asname is None and name != alias.name:  # of a.b it is a that is stored
            return [looks] + self.stored_behind(node, name, place, self.call(node, "ip", alias.name, self.call(node, "gl")))
        one.names = [self.aside(node, alias, name)]
        return [looks, one] + self.stored_behind(node, name, place)

    def stored_behind(self, node, name, place, value=None):
        """The store of what was imported to its name: by default of what was put aside."""
        aside = ASIDE % name
        stored = self.call(node, "sg", value or ast.Name(aside, ast.Load()), *place)
        target = ast.copy_location(ast.Name(name, ast.Store()), node)
        rest = [ast.Assign([target], stored, type_comment=None)] + ([] if value else [ast.Delete([ast.Name(aside, ast.Del())])])
        return [ast.fix_missing_locations(ast.copy_location(n, node)) for n in rest]

    @staticmethod
    def aside(node, alias, name):
        return ast.copy_location(ast.alias(alias.name, ASIDE % name), alias if hasattr(alias, "lineno") else node)

    def visit_ImportFrom(self, node):
        if node.module == "__future__":
            return node
        return [n for alias in node.names for n in self.taken(node, alias)]

    def taken(self, node, alias):
        """An import of one name from a module, which reads it there."""
        one = ast.copy_location(ast.ImportFrom(node.module, [alias], node.level), node)
        looks = self.call(node, "im", node.module or "", node.level)
        module = self.found(node, node.module or "", node.level, alias.name)
        if alias.name == "*":
            tells = ast.copy_location(ast.BoolOp(ast.And(), [looks, self.call(node, "fr", module, "*")]), node)
            return [ast.copy_location(ast.Expr(tells), node), one]
        name = alias.asname or alias.name
        place = self.stored_place(name)
        to = name if place is None else ASIDE % name
        if place is not None:
            one.names = [self.aside(node, alias, name)]
        told = ast.Assign([ast.Name(to, ast.Store())], self.call(node, "fr", module, alias.name), type_comment=None)
        both = ast.fix_missing_locations(ast.copy_location(ast.If(looks, [ast.fix_missing_locations(ast.copy_location(told, node))], [one]), node))
        return [both] + ([] if place is None else self.stored_behind(node, name, place))

    def found(self, at, module, level, name):
        """The module itself, also if its name has points: what a from statement begins with."""
        names = ast.copy_location(ast.Tuple([ast.Constant("__name__" if name == "*" else name, kind=None)], ast.Load()), at)
        return self.call(at, "ip", module, self.call(at, "gl"), None, ast.fix_missing_locations(names), level)
