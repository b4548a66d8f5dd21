//go:build cpython

package python_test

import (
	"strings"
	"testing"

	"simrun/report"
)

// TestKeptWithin: what asyncio keeps of a future or a loop has no name in the script, so a report speaks of the future, by its line, and of the
// method. A list of the script's own keeps its name.
func TestKeptWithin(t *testing.T) {
	const woken = `
import asyncio, threading
done = []
async def main():
    future = asyncio.get_running_loop().create_future()
    def work():
        done.append(1)
        future.set_result(42)  # call_soon_threadsafe would wake the loop
    threading.Thread(target=work, name="worker").start()
    done.append(2)
    await future
asyncio.run(main())
`
	onEach(t, func(t *testing.T, interpreter string) {
		text := strings.Join(strings.Fields(asText(t, write(t, interpreter, woken), "deadlock", report.Options{})), " ")
		for _, want := range []string{"Future (line 5).set_result", "EventLoop (line 12).call_soon", "done.append"} {
			if !strings.Contains(text, want) {
				t.Errorf("no %q: %s", want, text)
			}
		}
		if strings.Contains(text, "Future.state") {
			t.Error(text)
		}
	})
}
