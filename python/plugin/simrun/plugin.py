"""The plugin for pytest: with --simrun each test that starts a thread is searched by the command, one process for each.

A test is run as ever, up to where it starts a thread.  There it ends, its own fixtures are torn down, and the command searches
the test in processes of its own, with fresh fixtures; what comes of that is the result of the test.  A test that starts no
thread has run as ever, and so does one that cannot be searched, of which a line at the end says why.
"""
import _thread
import copy
import os
import shlex
import signal
import subprocess
import sys
import threading

import pytest
from _pytest import runner

from simrun import binary

ARGUMENTS = ("executions", "strategy", "clock", "exhaustive")
HANDED_ON = (("inifilename", "-c"), ("rootdir", "--rootdir"), ("importmode", "--import-mode"))
NOT_HANDED_ON = ("simrun.plugin", "no:terminal", "no:cacheprovider")  # plugins that a test does not depend on
OWN_GROUPS = ("general", "Reporting", "terminal reporting", "collect", "debugconfig", "test session debugging and configuration",
              "pytest-warnings", "logging", "simrun", "xdist", "timeout", "cov", "hypothesis", "rerunfailures", "re-run failing tests")


def pytest_addoption(parser):
    group = parser.getgroup("simrun", "simrun")
    group.addoption("--simrun", action="store_true", help="search the schedules of each test that starts a thread")
    group.addoption("--simrun-flags", default="", metavar="FLAGS", help='flags of "simrun python test", such as "--executions 1000"')


def pytest_configure(config):
    config.addinivalue_line("markers", "simrun(executions, strategy, clock, exhaustive): how simrun searches the test")
    if not config.getoption("simrun"):
        return
    if os.name == "nt":
        raise pytest.UsageError("--simrun: simrun executes Python on systems with fork only, and Windows has none")
    if binary() is None:
        raise pytest.UsageError("--simrun: the command simrun is not where the plugin was installed: install the package again")
    config.pluginmanager.register(Plugin(config), "simrun.search")


class ThreadStarts(BaseException):
    """Ends a test that starts a thread."""


class Plugin:
    def __init__(self, config):
        self.config = config
        self.watched, self.met = False, False  # a test runs that has started no thread yet; it has tried to
        self.searched, self.cut_short, self.not_searched = 0, [], []
        self.flags = shlex.split(config.getoption("simrun_flags"))
        self.start, self.start_new_thread = threading.Thread.start, _thread.start_new_thread
        plugin = self

        def start(self):
            plugin.meets()
            plugin.start(self)

        def start_new_thread(*args, **kwargs):
            plugin.meets()
            return plugin.start_new_thread(*args, **kwargs)
        threading.Thread.start, _thread.start_new_thread = start, start_new_thread

    def pytest_unconfigure(self):
        threading.Thread.start, _thread.start_new_thread = self.start, self.start_new_thread

    def meets(self):
        if self.watched:
            self.met = True
            raise ThreadStarts("simrun takes over where a test starts a thread")

    # -- a test

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_protocol(self, item, nextitem):
        item.ihook.pytest_runtest_logstart(nodeid=item.nodeid, location=item.location)
        if not self.run(item, nextitem):
            self.search(item, nextitem)
        item.ihook.pytest_runtest_logfinish(nodeid=item.nodeid, location=item.location)
        return True

    def run(self, item, nextitem, log=True):
        """Runs the test as pytest does, up to where it starts a thread; returns whether it started none."""
        if hasattr(item, "_request") and not item._request:
            item._initrequest()
        self.met = False
        runtest = item.runtest

        def watched():
            if self.met:  # in a fixture
                return
            try:
                runtest()
            except BaseException:
                if not self.met:
                    raise
            if self.met and getattr(item, "_excinfo", None):
                item._excinfo = None  # unittest has kept it
        item.runtest = watched
        try:
            for when in ("setup", "call"):
                report = self.phase(item, when)
                if self.met:
                    break
                item.ihook.pytest_runtest_logreport(report=report)
                if not report.passed or item.config.getoption("setuponly", False):
                    break
        finally:
            item.runtest = runtest
        met = self.met
        if met:
            vars(item).pop("hypothesis_report_information", None)  # how to repeat an end that is none of the test's
        report = self.phase(item, "teardown", nextitem=copy.copy(item) if met else nextitem)
        if not met:
            item.ihook.pytest_runtest_logreport(report=report)
        return not met

    def phase(self, item, when, **kwargs):
        self.watched = when != "teardown"
        try:
            return runner.call_and_report(item, when, log=False, **kwargs)
        finally:
            self.watched = False

    @pytest.hookimpl(hookwrapper=True)
    def pytest_runtest_setup(self, item):
        outcome = yield
        if self.met:
            outcome.force_result(None)

    @pytest.hookimpl(hookwrapper=True)
    def pytest_fixture_setup(self, fixturedef, request):
        """A fixture of a wider scope may start threads: it is set up once."""
        watched = self.watched
        self.watched = watched and fixturedef.scope == "function"
        yield
        self.watched = watched

    # -- the search

    def search(self, item, nextitem):
        """Has the command search the test, and reports what comes of it."""
        cancel = getattr(item.ihook, "pytest_timeout_cancel_timer", None)
        if cancel is not None:
            cancel(item=item)
        done = self.command(item)
        if done is not None and done.returncode == 2:
            return self.as_ever(item, nextitem, last_line(done.stderr))

        def outcome():
            if done is None or done.returncode != 0:
                text = self.mark_error if done is None else done.stdout.strip("\n")
                if done is not None and done.returncode not in (1, 4):
                    text += "\n" + done.stderr.strip()
                elif done is not None and done.returncode == 4:
                    text += "\n" + last_line(done.stderr)
                pytest.fail(text, pytrace=False)
        for when, does in (("setup", lambda: None), ("call", outcome), ("teardown", lambda: item.session._setupstate.teardown_exact(nextitem))):
            call = runner.CallInfo.from_call(does, when=when)
            report = item.ihook.pytest_runtest_makereport(item=item, call=call)
            in_a_line(report)
            if when == "call" and done is not None:
                report.simrun = [item.nodeid, done.stdout.split("\n")[0]]
            item.ihook.pytest_runtest_logreport(report=report)

    def as_ever(self, item, nextitem, why):
        """Runs a test that cannot be searched."""
        self.watched = False
        if hasattr(item, "_initrequest"):
            item._initrequest()
        for report in runner.runtestprotocol(item, log=False, nextitem=nextitem):
            if report.when == "call":
                report.simrun = [item.nodeid, "", why]
            item.ihook.pytest_runtest_logreport(report=report)

    def command(self, item):
        """The search, when it has ended; None if the test's mark is wrong."""
        flags = list(self.flags)
        for mark in reversed(list(item.iter_markers("simrun"))):
            self.mark_error = wrong(mark)
            if self.mark_error:
                return None
            for name, value in sorted(mark.kwargs.items()):
                if name == "exhaustive":
                    flags += ["--require-exhaustive"] if value else []
                else:
                    flags += ["--" + name, str(value)]
        path, _, name = item.nodeid.partition("::")
        path = os.path.relpath(os.path.join(str(self.config.rootpath), path), os.getcwd())
        words = [binary(), "python", "test", "--python", sys.executable] + flags + [path + "::" + name] + options(self.config)
        return subprocess.run(words, preexec_fn=end_with_parent, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, universal_newlines=True,
                              encoding="utf-8", env=dict(os.environ, COLUMNS="100"))

    # -- what is said at the end

    def pytest_runtest_logreport(self, report):
        said = getattr(report, "simrun", None)
        if said is None:
            return
        if len(said) == 3:
            self.not_searched.append((said[0], said[2]))
            return
        self.searched += 1
        if " of them cut short " in said[1]:
            self.cut_short.append((said[0], said[1]))

    def pytest_terminal_summary(self, terminalreporter):
        terminalreporter.write_sep("-", "simrun")
        searched = "1 test starts threads and was searched" if self.searched == 1 else "%d tests start threads and were searched" % self.searched
        if self.config.getoption("cov_source", None):
            searched += "; what they run is not seen by coverage"
        terminalreporter.write_line(searched)
        for name, what in sorted(self.cut_short):
            terminalreporter.write_line("searched in part: %s (%s)" % (name, what))
        for name, why in sorted(self.not_searched):
            terminalreporter.write_line("not searched, but run as ever: %s (%s)" % (name, why))


