package gotest_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// command is simrun, built once.
var command string

func TestMain(m *testing.M) {
	dir, err := os.MkdirTemp("", "gotest-")
	if err != nil {
		panic(err)
	}
	command = filepath.Join(dir, "simrun")
	code := m.Run()
	os.RemoveAll(dir)
	os.Exit(code)
}

// result is what go test says of a test.
type result struct{ action, output string }

// gotest runs simrun gotest in a folder of testdata; the results are by test.
func gotest(t *testing.T, folder string, args ...string) (code int, results map[string]*result) {
	t.Helper()
	code, out := run(t, folder, append([]string{"-json"}, args...)...)
	results = map[string]*result{}
	for line := range strings.Lines(out) {
		var e struct{ Action, Test, Output string }
		if err := json.Unmarshal([]byte(line), &e); err != nil {
			t.Fatalf("%v: %s", err, line)
		}
		if e.Test == "" {
			continue
		}
		r := results[e.Test]
		if r == nil {
			r = &result{}
			results[e.Test] = r
		}
		if e.Action == "output" {
			r.output += e.Output
		} else {
			r.action = e.Action
		}
	}
	return code, results
}

// run runs simrun gotest in a folder of testdata, where nothing is kept, or in any other.
func run(t *testing.T, folder string, args ...string) (code int, out string) {
	t.Helper()
	buildCommand(t)
	if !filepath.IsAbs(folder) {
		folder, args = filepath.Join("testdata", folder), append([]string{"--no-store"}, args...)
	}
	cmd := exec.Command(command, append([]string{"gotest"}, args...)...)
	cmd.Dir = folder
	if version := os.Getenv("GOTEST_TOOLCHAIN"); version != "" { // .ci/gotest-versions
		cmd.Env = append(os.Environ(), "GOTOOLCHAIN="+version)
	}
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	if err := cmd.Run(); err != nil {
		if _, ok := err.(*exec.ExitError); !ok {
			t.Fatal(err)
		}
	}
	if stderr.Len() > 0 {
		t.Logf("stderr: %s", &stderr)
	}
	return cmd.ProcessState.ExitCode(), stdout.String()
}

// buildCommand builds the command, unless somebody has.
func buildCommand(t testing.TB) {
	t.Helper()
	if testing.Short() {
		t.Skip("it builds Go's library")
	}
	if _, err := os.Stat(command); err != nil {
		if out, err := exec.Command("go", "build", "-o", command, "simrun/cmd/simrun").CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
	}
}

const exhausted = "there is no failure in any order of its operations"

// check compares what is said of each test with the beginning of a line that it must have said.
func check(t *testing.T, results map[string]*result, want map[string]string) {
	t.Helper()
	for name, says := range want {
		action := "fail"
		switch {
		case strings.HasPrefix(says, "no failure") || says == exhausted:
			action = "pass"
		case says == "":
			action = "skip"
		}
		r := results[name]
		if r == nil {
			t.Errorf("%s was not executed", name)
			continue
		}
		if r.action != action || !regexp.MustCompile(`(?m)^ +(simrun: )?`+regexp.QuoteMeta(says)).MatchString(r.output) && says != "" {
			t.Errorf("%s: %s, want %s and %q:\n%s", name, r.action, action, says, r.output)
		}
	}
	for name := range results {
		if _, ok := want[name]; !ok {
			t.Errorf("nothing is expected of %s", name)
		}
	}
}

// first is where a report says in which execution a finding was seen first.
var first = regexp.MustCompile(`first\s+seen\s+in\s+execution\s+(\d+)`)

