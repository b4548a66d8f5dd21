"""A deterministic simulator of threads: see "simrun --help".  The package has the command and the plugin for pytest."""
import os
import sys
import sysconfig


def binary():
    """The path of the command: what started this process, or that of the package; None if there is none."""
    name = "simrun.exe" if os.name == "nt" else "simrun"
    folders = [sysconfig.get_path("scripts"), os.path.dirname(sys.executable)]
    if hasattr(sysconfig, "get_preferred_scheme"):
        folders.append(sysconfig.get_path("scripts", sysconfig.get_preferred_scheme("user")))
    paths = [os.environ.get("SIMRUN_BINARY", "")] + [os.path.join(folder, name) for folder in folders]
    return next((path for path in paths if path and os.path.isfile(path)), None)
