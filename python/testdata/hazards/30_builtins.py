"""
>>> 1 + 1
2
"""
import builtins
import doctest
import gettext

print(hasattr(builtins, "_"), doctest.master)
gettext.install("app")  # _ is a builtin from here on, and doctest keeps what it has tested
print(doctest.testmod(), hasattr(builtins, "_"))
