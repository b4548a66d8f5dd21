import threading
import unittest

from jobs.store import Store


class TestStore(unittest.TestCase):
    def test_two_threads(self):
        store = Store()
        threads = [threading.Thread(target=store.add, args=(n,)) for n in (1, 2)]
        for t in threads:
            t.start()
        for t in threads:
            t.join()
        self.assertEqual(store.total, 3)