// TestKernels: each bug is found for what it is, within a hundred executions, and the twins of some are proved. With -v it
// prints in which execution each was seen first.
func TestKernels(t *testing.T) {
	code, results := gotest(t, "kernels", "--leaks", "--races", ".")
	if code != 1 {
		t.Errorf("exit code %d", code)
	}
	want := map[string]string{}
	for says, names := range map[string]string{
		"leak": "LockOverSend LateAnswer UnreadError TwoErrors Distributor UnclosedRows",
		"deadlock": "Balancer TwoOrders LockedTwice ForgottenUnlock ReadAgain WaitInLoop NoSignal ClosesItself NobodyLeft Tokens " +
			"StopUnderLock Poller ClosedStream Awake FirstJob SecondAnswer LeftLoop ErrorUnderLock Callback Circle ReadUnderWrite " +
			"Checkpoint ForgottenRUnlock ReadByTwo Continue SignalledBefore",
		"panic": "SentAfterClose", "test-failed": "LostCount", "fatal-error": "UnlockedTwice",
		"data-race": "ClosedTwice SharedError LookWithoutLock FilledMap WrittenByReaders SetUpLate NilChannel AddedTooLate",
		exhausted: "LockOverSendRight LateAnswerRight NoSignalRight NobodyLeftRight ClosedTwiceRight AddedInTime CircleRight " +
			"LookWithoutLockRight",
	} {
		for name := range strings.FieldsSeq(names) {
			want["Test"+name] = says
		}
	}
	check(t, results, want)
	for name, r := range results {
		execution := "1"
		if m := first.FindStringSubmatch(r.output); m != nil {
			execution = m[1]
		}
		if want[name] != exhausted {
			t.Logf("%-22s %-12s first in execution %s", name, want[name], execution)
			if len(execution) > 2 {
				t.Errorf("%s was found only in execution %s", name, execution)
			}
		}
	}
}

