//go:build cpython

package python_test

import (
	"strings"
	"testing"

	"simrun/scheduler"
)

// onlyPrinted are scripts in which something fails that Python only prints, with what is said of it. In the twin of each, where
// fixed is true, the script sees to it.
var onlyPrinted = []struct{ name, script, says string }{
	{"done callback", `
from concurrent.futures import ThreadPoolExecutor
def report(future):
    if not fixed or not future.exception():
        future.result()
with ThreadPoolExecutor(1) as pool:
    pool.submit(int, "x").add_done_callback(report)
`, "the callback report: ValueError: invalid literal for int() with base 10: 'x' at script.py:6"},
	{"finalizer", `
class File:
    def __del__(self):
        if not fixed:
            raise ValueError("closed twice")
File()
`, "File.__del__: ValueError: closed twice at script.py:6"},
	{"task", `
import asyncio
async def child():
    raise ValueError("lost")
async def main():
    task = asyncio.get_running_loop().create_task(child())
    await asyncio.sleep(1)
    if fixed:
        task.exception()
asyncio.run(main())
`, "the task child: ValueError: lost at script.py:5"},
	{"callback of a loop", `
import asyncio
def tick():
    raise ValueError("tick")
async def main():
    loop = asyncio.get_running_loop()
    if fixed:
        loop.set_exception_handler(lambda loop, context: None)
    loop.call_soon(tick)
    await asyncio.sleep(1)
asyncio.run(main())
`, "the callback tick: ValueError: tick at script.py:5"},
	{"handler of a server", `
import socket, socketserver, threading
class Handler(socketserver.BaseRequestHandler):
    def handle(self):
        raise BrokenPipeError if fixed else ValueError("bad request")
with socketserver.TCPServer(("127.0.0.1", 0), Handler) as server:
    serves = threading.Thread(target=server.handle_request)
    serves.start()
    socket.create_connection(server.server_address).close()
    serves.join()
`, "the handler Handler: ValueError: bad request at script.py:6"},
	{"handler of logging", `
import logging
logging.raiseExceptions = not fixed
logging.warning("%d", "x")
`, "the StreamHandler of logging: TypeError: %d format: a "},
}

// TestPrinted: an exception that nobody is given, because Python prints it and goes on, is a finding with its line; none is what the program
// has seen to.
func TestPrinted(t *testing.T) {
	onEach(t, func(t *testing.T, interpreter string) {
		for i, c := range onlyPrinted {
			if !hasTurn(interpreter, i) {
				continue
			}
			o := scheduler.Options{Strategy: "dpor", First: true, NoShrink: true, Executions: 200}
			r := exploreByDefault(t, write(t, interpreter, "fixed = False\n"+c.script), o)
			if len(r.Findings) != 1 || r.Findings[0].Kind != "exception-unread" || !strings.Contains(r.Findings[0].Message, c.says) {
				t.Errorf("%s: %s", c.name, kinds(r))
			}
			if r = exploreByDefault(t, write(t, interpreter, "fixed = True\n"+c.script), o); len(r.Findings) > 0 {
				t.Errorf("%s, fixed: %s", c.name, kinds(r))
			}
		}
	})
}
