"""It finds what another execution of it makes meanwhile: only one may take place at a time."""
import os
import sys
import threading
import time

folder = sys.argv[1]
os.mkdir(folder)
thread = threading.Thread(target=time.sleep, args=(1,))
thread.start()
thread.join()
os.rmdir(folder)
