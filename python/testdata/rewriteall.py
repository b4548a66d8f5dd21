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
    inner = [shape(c) for c in code.co_consts if isinstance(c, types.CodeType)]
    names = [n for n in code.co_varnames if not n.startswith("__sim_")]
    return code.co_name, code.co_firstlineno, code.co_argcount, names, sorted(lines), inner


def lines_of_table(code):
    import dis
    return {line for _, line in dis.findlinestarts(code)}


def alike(plain, rewritten, heads):
    """Says whether the two look the same.  A function that does nothing may do so on another of its lines; what one does at its entry
    stands on the line of its head, and the parts of a statement that goes over several lines may stand on others of them; up to 3.9 also
    the first, of one that has constants alone."""
    lines, now = set(plain[4]), set(rewritten[4])
    return plain[:4] == rewritten[:4] and (lines & heads <= now or len(lines) == 1 or sys.version_info < (3, 10)) and \
        all(plain[1] <= line <= max(lines) + 20 for line in now - lines) and \
        len(plain[5]) == len(rewritten[5]) and all(alike(a, b, heads) for a, b in zip(plain[5], rewritten[5]))


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
    heads = {n.lineno for n in ast.walk(tree) if isinstance(n, ast.stmt)}
    rewritten = compile(rewrite.rewrite_tree(tree, source, path), path, "exec", dont_inherit=True)
    if alike(shape(plain), shape(rewritten), heads):
        same += 1
    else:
        print("differs:", path)
print(count, "files,", same, "the same")
