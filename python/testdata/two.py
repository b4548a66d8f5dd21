import threading
a, b = threading.Lock(), threading.Lock()
def work(first, second):
    with first:
        with second:
            print("in")
for pair in (a, b), (b, a):
    threading.Thread(target=work, args=pair).start()
