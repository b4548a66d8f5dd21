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

// TestClaim: no two get the same processor as long as there are others, whatever they begin at, and no three as long as one has but
// one. One that is given back is free.
func TestClaim(t *testing.T) {
	list := []int{1001, 1002, 1003} // which no process of simrun takes
	claims := func(times int) (got []int, releases []func()) {
		for range times {
			core, release := claim(list, 4)
			got, releases = append(got, core), append(releases, release)
		}
		slices.Sort(got)
		return got, releases
	}
	first, releases := claims(3)
	second, more := claims(3)
	if !slices.Equal(first, list) || !slices.Equal(second, list) {
		t.Errorf("three have %v, and three more %v", first, second)
	}
	for i, release := range more {
		release()
		release = releases[2-i]
		release()
		if core, again := claim(list, 4); core != []int{1001, 1003, 1002}[i] { // from the second one on: 1002, 1003, 1001 were taken
			t.Errorf("after that of %d others was given back there is %d", i+1, core)
		} else {
			releases[2-i] = again
		}
	}
	for _, release := range releases {
		release()
	}
}
