"""The part of rewrite.py that is about operators, comparisons and conditions: which look at what they are given, and may be code of a
class."""
import ast

from . import operators
from .blocks import Blocks
from .stores import waits

IDENTITY = (ast.Is, ast.IsNot)  # comparisons that look at no item
PURE = {"isinstance", "issubclass", "callable", "hasattr", "len", "any", "all", "bool", "id", "type", "abs", "int", "float", "str"}  # whose results are nobody's


def fixed(node):
    """Says whether it is known beforehand."""
    if isinstance(node, ast.BinOp):
        return fixed(node.left) and fixed(node.right)
    return isinstance(node, ast.Constant) or isinstance(node, ast.UnaryOp) and fixed(node.operand)


class Expressions(Blocks):
    def simple(self, node):
        """Says whether nothing happens when the expression is computed, so that it may be computed twice or later."""
        if isinstance(node, ast.UnaryOp):
            return isinstance(node.operand, ast.Constant)
        return isinstance(node, ast.Constant) or isinstance(node, ast.Name) and self.place(node.id) is None

    def readable(self, node):
        """Says whether its value may be something that others have."""
        if isinstance(node, ast.Call):
            f = node.func
            return not (isinstance(f, ast.Name) and f.id in PURE and self.scope.resolve(f.id) is None)
        return isinstance(node, (ast.Name, ast.Attribute, ast.Subscript, ast.NamedExpr))

    def read(self, node, what=""):
        """An expression whose value is looked at as a whole: that of a list, as in a condition."""
        new = self.visit(node)
        return self.call(node, "rd", new, *[what] if what else []) if self.readable(node) else new

    def gone_through(self, node):
        """An expression whose value is gone over: an iterator, too, has other items then."""
        new = self.visit(node)
        return self.call(node, "un", new) if self.readable(node) else new

    # -- operators

    def operands(self, left, right, new_left, new_right, name):
        """The operands of an operator, as the rewritten ones become that say whether it is code."""
        if waits(right) or fixed(left) and fixed(right):
            return new_left, new_right
        if fixed(right) or self.simple(right):
            others = [ast.Name(right.id, ast.Load())] if isinstance(right, ast.Name) else []
            return self.call(left, "bo", new_left, name, *others), new_right
        if fixed(left) or self.simple(left):
            others = [ast.Name(left.id, ast.Load())] if isinstance(left, ast.Name) else []
            return new_left, self.call(right, "bo", new_right, name, *others)
        return self.call(left, "on", new_left), self.call(right, "bp", new_right, name)

    def visit_BinOp(self, node):
        left, right = node.left, node.right
        node.left, node.right = self.visit(left), self.visit(right)
        node.left, node.right = self.operands(left, right, node.left, node.right, operators.BINARY[type(node.op)])
        return node

    def visit_UnaryOp(self, node):
        if isinstance(node.op, ast.Not):
            node.operand = self.read(node.operand, "bool")
        elif not fixed(node):
            node.operand = self.call(node.operand, "bo", self.visit(node.operand), operators.UNARY[type(node.op)])
        return node

    # -- conditions, comparisons

    @staticmethod
    def looked_at(op, other):
        """Says whether a comparison looks at its first operand: what a container is asked for is mostly a key, which does not change."""
        return not isinstance(op, IDENTITY + (ast.In, ast.NotIn)) or \
            isinstance(op, (ast.In, ast.NotIn)) and isinstance(other, (ast.Tuple, ast.List)) and not all(isinstance(e, ast.Constant) for e in other.elts)

    def visit_Compare(self, node):
        first, others, ops = node.left, node.comparators, node.ops
        together = len(ops) == 1 and operators.COMPARED.get(type(ops[0])) in operators.LOOK and not waits(others[0])
        left = self.read(first) if self.looked_at(ops[0], others[0]) and not together else self.visit(first)
        how = {ast.In: self.gone_through, ast.NotIn: self.gone_through, ast.Is: self.visit, ast.IsNot: self.visit}
        right = [self.visit(c) if together else how.get(type(op), self.read)(c) for op, c in zip(ops, others)]
        names = [operators.COMPARED.get(type(op)) for op in ops]
        if len(ops) > 1:
            right = [self.call(c, "bo", new, name) if name and not fixed(c) else new for c, new, name in zip(others, right, names)]
        elif names[0] == "contains" and not fixed(others[0]):
            right = [self.call(others[0], "bo", right[0], "contains")]
        elif names[0]:
            left, right[0] = self.operands(first, others[0], left, right[0], names[0])
        node.left, node.comparators = left, right
        return node

    def visit_BoolOp(self, node):
        node.values = [self.read(v, "bool") for v in node.values]
        return node

    def condition(self, node):
        test = node.test
        node.test = ast.Constant(None, kind=None)
        self.generic_visit(node)
        node.test = self.read(test, "bool")
        return node

    visit_If = visit_IfExp = visit_Assert = condition

    def visit_FormattedValue(self, node):
        node.value = self.call(node.value, "rt", self.visit(node.value))
        if node.format_spec is not None:
            node.format_spec = self.visit(node.format_spec)
        return node

    # -- patterns, which hold no expressions that take place, and what they look at

    def visit_Match(self, node):
        subject, given = node.subject, []
        for n in ast.walk(node):
            if type(n).__name__ == "MatchClass":
                given += [self.mangled(a) for a in n.kwd_attrs if a not in given]
        self.generic_visit(node)
        if self.readable(subject):
            node.subject = self.call(subject, "ms", node.subject, *given)
        return node

    def visit_match_case(self, node):
        guard, node.guard = node.guard, None
        self.generic_visit(node)
        node.guard = guard and self.read(guard, "bool")
        self.captured(node)
        return node

    def pattern(self, node):
        return node

    visit_MatchValue = visit_MatchClass = visit_MatchMapping = pattern
