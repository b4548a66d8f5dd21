# A global that only the script's outermost level changes.
import __main__

last = False


def invariant():
    global last
    assert __main__.done or not last
    last = __main__.done
    return not __main__.done