// TestFeatures: what tests do in Go they do here.
func TestFeatures(t *testing.T) {
	code, results := gotest(t, "features", "--budget=60s", ".", "-skip=^TestFile")
	if code != 1 {
		t.Errorf("exit code %d", code)
	}
	check(t, results, map[string]string{
		"TestSubtests": exhausted, "TestParallel": exhausted, "TestSkipped": "", "TestFatalInSome": "test-failed",
		"TestHelperFails": "test-failed", "TestPanics": "panic", "TestRecovers": exhausted, "TestGoexit": exhausted,
		"TestDeadline": exhausted, "TestTicker": exhausted, "TestBubble": exhausted, "TestPull": exhausted, "TestReflect": exhausted,
		"TestMapsAndPools": exhausted, "TestMapOrder": exhausted, "TestRandom": "no failure found", "TestPackageVariable": exhausted,
		"TestDoesNotRepeat": "TestDoesNotRepeat cannot be searched", "TestNetwork": "outside", "TestNetworkInSome": "outside", "TestProcess": "outside in TestProcess: TestProcess starts a process,", "TestTooLong": "timeout",
		"TestOnlyPlain": exhausted, "TestLeftRunning": exhausted, "TestNil": exhausted, "TestCancelled": exhausted,
		"TestLength": "test-failed", "TestTwoLook": "deadlock", "TestNumGoroutine": exhausted, "TestPolite": "livelock",
		"TestValue": exhausted, "TestValueLost": "test-failed", "TestLog": exhausted, "TestLogger": exhausted, "TestOfVariable": exhausted,
		"TestOfVariableTwice": "deadlock", "TestOfShards": exhausted, "TestMadeForVariable": exhausted, "TestMadeForVariableTwice": "deadlock", "TestTimerBuffer": exhausted, "TestTimersSideBySide": exhausted, "TestTickerLeft": "test-failed", "TestStacks": exhausted, "TestCallers": exhausted, "TestStackLeft": "test-failed",
		"TestOtherValues": "test-failed", "TestSignal": exhausted, "TestSignalLost": "deadlock", "TestFatal": "exit in TestFatal", "TestTimerLeft": "deadlock",
		"TestExit": "exit in TestExit", "TestCollected": "runtime.GC does nothing", "TestFinalizer": exhausted, "TestDraws": exhausted, "TestJitter": exhausted, "TestSecret": exhausted, "TestOrderOfMap": exhausted, "TestUnique": exhausted,
		"TestSignalContext": exhausted,
		"TestMadeValue":     exhausted, "TestMadeSlice": exhausted, "TestMadeTwice": "deadlock", "TestAfterFunc": exhausted, "TestVersion": exhausted,
		"TestSignalUnasked": "outside in TestSignalUnasked: TestSignalUnasked sends a signal to its own process for which nobody has asked, user defined signal 1",
		"TestLongBubble":    exhausted, "TestFailsAndWaits": "deadlock",
	})
	for name, r := range results {
		if strings.Contains(r.output, "printed by the program\n") {
			t.Errorf("%s: what the program prints is shown: %s", name, r.output)
		}
		if strings.Contains(r.output, "is not known") {
			t.Errorf("%s: a new process does not show what was found: %s", name, r.output)
		}
	}
	if says := results["TestTwoLook"].output; !strings.Contains(says, "c.len: 1/1") {
		t.Errorf("len is no step: %s", says)
	}
	for name, want := range map[string]string{
		"TestFatal": "TestFatal calls log.Fatalln at unseen_test.go:", "TestExit": "which ends the process with exit code 0",
		"TestTimerLeft": fmt.Sprintf("func1 :%d waits in chan.send on done;", lineOf(t, "testdata/features/unseen_test.go", "time.AfterFunc(")),
		"TestNetwork":   "waits for the network or a pipe of the system, which simrun cannot replay: use net.Pipe, io.Pipe, httptest.NewRecorder or a fake in its place, or leave",
		"TestProcess":   "TestProcess starts a process, which simrun cannot replay: use a fake in its place, or leave",
		"TestDraws":     ", with the random numbers of seed 0, and no others", "TestOrderOfMap": ", with the orders of maps of seed 0, and no others",
	} {
		if says := strings.Join(strings.Fields(results[name].output), " "); !strings.Contains(says, want) {
			t.Errorf("%s: want %q: %s", name, want, says)
		}
	}
	if says := results["TestTickerLeft"].output; strings.Contains(says, "waits in") || strings.Contains(says, "for ever") {
		t.Errorf("nobody waits: %s", says)
	}
	for _, name := range []string{"TestUnique", "TestParallel", "TestStacks", "TestPull"} {
		if says := results[name].output; strings.Contains(says, "of seed 0") {
			t.Errorf("it draws nothing: %s", says)
		}
	}
	if says := strings.Join(strings.Fields(results["TestOtherValues"].output), " "); !strings.Contains(says, "All of 400 under random switching") {
		t.Errorf("with other numbers it is another failure: %s", says)
	}
	_, files := gotest(t, "features", "--strategy=dpor", ".", "-run", "^TestFile") // an execution takes milliseconds
	check(t, files, map[string]string{
		"TestFile": "test-failed", "TestFileLocked": exhausted, "TestFileMade": "test-failed", "TestFileLeft": "test-failed",
		"TestFileLeftLocked": exhausted, "TestFileChanged": "no failure found", "TestFileMoved": "no failure found",
		"TestFileRenamed": exhausted, "TestFileRemoved": exhausted, "TestFileListed": exhausted, "TestFileSought": exhausted,
	})
	if says := files["TestFileChanged"].output; !strings.Contains(says, "all orders of its operations, but a file that was there before is not put back: ") {
		t.Errorf("it changes a file: %s", says)
	}
	if says := files["TestFileLeft"].output; !strings.Contains(says, "1 preemption (no schedule with fewer shows it)") {
		t.Errorf("it is not made small: %s", says)
	}
	if _, err := os.Stat("testdata/features/at.work"); err == nil {
		t.Error("a file is left")
	}
	if _, err := os.Stat("testdata/features/kept.txt"); err != nil {
		t.Error("a file that was there is lost: ", err)
	}
	_, one := gotest(t, "features", ".", "-run", "^TestSubtests$", "-parallel=1") // as many run side by side on every machine
	check(t, one, map[string]string{"TestSubtests": exhausted})
}

