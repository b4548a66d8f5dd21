"""What statements call the things that they make: found in the syntax tree of the file."""
import ast
import linecache

files = {}  # file name → its statements
found = {}  # (file name, line) → the innermost statement there


class Statement:
    """A statement as far as names go.  The lines are those of the whole of a simple statement, of the head of a with."""
    __slots__ = ("first", "last", "names", "lines", "returns")

    def __init__(self, first, last):
        self.first, self.last = first, last
        self.names = []       # what it assigns to: "x", ".x" for self.x, "x[]" for an element of x
        self.lines = []       # of the values, if there are several: (first, last)
        self.returns = False


def at(file, line):
    """The innermost statement at a line; None if there is none."""
    key = file, line
    if key in found:
        return found[key]
    if file not in files:
        files[file] = parse(file)
    best = None
    for s in files[file].get(line, ()):
        if best is None or (s.last - s.first, not s.names) <= (best.last - best.first, not best.names):
            best = s
    found[key] = best
    return best


def parse(file):
    """The statements by line."""
    by_line = {}
    try:
        tree = ast.parse("".join(linecache.getlines(file)))
    except (SyntaxError, ValueError):
        return by_line
    for node in ast.walk(tree):
        if isinstance(node, ast.stmt):
            s = read(node)
            for line in range(s.first, s.last + 1):
                by_line.setdefault(line, []).append(s)
    return by_line


def read(node):
    body = getattr(node, "body", None)
    s = Statement(node.lineno, max(node.lineno, body[0].lineno - 1) if body and isinstance(body, list) else node.end_lineno)
    if isinstance(node, ast.Return):
        s.returns = True
    elif isinstance(node, ast.Assign):
        assign(s, node.targets[0], node.value)
    elif isinstance(node, (ast.AnnAssign, ast.AugAssign)):
        assign(s, node.target, node.value)
    elif isinstance(node, (ast.With, ast.AsyncWith)):
        for item in node.items:
            if item.optional_vars is not None:
                assign(s, item.optional_vars, item.context_expr)
    elif isinstance(node, ast.Expr):
        fills(s, node.value)
    if not s.names:
        for inner in ast.walk(node) if not isinstance(body, list) else ():
            if isinstance(inner, getattr(ast, "NamedExpr", ())):
                assign(s, inner.target, inner.value)
    return s


def assign(s, target, value):
    """Notes the names that a target gives, and where the value of each stands."""
    if isinstance(target, (ast.Tuple, ast.List)):
        values = value.elts if isinstance(value, (ast.Tuple, ast.List)) and len(value.elts) == len(target.elts) else None
        for i, t in enumerate(target.elts):
            assign(s, t, values[i] if values else value)
        return
    if value is not None and not any(isinstance(n, ast.Call) for n in ast.walk(value)):
        return  # it makes nothing
    name = name_of(target)
    if name and isinstance(value, (ast.List, ast.ListComp, ast.Dict, ast.DictComp, ast.Tuple, ast.Set, ast.SetComp, ast.GeneratorExp)):
        name += "[]"
    if name and value is not None:
        s.names.append(name)
        s.lines.append((value.lineno, value.end_lineno))


def fills(s, call):
    """locks.append(Lock()), locks.setdefault(name, Lock()) and the like give elements of locks."""
    if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and \
            call.func.attr in ("append", "add", "insert", "setdefault", "appendleft"):
        name = name_of(call.func.value)
        if name:
            s.names.append(name + "[]")
            s.lines.append((call.lineno, call.end_lineno))


def name_of(target):
    if isinstance(target, ast.Name):
        return target.id
    if isinstance(target, ast.Subscript):
        name = name_of(target.value)
        return name and name + "[]"
    if isinstance(target, ast.Starred):
        return name_of(target.value)
    if isinstance(target, ast.Attribute):
        if isinstance(target.value, ast.Name) and target.value.id in ("self", "cls"):
            return "." + target.attr
        name = name_of(target.value)
        return name and name + "." + target.attr
    return ""
