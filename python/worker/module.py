"""Where a module lies that python3 -m would execute.  Unlike -m it imports no package on the way: its code is the program's.

Prints what is wrong, its file, the folder whose files are the program's, and whether it is installed, between zero bytes.
"""
import os
import sys
import types


def find(name, path):
    """The spec of a module in the package that has this path; None if there is none."""
    for finder in sys.meta_path:
        spec = getattr(finder, "find_spec", lambda *_: None)(name, path)
        if spec is not None:
            return spec


def locate(name):
    """The specs of a module and of the packages that it is in, outermost first, and what is wrong."""
    specs, path, parts = [], None, name.split(".")
    for i in range(len(parts)):
        whole = ".".join(parts[:i + 1])
        spec = find(whole, path) if parts[i] else None
        if spec is None or i < len(parts) - 1 and spec.submodule_search_locations is None:
            return specs, missing(name, whole, parts, spec)
        specs.append(spec)
        if spec.submodule_search_locations is not None:
            path = list(spec.submodule_search_locations)
            package = sys.modules[whole] = types.ModuleType(whole)  # a namespace in it asks it for its path
            package.__path__ = path
    return specs, ""


def missing(name, whole, parts, spec):
    if os.path.isfile(name):
        return "it is a file: leave out -m to execute it"
    if name.endswith(".py"):
        return "it goes by the name of a module, which has no .py: -m %s" % name[:-3].replace(os.sep, ".")
    if os.sep in name:
        return "it goes by the name of a module, which has dots: -m %s" % name.strip(os.sep).replace(os.sep, ".")
    if not parts[0]:
        return "the name of a module begins with that of a package or module"
    if spec is not None:
        return "%s is no package, and has no module %s" % (whole, parts[-1])
    return "there is no module %s here: call simrun from the folder from which python3 -m %s finds it, or set PYTHONPATH" % (whole, name)


def main(name):
    specs, wrong = locate(name)
    if not wrong and specs[-1].submodule_search_locations is not None:
        main, nothing = locate(name + ".__main__")
        if nothing:
            wrong = "it is a package without __main__.py, and cannot be executed: name one of its modules, as in -m %s.MODULE" % name
        specs = main
    file = specs[-1].origin if specs else None
    if not wrong and not (str(file).endswith((".py", ".pyw")) and os.path.isfile(file)):
        wrong = "it has no file with Python's source, which simrun executes"
    if wrong:
        return wrong
    here, library = os.path.join(os.getcwd(), ""), os.path.join(os.path.dirname(os.__file__), "")
    installed = any(part in file for part in ("site-packages", "dist-packages"))
    of = specs[0].submodule_search_locations
    folder = os.path.dirname(list(of)[0] if of is not None else file)
    if file.startswith(here):
        file, folder = os.path.relpath(file), "."
    elif installed or file.startswith(library):
        folder = "."
    return "\0".join(("", file, folder, "yes" if installed else ""))


sys.stdout.write(main(sys.argv[1]))
