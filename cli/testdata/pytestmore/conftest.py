def pytest_addoption(parser):
    parser.addoption("--only", action="append", default=[])
