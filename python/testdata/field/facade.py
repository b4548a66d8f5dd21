"""A client that hides an event loop in a thread of its own: a listener that the loop calls asks the client, and so waits for the loop.
With the argument "fixed" listeners are called elsewhere."""
import asyncio
import sys
import threading


class Client:
    def __init__(self):
        self.loop = asyncio.new_event_loop()
        self.thread = threading.Thread(target=self.loop.run_forever, name="loop", daemon=True)
        self.thread.start()
        self.listeners = []

    def get(self, key):
        return asyncio.run_coroutine_threadsafe(self.fetch(key), self.loop).result()

    async def fetch(self, key):
        while self.listeners:
            listener = self.listeners.pop()
            if sys.argv[1:]:
                await self.loop.run_in_executor(None, listener, key)
            else:
                listener(key)
        return key.upper()


def audit(key):
    print("audit", client.get("owner of " + key))


client = Client()
client.listeners.append(audit)
assert client.get("a") == "A"
