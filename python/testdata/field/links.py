"""A queue of links whose class leaves out what was there before: who asks first whether it was may still be late, and the page is
fetched twice. With the argument "fixed" the class is asked by put alone."""
import queue
import sys
import threading

fixed = sys.argv[1:] == ["fixed"]


class Links(queue.Queue):
    def _init(self, maxsize):
        super()._init(maxsize)
        self.seen = set()

    def _put(self, link):
        if not fixed or link not in self.seen:
            self.seen.add(link)
            super()._put(link)

    def put_new(self, link):
        if link not in self.seen:
            self.put(link)


links = Links()
crawlers = [threading.Thread(target=links.put_new, args=("/about",)) for _ in range(2)]
for t in crawlers:
    t.start()
for t in crawlers:
    t.join()
fetched = []
while not links.empty():
    fetched.append(links.get())
assert fetched == ["/about"], fetched
