"""Twenty tests, of which six have a bug each: see pytest_test.go."""
import threading

import pytest


@pytest.fixture(scope="session")
def settings():
    return {"limit": 2, "lock": threading.Lock()}


@pytest.fixture
def counter():
    from pool import Counter
    counter = Counter()
    yield counter
    counter.close()
