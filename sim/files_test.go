package sim

import "testing"

func TestFolderOf(t *testing.T) {
	for function, want := range map[string]string{
		"simrun.TestX":                  ".",
		"simrun_test.TestX":             ".",
		"simrun/sim.(*World).Do":        "sim",
		"simrun/a/b_test.TestX.func1.2": "a/b",
		"simrun/a/b%2ev2.F[...]":        "a/b.v2",
		"main.main":                     "",
		"simrunner/sim.F":               "",
		"github.com/some/one.F":         "",
		"runtime.goexit":                "",
		"":                              "",
	} {
		if got := folderOf(function); got != want {
			t.Errorf("%q is in %q, want %q", function, got, want)
		}
	}
}

// TestFiles: a trace says where its files are, each once, and of several with one name nothing.
func TestFiles(t *testing.T) {
	r := recorder{trace: &Trace{}}
	for _, s := range []source{{file: "a.go", folder: "x"}, {}, {file: "b.go"}, {file: "a.go", folder: "x"}, {file: "c.go", folder: "x"}, {file: "c.go", folder: "y"}} {
		r.met(s)
	}
	want := []FileInfo{{Name: "a.go", Folder: "x"}, {Name: "b.go"}, {Name: "c.go"}}
	for i, f := range r.trace.Files {
		if i >= len(want) || f.Name != want[i].Name || f.Folder != want[i].Folder {
			t.Errorf("%v, want %v", r.trace.Files, want)
			break
		}
	}
}
