"""Has pytest find one test, and set up its fixtures of a wider scope than its own."""
import ast
import contextlib
import os
import shutil
import sys
import zlib

from . import example, names, processes, rewrite

# What pytest does beside the test, and what takes the place of simrun.  Options in the configuration are for these, too.
WITHOUT = ("xdist", "xdist.looponfail", "pytest_cov", "timeout", "faulthandler", "threadexception", "unraisableexception",
           "rerunfailures", "simrun.plugin")
MARKS = ("simrun(executions, strategy, clock, exhaustive): how simrun searches the test", "timeout(seconds): not while simrun searches",
         "xdist_group(name): on which worker the test runs", "flaky(reruns): not while simrun searches")


# Fixtures of pytest's own of a wider scope: none of them ends a thread.
BUILTIN = ("tmp_path_factory", "tmpdir_factory", "pytestconfig", "doctest_namespace", "record_testsuite_property")


class Trouble(Exception):
    """Why the test cannot be executed, in a line."""


class Collected:
    """The test that was found."""

    def __init__(self, path, test, args, program):
        try:
            import pytest
        except ImportError as e:
            raise Trouble("%s cannot import pytest (%s): install it there, or name another interpreter with --python" % (sys.executable, e))
        if int(pytest.__version__.split(".")[0]) < 7:
            raise Trouble("pytest %s is too old: simrun needs 7.0 or later" % pytest.__version__)
        self.name = "%s::%s" % (path, test)
        self.program, self.scratch, self.wider, self.said, self.example = program, "", [], "", None
        os.environ.pop("PYTEST_ADDOPTS", None)
        rewritten(pytest)
        try:
            self.collect(pytest, args)
            self.draw()
            self.set_up()
        except Trouble:
            raise
        except KeyboardInterrupt:
            raise
        except BaseException as e:
            raise Trouble("%s: %s" % (self.name, self.said or first_line(getattr(e, "__cause__", None) or e)))

    def collect(self, pytest, args):
        from _pytest.config import _prepareconfig
        without = [word for name in WITHOUT for word in ("-p", "no:" + name)]
        config = _prepareconfig(["-o", "addopts=", "-s", "--runxfail", "-q"] + without + args + [self.name], [self.inside(pytest)])
        config._do_configure()
        session = pytest.Session.from_config(config)
        config.hook.pytest_sessionstart(session=session)
        session.perform_collect()
        if self.said:
            raise Trouble("%s: %s" % (self.name, self.said))
        if len(session.items) != 1:
            raise Trouble("%s names %d tests: name one, as pytest --collect-only -q prints it" % (self.name, len(session.items)))
        self.item = session.items[0]

    def draw(self):
        """Has a test of Hypothesis called with one example."""
        item = self.item
        test = getattr(item.obj, "__func__", item.obj)
        if not getattr(test, "is_hypothesis_test", False):
            return
        try:
            self.example = example.Example(test, processes.refuse)
        except example.Lazy as e:
            raise Trouble(str(e))
        if getattr(item, "cls", None) is None:
            item.obj = self.example.test()
        else:
            setattr(item.cls, getattr(item, "originalname", None) or item.name, self.example.test())
            item._obj = None  # pytest looks it up again

    def inside(self, pytest):
        """The plugin that tells what pytest finds."""
        collected, program = self, self.program

        class Inside:
            @pytest.hookimpl(tryfirst=True)
            def pytest_load_initial_conftests(self, early_config):
                names.folder = os.path.join(str(early_config.rootpath), "")
                names.whose.clear()

            def pytest_configure(self, config):
                for mark in MARKS:
                    config.addinivalue_line("markers", mark)

            def pytest_collectreport(self, report):
                if report.failed and not collected.said:
                    collected.said = error_line(report.longreprtext)

            @pytest.hookimpl(tryfirst=True)
            def pytest_runtest_call(self, item):
                program.begins(item)

            @pytest.hookimpl(hookwrapper=True)
            def pytest_runtest_makereport(self, item, call):
                outcome = yield
                if outcome.get_result().failed and call.excinfo is not None:
                    program.failed(call.excinfo.value)
        return Inside()

    def values(self):
        """What the fixtures of a wider scope have given, and the values of the example."""
        known = getattr(getattr(self.item, "_fixtureinfo", None), "name2fixturedefs", {})
        return [known[name][-1].cached_result[0] for name in self.wider if known[name][-1].cached_result] + [self.example and self.example.values]

    def set_up(self):
        """Sets up the fixtures of the test that have a wider scope."""
        item = self.item
        item.session._setupstate.setup(item.parent)
        known = getattr(getattr(item, "_fixtureinfo", None), "name2fixturedefs", {})
        if known and not getattr(item, "_request", None):
            item._initrequest()
        with being_set_up(item):
            for name in getattr(item, "fixturenames", ()):
                if name in known and known[name][-1].scope != "function":
                    try:
                        item._request.getfixturevalue(name)
                    except BaseException as e:
                        raise Trouble("%s: fixture %s of scope %s: %s" % (self.name, name, known[name][-1].scope, first_line(e)))
                    if name not in BUILTIN:
                        self.wider.append(name)
        if known:
            item._initrequest()
        factory = getattr(item.config, "_tmp_path_factory", None)
        if factory is not None and "tmp_path_factory" in known:
            self.scratch = folder_for(self.name)
            factory._basetemp = type(item.path)(self.scratch)


