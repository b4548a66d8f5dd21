"""An executor has a set of its threads, and joins them in its order."""
from concurrent.futures import ThreadPoolExecutor


def test_four():
    with ThreadPoolExecutor(4) as executor:
        assert sum(executor.map(abs, [1, -2, 3, -4])) == 10
