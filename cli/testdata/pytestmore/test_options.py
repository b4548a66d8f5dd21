"""What a test is may depend on the options that pytest was given."""
import threading
import warnings


def test_options(request):
    got = []
    t = threading.Thread(target=lambda: got.append(request.config.getoption("only")))
    t.start()
    t.join()
    assert got == [["a", "b"]]
    assert not request.config.pluginmanager.hasplugin("logging")
    try:
        warnings.warn("old", DeprecationWarning)
    except DeprecationWarning:
        return
    assert False, "the warning is an error"