def process_control():
    """The system's library, where that can end a process with the one that has started it; None elsewhere."""
    if not sys.platform.startswith("linux"):
        return None
    try:
        import ctypes
        return ctypes.CDLL(None)
    except (ImportError, OSError):
        return None


libc = process_control()


def end_with_parent():
    """Has the system end the process of a search when pytest ends, however that does."""
    if libc is not None:
        libc.prctl(1, int(signal.SIGTERM), 0, 0, 0)  # PR_SET_PDEATHSIG


def wrong(mark):
    """What is wrong with a mark, in a line; empty if nothing is."""
    if mark.args:
        return "pytest.mark.simrun takes its arguments by name: %s" % ", ".join(ARGUMENTS)
    for name in sorted(mark.kwargs):
        if name not in ARGUMENTS:
            return "pytest.mark.simrun has no argument %s: use %s" % (name, ", ".join(ARGUMENTS))
    return ""


def in_a_line(report):
    """Has pytest's summary say the first line of a failure only: where the variable CI is set, it would repeat the whole."""
    crash = getattr(report.longrepr, "reprcrash", None)
    if crash is not None:
        crash.message = crash.message.split("\n")[0]


def last_line(text):
    return text.strip().split("\n")[-1]


def options(config):
    """The options of this run that say what a test is, for the one that the command makes of it."""
    known, words = config.known_args_namespace, []
    for name, option in HANDED_ON:
        value = getattr(known, name, None)
        if value and value != "prepend":
            words += [option, str(value)]
    for name in known.plugins or ():
        if name not in NOT_HANDED_ON:
            words += ["-p", name]
    for text in known.override_ini or ():
        words += ["-o", text]
    for text in known.pythonwarnings or ():
        words += ["-W", text]
    groups = [g for g in config._parser._groups if g.name not in OWN_GROUPS]
    if config._parser._anonymous not in groups:  # from pytest 9 on it is one of them
        groups.insert(0, config._parser._anonymous)
    for option in (o for g in groups for o in g.options):
        words += given(option, config)
    return words


def given(option, config):
    """An option that is not pytest's own, if it was given."""
    attributes = option.attrs()
    names = [n for n in option.names() if n.startswith("--")]
    value = getattr(config.option, option.dest, None)
    if not names or value is None or value == attributes.get("default"):
        return []
    if isinstance(value, bool):
        return [names[0]]
    if isinstance(value, (str, int, float)):
        return ["%s=%s" % (names[0], value)]
    if isinstance(value, list) and attributes.get("nargs") is None and attributes.get("type") in (None, str):  # given several times
        return ["%s=%s" % (names[0], each) for each in value]
    return []
