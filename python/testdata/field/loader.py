"""What loaded.py imports."""
import sys
import threading

table, words = {}, ["one"]


def fill(known=None):
    if known is None:
        from loader import words as known
    table.update((word, len(word)) for word in known)


worker = threading.Thread(target=fill, args=(words,) if len(sys.argv) > 1 else (), name="filler")
worker.start()
worker.join()
