package cli

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"simrun/models/event"
	"simrun/models/logging"
	"simrun/models/queue"
	"simrun/properties/catalog"
	"simrun/report"
	"simrun/sim"
)

// acting acts on a terminal, on lines, and on several CIs.
const acting = "\x1b[31m\x07\x00\u009b\u202e\xff\n::error::x\r\n##[error]y"

// actingEntry has it wherever a program or its author can put a text.
func actingEntry() catalog.Entry {
	return catalog.Entry{
		Name: "acting", Summary: "s" + acting, Params: []catalog.Param{catalog.Word("w", "a", []string{"a", "b"}, "help"+acting)},
		Expected: catalog.Expected{Note: acting},
		Program: func(catalog.Values) (func(*sim.World), []sim.Property) {
			return func(w *sim.World) {
				q, e := queue.New(w, acting, 0), event.New(w, acting)
				logging.Print(w, "%s", acting)
				logging.Print(w, "::error::z")
				w.Observe("o"+acting, acting)
				q.Put(acting)
				w.Spawn(acting, func() { e.Wait() })
				panic(errors.New(acting))
			}, nil
		},
	}
}

// TestNothingActs looks at all that commands print of such a program, and of arguments that act.
func TestNothingActs(t *testing.T) {
	transcript := filepath.Join(t.TempDir(), "log.txt")
	if err := os.WriteFile(transcript, []byte("a\x1b[31m::error::b\u202e\n::error::c\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	run := func(args ...string) string {
		var stdout, stderr bytes.Buffer
		a := newApp("simrun", []catalog.Entry{actingEntry()}, strings.NewReader(""), &stdout, &stderr)
		a.self = "simrun"
		a.run(args)
		text := stdout.String() + "\n" + stderr.String()
		for i, r := range text {
			if r == utf8.RuneError || r != '\n' && !unicode.IsGraphic(r) && r != '\t' {
				t.Errorf("%q prints %q", args, text[max(0, i-30):min(len(text), i+10)])
				break
			}
		}
		if command := regexp.MustCompile(`(?m)^\s*::.*|.*##\[.*`).FindString(text); command != "" && !strings.Contains(strings.Join(args, " "), "github") {
			t.Errorf("%q prints %q", args, command)
		}
		return text
	}
	text := run("run", "acting")
	token := regexp.MustCompile(`s1\.[\w-]+`).FindString(text)
	if !strings.Contains(text, `\x1b[31m\x07\x00\u009b\u202e\xff\n::error::x`) || token == "" {
		t.Errorf("what the program printed is not shown:\n%s", text)
	}
	run("run", "acting", "--json")
	run("run", "acting", "--verbose")
	run("explore", "acting", "--executions", "20")
	run("explore", "acting", "--executions", "20", "--json")
	run("replay", token)
	for _, format := range report.Formats() {
		run("report", token, "--format", format)
	}
	run("list")
	run("list", "--json")
	run("explain", "acting", transcript)
	run(acting)
	run("run", acting)
	run("run", "acting", "--param", acting)
	run("run", "acting", "--param", "w="+acting)
	run("run", "acting", "--seed", acting)
	run("replay", acting)
	run("replay", "s1."+acting)
	run("run", "--"+acting)
	run("report", token, "--format", acting)
	run("report", token, "-o", "/nowhere/"+strings.ReplaceAll(acting, "\x00", ""))
	run("explain", "acting", acting)
}

// TestColumns: a table is as wide as the terminal says, and reports are as they were where nothing says so.
func TestColumns(t *testing.T) {
	widest := func(columns string) int {
		t.Setenv("COLUMNS", columns)
		var stdout bytes.Buffer
		newApp("simrun", catalog.All(), strings.NewReader(""), &stdout, &stdout).run([]string{"explore", "timed-out-waiter", "--workers", "1"})
		n := 0
		for _, line := range strings.Split(stdout.String(), "\n") {
			if strings.HasPrefix(line, "───") {
				n = max(n, utf8.RuneCountInString(line))
			}
		}
		return n
	}
	for columns, want := range map[string][2]int{"": {80, 100}, "140": {110, 140}, "70": {50, 70}, "wide": {80, 100}} {
		if got := widest(columns); got < want[0] || got > want[1] {
			t.Errorf("COLUMNS=%s: %d columns, want %d to %d", columns, got, want[0], want[1])
		}
	}
}
