"""Tasks that wait for tasks of their own pool, which has no other worker.  With the argument "fixed" those have a pool of their own."""
import sys
from concurrent.futures import ThreadPoolExecutor, as_completed


class Crawler:
    def __init__(self):
        self.pool = ThreadPoolExecutor(max_workers=1)
        self.pages = ThreadPoolExecutor(max_workers=1) if sys.argv[1:] else self.pool

    def page(self, url):
        return len(url)

    def site(self, url):
        return sum(f.result() for f in as_completed([self.pages.submit(self.page, url + p) for p in "ab"]))

    def run(self, urls):
        with self.pages, self.pool:
            return list(self.pool.map(self.site, urls))


assert Crawler().run(["x"]) == [4]
