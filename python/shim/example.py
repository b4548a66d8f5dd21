"""A test of Hypothesis: a search is about one example, which is drawn before the first execution.

Hypothesis itself calls a test again and again, and once more when it fails; an execution calls what the user has written, with
the values of the example.  It is the first one of @example, or else one of those that Hypothesis begins with when nothing is
left to chance: the first are the emptiest ones.  The variables of its values are put back as those of modules are.

See "Settings" and "Reproducing failures" in Hypothesis' documentation; hypothesis.inner_test is there for plugins to replace.
"""
import functools
import gc
import types

DRAWN = 10  # the example is the last one of so many


class Lazy(Exception):
    """A value of the example would be drawn while the test runs."""


class Example:
    def __init__(self, test, refuse):
        self.inner, self.refuse = test.hypothesis.inner_test, refuse
        self.values = draw(test)

    def test(self):
        """The test with its example, for pytest to call with the fixtures."""
        inner, values, text = self.inner, self.values, self.text()

        @functools.wraps(inner, updated=())  # what its decorators have left on it is for Hypothesis
        def with_example(*args, **fixtures):
            from hypothesis.errors import UnsatisfiedAssumption
            print("example:", text)
            try:
                inner(*args, **fixtures, **values)
            except UnsatisfiedAssumption:
                self.refuse("%s is not what the test assumes: give it one with @example(…)" % text)()
        return with_example

    def text(self):
        return ", ".join("%s=%r" % pair for pair in self.values.items())


def draw(test):
    """The values of the example that a search is about."""
    from hypothesis import HealthCheck, Phase, settings
    import inspect
    explicit = getattr(test, "hypothesis_explicit_examples", None)
    inner, kept, drawn = test.hypothesis.inner_test, test._hypothesis_internal_use_settings, []
    others = list(inspect.signature(test).parameters)  # what pytest gives: the object whose method it is, and fixtures
    test.hypothesis.inner_test = lambda *args, **values: drawn.append(values)
    test._hypothesis_internal_use_settings = settings(
        kept, max_examples=DRAWN, derandomize=True, database=None, deadline=None, phases=[Phase.explicit if explicit else Phase.generate],
        suppress_health_check=list(HealthCheck))
    try:
        test(**dict.fromkeys(others, object()))
    finally:
        test.hypothesis.inner_test, test._hypothesis_internal_use_settings = inner, kept
    values = {name: value for name, value in drawn[0 if explicit else -1].items() if name not in others}
    if lazy(list(values.values())):
        raise Lazy("%s draws values while it runs (st.data, st.functions or st.randoms)" % test.__name__)
    return values


def lazy(found):
    """Whether one can come from the values to the data that Hypothesis draws from."""
    from hypothesis.internal.conjecture.data import ConjectureData
    seen = set()
    while found:
        o = found.pop()
        if isinstance(o, ConjectureData):
            return True
        if id(o) in seen or isinstance(o, (type, types.ModuleType)):
            continue
        seen.add(id(o))
        if isinstance(o, types.FunctionType):  # its globals are those of a module
            found += [o.__closure__, o.__defaults__, o.__kwdefaults__]
        else:
            found += gc.get_referents(o)
    return False
