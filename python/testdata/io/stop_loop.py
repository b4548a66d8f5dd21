"""loop.stop() from another thread does not wake the loop.  "fixed" has it called by the loop."""
import asyncio
import sys
import threading

loop = asyncio.new_event_loop()
thread = threading.Thread(target=loop.run_forever, name="loop")
thread.start()
if "fixed" in sys.argv:
    loop.call_soon_threadsafe(loop.stop)
else:
    loop.stop()
thread.join()
loop.close()
