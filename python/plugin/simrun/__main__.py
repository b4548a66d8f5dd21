"""python -m simrun: the command.  "python -m simrun script.py" searches the script."""
import os
import sys

from . import binary


def main():
    path, args = binary(), sys.argv[1:]
    if path is None:
        sys.exit("simrun: the command is not where this package was installed: install the package again")
    if args and args[0].partition("::")[0].endswith((".py", ".pyw")):
        args = ["python", "--python", sys.executable] + args
    if os.name == "nt":
        import subprocess
        sys.exit(subprocess.call([path] + args))
    os.execv(path, [path] + args)


main()
