package worker

import (
	"fmt"
	"os"
	"os/exec"
	"slices"
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
		defer pin(cmd.Process.Pid, c.number)()
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

// TestClaim: no two get the same processor as long as there are others, whatever they begin at, and one that is given back is free.
func TestClaim(t *testing.T) {
	list := []int{1001, 1002, 1003} // which no process of simrun takes
	var got []int
	var releases []func()
	for range 3 {
		core, release := claim(list, 4)
		got, releases = append(got, core), append(releases, release)
	}
	if slices.Sort(got); !slices.Equal(got, list) {
		t.Errorf("three have %v", got)
	}
	if core, _ := claim(list, 4); core != 1002 {
		t.Errorf("a fourth has %d, and not the one of its number", core)
	}
	releases[2]()
	if core, release := claim(list, 4); core != 1001 {
		t.Errorf("after that of the third was given back there is %d", core)
	} else {
		release()
	}
	releases[0]()
	releases[1]()
}
