//go:build cpython

package cpython

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"maps"
	"os/exec"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
)

//go:embed testdata/texts.py
var textsScript string

// address is that of an object; the models show a name in its place.
var address = regexp.MustCompile(`0x[0-9a-f]+`)

// TestTextsOfPython provokes the errors in CPython itself, as far as this version has them. Those that are raised come
// from one process; a line of the log needs one of its own, because it may come when that exits.
func TestTextsOfPython(t *testing.T) {
	minor := needPython(t)
	var raise, print []*text
	for _, group := range slices.Sorted(maps.Keys(texts)) {
		for i := range texts[group] {
			switch x := &texts[group][i]; {
			case x.python == "" || minor < x.since:
			case x.how == logs:
				print = append(print, x)
			default:
				raise = append(raise, x)
			}
		}
	}
	var statements []string
	for _, x := range raise {
		statements = append(statements, x.python)
	}
	var got []string
	stdout, stderr := runTexts(t, statements)
	if err := json.Unmarshal(stdout, &got); err != nil || len(got) != len(raise) {
		t.Fatalf("%v: %s%s", err, stdout, stderr)
	}
	for i, x := range raise {
		if said := address.ReplaceAllString(got[i], "f"); said != x.want {
			t.Errorf("%s\nPython says %q, the table %q", x.python, said, x.want)
		}
	}
	for _, x := range print {
		_, stderr := runTexts(t, []string{x.python})
		if !hasLine(strings.Split(address.ReplaceAllString(string(stderr), "f"), "\n"), x.want) {
			t.Errorf("%s\nno line that Python prints begins with %q:\n%s", x.python, x.want, stderr)
		}
	}
	t.Logf("%d texts raised, %d printed", len(raise), len(print))
}

// runTexts runs a process that executes the statements and prints what each raised.
func runTexts(t *testing.T, statements []string) (stdout, stderr []byte) {
	t.Helper()
	list, err := json.Marshal(statements)
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("python3", "-c", textsScript, string(list))
	var outs, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &outs, &errs
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	watchdog := time.AfterFunc(wallTime, func() { cmd.Process.Kill() })
	defer watchdog.Stop()
	if err := cmd.Wait(); err != nil {
		t.Fatalf("%v: %s\n%s%s", err, list, &outs, &errs)
	}
	return outs.Bytes(), errs.Bytes()
}
