# Two threads change two variables that have nothing to do with each other, and print when they have.
import threading


class Switch:
    on = False


def left():
    a.on = True


def right():
    b.on = True


a, b, done = Switch(), Switch(), False
threads = [threading.Thread(target=left), threading.Thread(target=right)]
for t in threads:
    t.start()
for t in threads:
    t.join()
done = True
