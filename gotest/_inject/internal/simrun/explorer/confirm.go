package explorer

import (
	"context"
	"os"
	"os/exec"
	"strings"
	"time"

	"simrun/gotest/settings"
	"simrun/hooks"
	"simrun/report"
	"simrun/scheduler"
)

// patience is for a test binary, whose TestMain may have something to do.
const patience = 20 * time.Second

// confirm replays a finding in a process of its own, as whoever gets the line that replays it will. It may show nothing there if it
// came of what earlier executions have left. If the process cannot tell, doubt says so: it may want what this one has.
func (e *exploration) confirm(f *scheduler.Finding) (doubt string, shows bool) {
	if f.Kind == hooks.OutsideKind {
		return "", true // it is none, and to look again would make connections
	}
	hooks.PutBack()
	s := e.settings
	s.Replay = f.Token.String()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	cmd := exec.CommandContext(ctx, "/proc/self/exe", e.arguments()...)
	cmd.Args[0] = os.Args[0]
	cmd.Env = append(os.Environ(), settings.Variable+"="+s.String())
	out, err := cmd.CombinedOutput()
	switch text := string(out); {
	case strings.Contains(text, f.Kind+" in "+e.name+"\n"):
		return "", true
	case strings.Contains(text, isAnother), strings.Contains(text, "simrun: "+showsNone):
		return "", false
	case err != nil:
		lines := strings.Split(strings.TrimSpace(text), "\n")
		return "simrun: whether it shows in a new process is not known: " + err.Error() + ": " + report.Plain(lines[len(lines)-1]) + "\n", true
	}
	return "simrun: whether it shows in a new process is not known: the test was not executed there\n", true
}

// arguments are those of this process, for this test alone, without the files that go test has it write.
func (e *exploration) arguments() []string {
	list := []string{"-test.v", "-test.run=^" + e.name + "$"}
	for _, arg := range os.Args[1:] {
		if !strings.HasPrefix(arg, "-test.") || strings.HasPrefix(arg, "-test.short") {
			list = append(list, arg)
		}
	}
	return list
}
