package cli

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"simrun/models/lock"
	"simrun/models/thread"
	"simrun/properties/catalog"
	"simrun/sim"
)

// ownEntries are a catalog as a user may have it: without groups, summaries, expectations or properties where they can be
// left out.
func ownEntries() []catalog.Entry {
	program := func(times int) func(catalog.Values) (func(*sim.World), []sim.Property) {
		return func(v catalog.Values) (func(*sim.World), []sim.Property) {
			return func(w *sim.World) {
				l := lock.New(w, "lock")
				var threads []*thread.Thread
				for range v.Int("threads") {
					t := thread.New(w, thread.Target("worker", func() {
						for range times {
							l.Acquire()
						}
						for range times {
							l.Release()
						}
					}))
					t.Start()
					threads = append(threads, t)
				}
				for _, t := range threads {
					t.Join()
				}
			}, nil
		}
	}
	threads := []catalog.Param{catalog.Number("threads", 2, 1, 4, "how many take the lock")}
	return []catalog.Entry{
		{Name: "twice", Summary: "a lock that is taken twice", Params: threads, Program: program(2)},
		{Name: "quiet", Group: "others", Program: program(0), Params: threads},
		{Name: "once", Summary: "a lock that is taken once", Params: threads, Program: program(1)},
	}
}

// A catalog that cannot be offered is one line on stderr, whatever the command line.
func TestBadCatalog(t *testing.T) {
	entry := ownEntries()[0]
	named := func(name string) catalog.Entry {
		e := entry
		e.Name = name
		return e
	}
	for want, list := range map[string][]catalog.Entry{
		"mytool: the catalog is empty: give it an entry\n":                                                          nil,
		"mytool: the catalog has \"twice\" twice, as its entries 1 and 2: a token could not tell them apart\n":      {entry, entry},
		"mytool: the catalog has an entry with the name \"run\", which is a command: give it another name\n":        {entry, named("run")},
		"mytool: the catalog has an entry with the name \"help\", which is a command: give it another name\n":       {named("help")},
		"mytool: the catalog has an entry with the name \"completion\", which is a command: give it another name\n": {named("completion")},
		"mytool: entry 1 has the name \"a b\", which cannot be typed as one word: want one such as \"two-locks\"\n": {named("a b")},
		"mytool: twice of the catalog: the default threads=\"9\" is not allowed: want a number from 1 to 4\n":       {bad(entry)},
	} {
		var out, errs bytes.Buffer
		code := newApp("/usr/bin/mytool", list, strings.NewReader(""), &out, &errs).run([]string{"list"})
		if code != exitUsage || out.Len() > 0 || errs.String() != want {
			t.Errorf("exit code %d, stdout %q, stderr %q, want %q", code, out.String(), errs.String(), want)
		}
	}
}

// bad has a default out of its range.
func bad(e catalog.Entry) catalog.Entry {
	e.Params = []catalog.Param{catalog.Number("threads", 9, 1, 4, "")}
	return e
}

func TestNameOf(t *testing.T) {
	for arg0, want := range map[string]string{
		"simrun": "simrun", "/usr/bin/mytool": "mytool", "./mytool.exe": "mytool", "my tool": "my-tool",
	} {
		if got := nameOf(filepath.FromSlash(arg0)); got != want {
			t.Errorf("%q: %q, want %q", arg0, got, want)
		}
	}
}

// A package is named as it was most probably typed: by its path from the directory, if that is in its module.
func TestMainPackage(t *testing.T) {
	root := t.TempDir()
	for _, dir := range []string{"cmd/tool", "other", "nested"} {
		if err := os.MkdirAll(filepath.Join(root, dir), 0o777); err != nil {
			t.Fatal(err)
		}
	}
	for dir, module := range map[string]string{".": "example.org/m", "nested": "\"example.org/nested\""} {
		if err := os.WriteFile(filepath.Join(root, dir, "go.mod"), []byte("// A comment.\nmodule "+module+" // and one\n\ngo 1.26\n"), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct{ pkg, module, dir, want string }{
		{"example.org/m/cmd/tool", "example.org/m", ".", "./cmd/tool"},
		{"example.org/m/cmd/tool", "example.org/m", "cmd", "./tool"},
		{"example.org/m/cmd/tool", "example.org/m", "cmd/tool", "."},
		{"example.org/m/cmd/tool", "example.org/m", "other", "../cmd/tool"},
		{"example.org/m", "example.org/m", ".", "."},
		{"example.org/m", "example.org/m", "other", ".."},
		{"example.org/m/cmd/tool", "example.org/m", "nested", "example.org/m/cmd/tool"},
		{"example.org/nested", "example.org/nested", "nested", "."},
		{"simrun/cmd/simrun", "simrun", ".", "simrun/cmd/simrun"},
		{"simrun/cmd/simrun", "simrun", "../..", "simrun/cmd/simrun"},
	} {
		if got := mainPackage(c.pkg, c.module, filepath.Join(root, c.dir)); got != c.want {
			t.Errorf("%s in %s: %q, want %q", c.pkg, c.dir, got, c.want)
		}
	}
}

func TestBuiltByGoRun(t *testing.T) {
	for exe, want := range map[string]bool{
		"/tmp/go-build123/b001/exe/tool": true,
		"/cache/3f/3f0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcd-d/tool": true,
		"/home/user/go/bin/tool": false, "/home/user/3f/tool": false,
	} {
		if got := builtByGoRun.MatchString(exe); got != want {
			t.Errorf("%s: %v", exe, got)
		}
	}
}

func TestShellWord(t *testing.T) {
	for word, want := range map[string]string{
		"./mytool": "./mytool", "my tool": "'my tool'", "it's": `'it'\''s'`, "a$b": "'a$b'", "": "''", `C:\bin\tool.exe`: `C:\bin\tool.exe`,
	} {
		if got := shellWord(word); got != want {
			t.Errorf("%q: %s, want %s", word, got, want)
		}
	}
}