// lineOf is the number of the first line of a file that has a text in it.
func lineOf(t *testing.T, path, text string) int {
	t.Helper()
	data, err := os.ReadFile(path)
	before, _, ok := strings.Cut(string(data), text)
	if err != nil || !ok {
		t.Fatalf("%s has no %q, %v", path, text, err)
	}
	return strings.Count(before, "\n") + 1
}

// TestReplay: the line that a finding ends with shows it again in a new process, and two searches say the same.
func TestReplay(t *testing.T) {
	_, first := run(t, "kernels", ".", "-run", "TestBalancer")
	_, second := run(t, "kernels", ".", "-run", "TestBalancer")
	took := regexp.MustCompile(`\(?\d+\.\d+s\)?`)
	if a, b := took.ReplaceAllString(first, ""), took.ReplaceAllString(second, ""); a != b || !strings.Contains(a, "deadlock in TestBalancer") {
		t.Errorf("first\n%s\nthen\n%s", a, b)
	}
	_, line, ok := strings.Cut(first, "replay with: ")
	if !ok {
		t.Fatal(first)
	}
	line, _, _ = strings.Cut(line, "\n")
	token := regexp.MustCompile(`--replay=(\S+) (\S+) -run '(\S+)'`).FindStringSubmatch(line)
	if token == nil {
		t.Fatal(line)
	}
	code, out := run(t, "kernels", "--replay="+token[1], token[2], "-run", token[3])
	if code != 1 || !strings.Contains(out, "deadlock in TestBalancer") || !strings.Contains(out, line) {
		t.Errorf("exit code %d\n%s", code, out)
	}
	code, out = run(t, "kernels", "--replay="+token[1], token[2], "-run", "^TestTwoOrders$", "-v")
	if code != 0 || !strings.Contains(out, "the token is of gotest:kernels:TestBalancer") {
		t.Errorf("of another test: exit code %d\n%s", code, out)
	}
}

// TestRaces: each data race is found, and the twin in which goroutines are in an order has none.
func TestRaces(t *testing.T) {
	_, results := gotest(t, "races", "--races", ".")
	want := map[string]string{"TestLoadAndStore": "test-failed", "TestFlagLost": "test-failed"}
	for name := range results {
		switch base, _, sub := strings.Cut(name, "/"); {
		case sub || want[name] != "":
		case strings.HasSuffix(base, "Right"):
			want[name] = exhausted
		default:
			want[name] = "data-race"
		}
	}
	check(t, results, want)
	if text := strings.Join(strings.Fields(results["TestPlain"].output), " "); !strings.Contains(text, "writes at races_test.go:26") || !strings.Contains(text, "reads at races_test.go:26") {
		t.Errorf("it does not name the line: %s", text)
	}
	for name, says := range map[string]string{
		"TestBuffer": "writes in bytes.Buffer.WriteString at library_test.go:", "TestPrinted": "writes in fmt.Fprint at library_test.go:",
		"TestBuilder": "in strings.Builder.WriteByte at library_test.go:", "TestNumbers": "in slices.Sort[...] at library_test.go:",
	} {
		if text := strings.Join(strings.Fields(results[name].output), " "); !strings.Contains(text, says) {
			t.Errorf("%s: want %q: %s", name, says, text)
		}
	}
	_, results = gotest(t, "races", ".", "-run", "^Test(Send|Plain|Buffer|LoadAndStore|FlagLost|FlagRight)$")
	check(t, results, map[string]string{
		"TestSend": exhausted, "TestPlain": exhausted, "TestBuffer": exhausted, "TestLoadAndStore": "test-failed", "TestFlagLost": "test-failed", "TestFlagRight": exhausted,
	})
}
