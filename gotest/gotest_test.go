package gotest

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"simrun"
	"simrun/gotest/settings"
)

// TestTable: the table is sorted, each hook has a reason, and none is there twice.
func TestTable(t *testing.T) {
	list := hooks()
	for i, h := range list {
		if h.why == "" || h.text == "" {
			t.Errorf("%s.%s has no reason or no text", h.pkg, h.function)
		}
		if i > 0 && list[i-1].pkg == h.pkg && list[i-1].function == h.function {
			t.Errorf("%s.%s is there twice", h.pkg, h.function)
		}
	}
	if !slices.IsSortedFunc(table, func(a, b hook) int {
		return slices.Compare([]string{a.pkg, a.function}, []string{b.pkg, b.function})
	}) {
		t.Error("the table is not sorted")
	}
}

// library is a folder with one package of Go's library.
func library(t *testing.T, text string) *folder {
	t.Helper()
	root := t.TempDir()
	if err := os.MkdirAll(filepath.Join(root, "src", "p"), 0o777); err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{"p.go": text, "p_test.go": "package p\n\nfunc F() {}\n", "p_windows.go": "package p\n\nfunc W() {}\n"} {
		if err := os.WriteFile(filepath.Join(root, "src", "p", name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	ctx, err := (&Toolchain{GOROOT: root, GOOS: "linux", GOARCH: "amd64"}).context()
	if err != nil {
		t.Fatal(err)
	}
	f, err := readFolder(root, "p", ctx)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

const small = "package p\n\nimport \"unsafe\"\n\ntype T[E any] struct {\n\tn int\n}\n\nfunc F(a, b int) {\n}\n\nfunc (x *T[E]) M() { return }\n\nvar _ unsafe.Pointer\n"

// TestInsert: hooks go to the beginning of a function and to the end of a struct, on lines that are there.
func TestInsert(t *testing.T) {
	got, err := library(t, small).insert([]hook{
		{"p", "F", "f($1, $0, simhook.X)", "why"}, {"p", "T.M", "m($r)", "why"}, {"p", "type T", "mark int", "why"},
	}, "go1.26")
	if err != nil || len(got) != 1 {
		t.Fatal(err, len(got))
	}
	want := strings.NewReplacer("{\n}\n\nfunc", "{ f(b, a, simhook.X);\n}\n\nfunc", "M() {", "M() { m(x);", "\n}\n\nfunc F", "\n\n\tmark int\n}\n\nfunc F",
		"import \"unsafe\"", "import \"internal/simhook\"; import \"unsafe\"").Replace(small)
	if string(got["p.go"]) != want {
		t.Errorf("%s\nwant\n%s", got["p.go"], want)
	}
}

// TestMissing: what is not there, or has other parameters, is an error that names it, its package and the version of Go.
func TestMissing(t *testing.T) {
	for _, c := range []struct{ function, text, want string }{
		{"G", "g()", "go1.99 has no G in package p, which simrun hooks for why: this version of simrun does not know this version of Go"},
		{"W", "w()", "go1.99 has no W in package p"},
		{"F", "f($2)", "go1.99: F in package p has other parameters than simrun knows"},
		{"F", "f($r)", "go1.99: F in package p has other parameters than simrun knows"},
	} {
		_, err := library(t, small).insert([]hook{{"p", c.function, c.text, "why"}}, "go1.99")
		if err == nil || !strings.HasPrefix(err.Error(), c.want) {
			t.Errorf("%s: %v, want %s", c.function, err, c.want)
		}
	}
}

// TestSupported: versions and systems that are not supported are refused with the remedy.
func TestSupported(t *testing.T) {
	for _, c := range []struct{ version, system, want string }{
		{"go1.25", "linux/amd64", ""}, {"go1.26.8", "linux/arm64", ""}, {"go1.27.0", "linux/amd64", ""},
		{"go1.24.13", "linux/amd64", "GOTOOLCHAIN=go1.26.0"}, {"go1.28.0", "linux/amd64", "go1.28.0 is not supported"},
		{"go1.2", "linux/amd64", "not supported"}, {"go1.26rc1", "linux/amd64", "not supported"},
		{"go1.26.8", "darwin/arm64", "use it in a container"}, {"go1.26.8", "linux/riscv64", "use it in a container"},
	} {
		goos, goarch, _ := strings.Cut(c.system, "/")
		err := (&Toolchain{GOVERSION: c.version, GOOS: goos, GOARCH: goarch}).check()
		if (err == nil) != (c.want == "") || err != nil && !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s on %s: %v", c.version, c.system, err)
		}
	}
}

// TestSource: the packages that the command carries are those that the test binary needs, no more and no fewer.
func TestSource(t *testing.T) {
	wanted := map[string]bool{}
	err := fs.WalkDir(inject, "_inject/internal/simrun", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := inject.ReadFile(name)
		if err != nil {
			return err
		}
		f, err := parser.ParseFile(token.NewFileSet(), name, data, parser.ImportsOnly)
		if err != nil {
			return err
		}
		for _, i := range f.Imports {
			if path := strings.Trim(i.Path.Value, `"`); strings.HasPrefix(path, "simrun/") && path != "simrun/hooks" {
				wanted[path] = true
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	args := []string{"list", "-deps", "simrun/sim"}
	for path := range wanted {
		args = append(args, path)
	}
	out, err := exec.Command("go", args...).Output()
	if err != nil {
		t.Fatal(err)
	}
	var need, have []string
	for _, path := range strings.Fields(string(out)) {
		if rest, ok := strings.CutPrefix(path, "simrun/"); ok {
			need = append(need, rest)
		}
	}
	err = fs.WalkDir(simrun.Source, ".", func(name string, d fs.DirEntry, err error) error {
		if dir := filepath.Dir(name); err == nil && strings.HasSuffix(name, ".go") && !slices.Contains(have, dir) {
			have = append(have, dir)
		}
		return err
	})
	slices.Sort(need)
	slices.Sort(have)
	if err != nil || !slices.Equal(need, have) {
		t.Errorf("%v: the command carries %v, and needs %v", err, have, need)
	}
}

// TestNoTemporaryFolder: where TMPDIR names a folder that is not there the error says so, and not only that something is not there.
func TestNoTemporaryFolder(t *testing.T) {
	t.Setenv("TMPDIR", filepath.Join(t.TempDir(), "none"))
	_, _, err := new(Overlay).Command(t.Context(), settings.Settings{}, nil)
	if err == nil || !strings.Contains(err.Error(), "there is no folder for temporary files: ") {
		t.Error(err)
	}
}

// TestMake: the overlay is made once, wholly, where it belongs, and nothing stays beside it.
func TestMake(t *testing.T) {
	toolchain, err := FindToolchain()
	if err != nil {
		t.Skip(err)
	}
	cache := t.TempDir()
	t.Setenv("XDG_CACHE_HOME", cache)
	first, err := Make(toolchain)
	if err != nil {
		t.Fatal(err)
	}
	before, err := os.Stat(first.File)
	if err != nil {
		t.Fatal(err)
	}
	again, err := Make(toolchain)
	if err != nil || *again != *first {
		t.Fatal(again, err)
	}
	if after, err := os.Stat(first.File); err != nil || !after.ModTime().Equal(before.ModTime()) {
		t.Error("it was written again")
	}
	if list, _ := filepath.Glob(filepath.Join(cache, "simrun", "gotest", "*")); len(list) != 1 {
		t.Error(list)
	}
	other := *toolchain
	other.GOROOT += "/."
	if key(&other, "", nil) == key(toolchain, "", nil) {
		t.Error("another GOROOT has the same overlay")
	}
}

// TestLinked: a toolchain in the module cache has one other path, whatever the overlay is, and another toolchain another one.
func TestLinked(t *testing.T) {
	dir := t.TempDir()
	var links []string
	for _, root := range []string{"/mod/toolchain@1", "/mod/toolchain@1", "/mod/toolchain@2"} {
		link, err := linked(dir, &Toolchain{GOVERSION: "go1.26.8", GOROOT: root})
		if err != nil {
			t.Fatal(err)
		}
		if to, err := os.Readlink(link); err != nil || to != root {
			t.Errorf("%s leads to %s, %v", link, to, err)
		}
		links = append(links, link)
	}
	if links[0] != links[1] || links[0] == links[2] {
		t.Error(links)
	}
}

// TestSettings: what the command says is what the test binary reads.
func TestSettings(t *testing.T) {
	want := settings.Settings{Strategy: "pct", Seed: 1<<64 - 1, Executions: 5, Budget: 7, Leaks: true, Library: []string{"a"}}
	got, err := settings.Parse(want.String())
	if err != nil || got.String() != want.String() || got.Seed != want.Seed {
		t.Errorf("%+v, %v", got, err)
	}
}

// TestParams: the parameters of a token say again what an execution depends on, and nothing of what is as always.
func TestParams(t *testing.T) {
	for _, want := range []settings.Settings{
		{Version: "go1.26", Steps: settings.DefaultSteps},
		{Version: "go1.26", Steps: 5, Inputs: 8, Leaks: true, Races: true},
	} {
		got := settings.Settings{Version: "go1.26", Steps: settings.DefaultSteps}
		got.Take(want.Params())
		if got.String() != want.String() {
			t.Errorf("%s, want %s", got, want)
		}
	}
	if n := len((settings.Settings{Steps: settings.DefaultSteps, Inputs: 1}).Params()); n != 1 {
		t.Errorf("%d parameters", n)
	}
}

func TestFlags(t *testing.T) {
	for _, c := range []struct {
		args string
		flag string
		want bool
	}{
		{"-count=3 .", "count", true}, {"--count 3", "count", true}, {"-test.count=3", "count", true},
		{"-run count", "count", false}, {". -args -count=2", "count", false},
	} {
		if Given(strings.Fields(c.args), c.flag) != c.want {
			t.Errorf("%s: want %v", c.args, c.want)
		}
	}
}
