"""Each of these passes, whatever the schedule; eight start threads."""
import queue
import threading
import unittest
from concurrent.futures import ThreadPoolExecutor

import pytest

import pool
from test_bugs import start


def test_locked_update(counter):
    for t in start(counter.add, counter.add):
        t.join(timeout=5)
    assert counter.value == 2 and not counter.closed


def test_pipe():
    q, got = queue.Queue(1), []

    def consume():
        for _ in range(2):
            got.append(q.get(timeout=1))
    thread = threading.Thread(target=consume)
    thread.start()
    q.put("a")
    q.put("b")
    thread.join(timeout=5)
    assert not thread.is_alive() and got == ["a", "b"]


@pytest.mark.simrun(strategy="dpor", executions=2000, exhaustive=True)
def test_one_instance():
    made = []
    for t in start(lambda: made.append(pool.instance(True)), lambda: made.append(pool.instance(True))):
        t.join()
    assert made[0] is made[1]


@pytest.mark.parametrize("n", [1, 2])
def test_executor(n):
    with ThreadPoolExecutor(n) as executor:
        assert sorted(executor.map(lambda x: x * x, range(2))) == [0, 1]


def test_shared_fixture(settings):
    def work():
        with settings["lock"]:
            settings["limit"] -= 1
    for t in start(work, work):
        t.join()
    assert settings["limit"] == 0


def test_files(tmp_path):
    def work():
        (tmp_path / "one").write_text("1")
    for t in start(work):
        t.join()
    assert [p.name for p in tmp_path.iterdir()] == ["one"]


class TestCase(unittest.TestCase):
    def setUp(self):
        self.event = threading.Event()

    def test_event(self):
        threads = start(self.event.set)
        self.assertTrue(self.event.wait(5))
        threads[0].join()


def test_fixture_is_fresh(settings):
    assert settings["limit"] == 2


@pytest.mark.parametrize("n", range(5))
def test_no_thread(n):
    assert n < 5
