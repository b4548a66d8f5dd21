"""Writes a random program into a folder: two threads that import modules which import each other.  Arguments: the folder, a seed."""
import os
import random
import sys

MODULES = ["a", "b", "p", "p.s"]


def wanted(draw, name):
    """An import that a module or a thread may have, and what it reads then."""
    other = draw.choice([m for m in MODULES if m != name])
    package, _, last = other.rpartition(".")
    forms = ["import %s" % other, "from %s import V" % other, "import importlib; importlib.import_module(%r)" % other, "__import__(%r)" % other]
    if package:
        forms.append("from %s import %s" % (package, last))
    return other, draw.choice(forms)


def module(draw, name):
    body = ["V = %r" % name, "def show(): return V"]
    for _ in range(draw.choice((0, 1, 1, 1))):
        body.insert(draw.randrange(len(body) + 1), wanted(draw, name)[1])
    if draw.random() < 0.2:
        body.insert(draw.randrange(len(body) + 1), "print('in %s')" % name)
    if draw.random() < 0.1:
        body.append("raise ValueError('end of %s')" % name)
    return body


def thread(draw, name):
    other, form = wanted(draw, "")
    reads = ["V"] if "import V" in form else [draw.choice(("%s.V", "%s.show()", "hasattr(%s, 'show')")) % ("s" if form == "from p import s" else other)]
    if "(" in form:
        form, reads = "m = " + form if "import_module" not in form else form.replace("; ", "; m = "), ["m.V"]
    return ["def %s():" % name, "    try:", "        " + form, "        print(%r, %s)" % (name, reads[0]), "    except Exception as e:",
            "        print(%r, type(e).__name__)" % name]


def main(folder, seed):
    draw = random.Random(seed)
    os.mkdir(os.path.join(folder, "p"))
    for name in MODULES:
        path = {"p": "p/__init__.py"}.get(name, name.replace(".", "/") + ".py")
        with open(os.path.join(folder, path), "w") as f:
            f.write("\n".join(module(draw, name)) + "\n")
    lines = ["import threading"] + thread(draw, "one") + thread(draw, "two")
    lines += ["ts = [threading.Thread(target=f) for f in (one, two)]", "for t in ts: t.start()", "for t in ts: t.join()"]
    with open(os.path.join(folder, "main.py"), "w") as f:
        f.write("\n".join(lines) + "\n")


main(sys.argv[1], int(sys.argv[2]))