@contextlib.contextmanager
def being_set_up(item):
    """Has pytest see the test as one that is being set up: from 9.2 on it gives fixtures to no other."""
    nodes = item.session._setupstate.stack
    if not isinstance(nodes, dict):  # before 7.0
        yield
        return
    nodes[item] = ([], None)
    try:
        yield
    finally:
        del nodes[item]


def folder_for(name):
    """The folder for temporary files of the test: the same in each process, if no other one is at it at this moment."""
    import fcntl
    import tempfile
    for n in range(1000):
        path = os.path.join(tempfile.gettempdir(), "simrun-%d" % os.getuid(), "%08x-%d" % (zlib.crc32(os.path.abspath(name).encode()), n))
        os.makedirs(path, mode=0o700, exist_ok=True)
        lock = os.open(path + ".lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)  # as long as a process of this search lives
        except OSError:
            os.close(lock)
            continue
        empty(path, ())
        return os.path.realpath(path)
    raise Trouble("%s: there is no folder left for temporary files" % name)


def empty(folder, kept):
    for name in os.listdir(folder):
        path = os.path.join(folder, name)
        if name in kept:
            continue
        if os.path.islink(path) or not os.path.isdir(path):
            os.unlink(path)
        else:
            shutil.rmtree(path, ignore_errors=True)


def rewritten(pytest):
    """Has the modules whose asserts pytest rewrites tell of their accesses, too."""
    from _pytest.assertion import rewrite as asserts
    original = asserts.rewrite_asserts

    def rewrite_asserts(tree, source, path=None, config=None):
        original(tree, source, path, config)
        if path and names.owns(path):
            for node in ast.walk(tree):  # what pytest puts in has no end
                if hasattr(node, "lineno") and getattr(node, "end_lineno", None) is None:
                    node.end_lineno, node.end_col_offset = node.lineno, node.col_offset
            rewrite.rewrite_tree(tree, source, path)
    asserts.rewrite_asserts = rewrite_asserts
    asserts._read_pyc = lambda *args, **kwargs: None  # what is kept there was not rewritten


def first_line(exception):
    text = str(exception).strip().split("\n")[0]
    return "%s: %s" % (type(exception).__name__, text) if text else type(exception).__name__


def error_line(text):
    """What went wrong, of the report of a file that cannot be loaded."""
    lines = [line[1:].strip() for line in text.split("\n") if line.startswith("E  ")]
    return lines[-1] if lines else text.strip().split("\n")[-1]
