"""
>>> 1 + 1
2
>>> t, lock = threading.Thread(target=int), threading.Lock(); t.start()
>>> t.join()
"""
import builtins
import doctest
import gettext
import threading

print(hasattr(builtins, "_"), doctest.master)
gettext.install("app")  # _ is a builtin from here on, and doctest keeps what it has tested
print(doctest.testmod(), hasattr(builtins, "_"))
