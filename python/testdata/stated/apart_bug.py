# Each of the four states that apart.py goes through, and no other: both, a alone, b alone, none.
import __main__


def invariant():
    a, b = __main__.a.on, __main__.b.on
    seen = [a, b]
    seen.append(__main__.done)
    assert seen != [False, True, False]
