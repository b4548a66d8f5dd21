import sys

first = sys.argv[0]  # "-m": python has not found yet what it is to execute
