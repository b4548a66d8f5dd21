"""The part of rewrite.py that is about import statements.  They look whether the module is there, and from M import x reads an attribute of it:

    import M.N as y        im("M.N", 0); import M.N as y
    from M import x        im("M", 0) and fr(ip("M", gl(), None, ("__name__",), 0), "x"); from M import x       ip is __import__, gl() globals()
    from M import x        ...; from M import x as t; x = sg(t, x's place); del t                   if x is followed
"""
import ast

from .stores import CALLS, Stores


class Importing(Stores):
    def visit_Import(self, node):
        return [n for alias in node.names for n in self.imported(node, alias)]

    def imported(self, node, alias):
        """An import of a module, and the store to its name behind that."""
        one = ast.copy_location(ast.Import([alias]), node)
        looks = self.statement(node, "im", alias.name, 0)
        place = self.stored_place(alias.asname or alias.name.partition(".")[0])
        if place is None:
            return [looks, one]
        done = ast.copy_location(ast.Expr(self.found(node, alias.name, 0)), node)
        return [looks, done, self.statement(node, "sg", None, *place), one]

    def visit_ImportFrom(self, node):
        if node.module == "__future__":
            return node
        return [n for alias in node.names for n in self.taken(node, alias)]

    def taken(self, node, alias):
        """An import of one name from a module, which reads it there."""
        one = ast.copy_location(ast.ImportFrom(node.module, [alias], node.level), node)
        looks = self.call(node, "im", node.module or "", node.level)
        reads = self.call(node, "fr", self.found(node, node.module or "", node.level), alias.name)
        tells = ast.copy_location(ast.Expr(ast.copy_location(ast.BoolOp(ast.And(), [looks, reads]), node)), node)
        place = None if alias.name == "*" else self.stored_place(alias.asname or alias.name)
        if place is None:
            return [tells, one]
        target = ast.copy_location(ast.Name(alias.asname or alias.name, ast.Store()), node)
        aside = CALLS + "from_%s__" % target.id
        value = self.call(node, "sg", ast.Name(aside, ast.Load()), *place)
        one.names = [ast.copy_location(ast.alias(alias.name, aside), alias if hasattr(alias, "lineno") else node)]
        rest = ast.Assign([target], value, type_comment=None), ast.Delete([ast.Name(aside, ast.Del())])
        return [tells, one] + [ast.fix_missing_locations(ast.copy_location(n, node)) for n in rest]

    def found(self, at, module, level):
        """The module itself, also if its name has points: what a from statement begins with."""
        names = ast.copy_location(ast.Tuple([ast.Constant("__name__", kind=None)], ast.Load()), at)
        return self.call(at, "ip", module, self.call(at, "gl"), None, ast.fix_missing_locations(names), level)
