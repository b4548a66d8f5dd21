"""Rewrites the files of the library and of the packages that are installed, every n-th one, and compares the code with that of
the file as it is: the same functions, with the same variables and lines."""
import ast
import os
import sys
import types
import warnings

sys.path.insert(0, sys.argv[1])
from shim import rewrite  # noqa: E402

warnings.simplefilter("ignore")
sys.setrecursionlimit(5000)


def files():
    top = os.path.dirname(os.__file__)
    for folder, folders, names in os.walk(top):
        folders[:] = sorted(d for d in folders if d not in ("__pycache__", "lib2to3", "idlelib") and not d.startswith("bad"))
        for name in sorted(names):
            if name.endswith(".py"):
                yield os.path.join(folder, name)


def shape(code):
    """What tracebacks and inspect see of code, and of what is in it, in the order in which it begins."""
    lines = {line for _, _, line in code.co_lines() if line} if hasattr(code, "co_lines") else lines_of_table(code)
    inner = []
    for c in code.co_consts:
        if isinstance(c, types.CodeType) and shape(c) not in inner:  # the compiler keeps one of those that are equal
            inner.append(shape(c))
    names = [n for n in code.co_varnames if not n.startswith("__sim_")]
    # That of a module is the line of its first instruction up to 3.9, and nobody sees it.
    first = 0 if code.co_name == "<module>" else code.co_firstlineno
    return code.co_name, first, code.co_argcount, names, sorted(lines), inner


def lines_of_table(code):
    import dis
    return {line for _, line in dis.findlinestarts(code)}


def end_of(first, last, heads):
    """The end of the statements that begin on these lines, or of the one that has them: code may go on behind the last line that
    the compiler has kept."""
    around = max((head for head, end in heads.items() if head <= last <= end), default=last)
    return max([last, heads.get(around, last)] + [end for head, end in heads.items() if first <= head <= last])


def alike(plain, rewritten, heads):
    """Says whether the two look the same.  A function that does nothing may do so on another of its lines; what one does at its entry
    stands on the line of its head, and the parts of a statement that goes over several lines may stand on others of them."""
    lines, now = set(plain[4]), set(rewritten[4])
    return plain[:4] == rewritten[:4] and (lines & set(heads) <= now or len(lines) == 1) and \
        all(plain[1] <= line <= end_of(plain[1], max(lines, default=0), heads) for line in now - lines) and \
        same_inside(plain[5], rewritten[5], heads)


def same_inside(plain, rewritten, heads):
    """Says whether what is in two codes looks the same.  Of two expressions that begin on one line, and are equal, the compiler has
    kept one, and those that are rewritten may stand on more lines."""
    if len(plain) == len(rewritten):
        return all(alike(a, b, heads) for a, b in zip(plain, rewritten))
    return all(any(alike(a, b, heads) for a in plain) for b in rewritten) and all(any(alike(a, b, heads) for b in rewritten) for a in plain)


count = same = 0
for path in list(files())[::int(sys.argv[2])]:
    with open(path, "rb") as f:
        source = f.read()
    try:
        plain = compile(source, path, "exec", dont_inherit=True)
        tree = ast.parse(source, path)
    except (SyntaxError, ValueError, RecursionError):
        continue  # a file of a test that is not to be compiled
    count += 1
    heads = {}  # first line of a statement → its last one
    for n in ast.walk(tree):
        if isinstance(n, ast.stmt):
            heads[n.lineno] = max(n.end_lineno, heads.get(n.lineno, 0))
    rewritten = compile(rewrite.rewrite_tree(tree, source, path), path, "exec", dont_inherit=True)
    if alike(shape(plain), shape(rewritten), heads):
        same += 1
    else:
        print("differs:", path)
print(count, "files,", same, "the same")
