"""Each of these fails under some schedule."""
import queue
import threading
import time

import pool


def start(*targets):
    threads = [threading.Thread(target=t) for t in targets]
    for t in threads:
        t.start()
    return threads


def test_lost_update(counter):
    for t in start(counter.add_slowly, counter.add_slowly):
        t.join()
    assert counter.value == 2


def test_deadlock():
    a, b = pool.Account(10), pool.Account(10)
    for t in start(lambda: a.move(b, 1), lambda: b.move(a, 2)):
        t.join()
    assert a.balance + b.balance == 20


def test_two_instances():
    made = []
    for t in start(lambda: made.append(pool.instance(False)), lambda: made.append(pool.instance(False))):
        t.join()
    assert made[0] is made[1]


def test_sleep_for_order():
    done = []

    def work():
        done.append(1)
    threads = start(work)
    time.sleep(0.05)
    assert done == [1]
    threads[0].join()


def test_missed_notify():
    ready, condition = [], threading.Condition()

    def consume():
        if not ready:
            with condition:
                condition.wait()

    def produce():
        ready.append(1)
        with condition:
            condition.notify()
    for t in start(consume, produce):
        t.join()


class TestQueue:
    def test_thread_dies(self):
        tasks = queue.Queue()
        tasks.put(1)

        def work():
            if not tasks.empty():
                tasks.get_nowait()
        for t in start(work, work):
            t.join()
