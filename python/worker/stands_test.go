package worker

import "testing"

// The line is that of the thread that runs, whatever processes and threads stand beside it: one that waits for its turn, a process
// that waits for its fork, and the frame in which each process begins.
func TestStanding(t *testing.T) {
	const (
		begins  = "  File \"<string>\", line 42 in _boot\n  File \"<string>\", line 45 in <module>\n"
		waits   = "Thread 0x0001 (most recent call first):\n  File \"<simrun>/handover.py\", line 48 in switch\n  File \"/home/me/script.py\", line 3 in idle\n"
		forked  = "Current thread 0x0002 (most recent call first):\n  File \"<simrun>/repeat.py\", line 90 in wait\n" + begins
		inHook  = "Thread 0x0003 (most recent call first):\n  File \"<simrun>/hooks.py\", line 20 in ld\n  File \"/home/me/script.py\", line 7 in fetch\n"
		library = "Thread 0x0004 (most recent call first):\n  File \"/usr/lib/python3/socket.py\", line 833 in connect\n"
		user    = "  File \"/home/me/script.py\", line 9 in fetch\n  File \"/usr/lib/python3/threading.py\", line 975 in run\n"
	)
	for name, c := range map[string]struct{ stacks, want string }{
		"in a hook":               {waits + "\n" + inHook, "script.py:7 in fetch"},
		"in the library":          {waits + library + user, "script.py:9 in fetch"},
		"beside one that forked":  {forked + waits + library + user, "script.py:9 in fetch"},
		"in the library alone":    {forked + library, "socket.py:833 in connect"},
		"in the program's string": {"Current thread 0x0002 (most recent call first):\n  File \"<string>\", line 1 in f\n" + begins, "<string>:1 in f"},
		"all wait":                {waits + forked, ""},
	} {
		if got := standing(c.stacks, "/home/me"); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}
