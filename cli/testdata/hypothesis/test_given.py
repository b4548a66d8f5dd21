"""Tests of Hypothesis that start threads, and one that starts none.  A search is about one example of each."""
import threading
import unittest

import pytest
from hypothesis import HealthCheck, assume, example, given, settings, strategies as st


def run(*functions):
    threads = [threading.Thread(target=f) for f in functions]
    for t in threads:
        t.start()
    for t in threads:
        t.join()


def total(amounts, lock=None):
    """The sum, added up by a thread for each; without a lock some can be lost."""
    result = 0

    def add(n):
        nonlocal result
        before = result
        result = int(before) + n

    def add_locked(n):
        with lock:
            add(n)
    run(*[lambda n=n: (add_locked if lock else add)(n) for n in amounts])
    return result


def pair(**kwargs):
    return st.lists(st.integers(1, 9), min_size=2, max_size=2, **kwargs)


@given(pair())
def test_lost(amounts):
    assert total(amounts) == sum(amounts)


@given(pair())
def test_none_lost(amounts):
    assert total(amounts, threading.Lock()) == sum(amounts)


@given(amounts=pair())
@example(amounts=[0, 0])  # nothing is lost where nothing is added
@example(amounts=[3, 4])
def test_first_example(amounts):
    assert total(amounts) == sum(amounts)


@given(pair())
def test_example_is_put_back(amounts):
    """Each execution finds the example as the first has found it."""
    assert len(amounts) == 2
    run(lambda: amounts.append(0))
    assert len(amounts) == 3


class TestPool:
    @pytest.mark.parametrize("workers", [1, 2])
    @settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(n=st.integers(5, 9))
    def test_method(self, tmp_path, workers, n):
        done = []
        run(*[lambda: done.append(n)] * workers)
        assert done == [n] * workers and tmp_path.exists()


class TestUnit(unittest.TestCase):
    @given(pair())
    def test_unit(self, amounts):
        self.assertEqual(total(amounts), sum(amounts))


@given(st.integers(0, 100))
@example(1)
def test_assumes(n):
    run(print)
    assume(n != 1)


@given(st.data())
def test_draws(data):
    run(print)
    assert data.draw(st.integers(3, 4)) > 2


@given(st.integers())
def test_starts_none(n):
    assert n + n == 2 * n
