package worker

import (
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"
)

// TestPin checks that a process which is pinned has the policy by which a thread that is woken waits until the one that runs blocks:
// its field of /proc/PID/stat, which is the 41st, and 0 for all other processes.
func TestPin(t *testing.T) {
	cmd := exec.Command("sleep", "60")
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	defer func() { _, _ = cmd.Process.Kill(), cmd.Wait() }()
	for _, c := range []struct{ number, policy int }{{-1, 0}, {0, schedBatch}} { // that of a process without a number is left alone
		pin(cmd.Process.Pid, c.number)
		data, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", cmd.Process.Pid))
		if err != nil {
			t.Fatal(err)
		}
		_, rest, _ := strings.Cut(string(data), ") ")
		if got := strings.Fields(rest)[38]; got != fmt.Sprint(c.policy) {
			t.Errorf("with number %d the policy is %s, want %d", c.number, got, c.policy)
		}
	}
}
