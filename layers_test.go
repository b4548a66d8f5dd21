package simrun_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// layers are the files of some packages, from the lowest layer up. A file uses what is declared in its own layer and in
// those below: functions, types, variables and constants. Methods are not looked at, because those of one type may stand
// in several files.
//
// Other packages cannot be stated so: in sim all is about a World, in scheduler/dpor about a DPOR and in
// scheduler/minimise about a shrinker and its finding, whose fields name the types of the files that in turn have methods on
// them.
var layers = map[string][]string{
	"scheduler": {
		"sightings",                      // counting in bounded memory
		"distinctfindings outcome tally", // what a task saw
		"savedtally statistics",          // what becomes of that
		"auto savedauto",                 // the default strategy
		"registry",                       // strategies by name
		"task",                           // part of a round
		"carrier checkpoint elsewhere explore grown limits parcel report round savedround whole worker findsharing", // the search: one type in several files
	},
	"scheduler/sampling": {
		"random runtoblock timesliced",
		"pos",
		"profileobject",
		"profile", // learning
		"remaining",
		"pct urw surw",
		"fairpct",
		"portfolio",
		"events", // where threads stand
		"rarestates", "readsfrom rff",
	},
	"scheduler/systematic": {"dfs prefix fairness", "bounded fair", "preemptionbound delaybound"},
	"scheduler/stored": {
		"words folder",
		"visits renamedobjects",
		"wording anchors",
		"finding turnsinwords switchesinwords",
		"recheck kept",
		"searchnear",
	},
}

// TestLayers holds the files of a package to its layers.
func TestLayers(t *testing.T) {
	for _, dir := range slices.Sorted(maps.Keys(layers)) {
		names, err := filepath.Glob(filepath.Join(dir, "*.go"))
		if err != nil {
			t.Fatal(err)
		}
		files := map[string]string{}
		for _, name := range names {
			if !strings.HasSuffix(name, "_test.go") {
				files[strings.TrimSuffix(filepath.Base(name), ".go")] = name
			}
		}
		for _, wrong := range upwards(t, layers[dir], files) {
			t.Errorf("%s: %s", dir, wrong)
		}
	}
}

// upwards lists which files use what is declared in a higher layer. The files are given by their names in the layers; a
// value with a line break is the source itself.
func upwards(t *testing.T, layers []string, files map[string]string) (wrong []string) {
	t.Helper()
	layer := map[string]int{"doc": 0}
	for i, list := range layers {
		for _, name := range strings.Fields(list) {
			layer[name] = i
			if files[name] == "" {
				wrong = append(wrong, "there is no file "+name+".go")
			}
		}
	}
	parsed, declared := map[string]*ast.File{}, map[string]string{} // by name of a file, of what is declared
	for name, file := range files {
		if _, ok := layer[name]; !ok {
			wrong = append(wrong, name+".go has no layer: add it in layers_test.go")
			continue
		}
		var src any
		if strings.Contains(file, "\n") {
			src = file
		}
		f, err := parser.ParseFile(token.NewFileSet(), file, src, 0)
		if err != nil {
			t.Fatal(err)
		}
		parsed[name] = f
		for _, decl := range f.Decls {
			for _, id := range declares(decl) {
				declared[id.Name] = name
			}
		}
	}
	for name, f := range parsed {
		for _, id := range f.Unresolved {
			if from := declared[id.Name]; from != "" && layer[from] > layer[name] {
				wrong = append(wrong, fmt.Sprintf("%s.go uses %s, which %s.go declares in a higher layer", name, id.Name, from))
			}
		}
	}
	slices.Sort(wrong)
	return slices.Compact(wrong)
}

// declares are the names that a declaration gives to the package.
func declares(decl ast.Decl) (names []*ast.Ident) {
	switch decl := decl.(type) {
	case *ast.FuncDecl:
		if decl.Recv == nil {
			names = append(names, decl.Name)
		}
	case *ast.GenDecl:
		for _, spec := range decl.Specs {
			switch spec := spec.(type) {
			case *ast.TypeSpec:
				names = append(names, spec.Name)
			case *ast.ValueSpec:
				names = append(names, spec.Names...)
			}
		}
	}
	return names
}

// TestLayersTell: the test tells what it should from what it should not.
func TestLayersTell(t *testing.T) {
	layers := []string{"low", "high other"}
	low, high, other := "package p\ntype t struct{ high int }\n", "package p\nfunc high(x t) { _ = other }\n", "package p\nvar other = high\n"
	for _, c := range []struct {
		files map[string]string
		want  string
	}{
		{map[string]string{"low": low, "high": high, "other": other}, ""},
		{map[string]string{"low": low + "var _ = high\n", "high": high, "other": other}, "low.go uses high, which high.go declares in a higher layer"},
		{map[string]string{"low": low, "high": high, "other": other, "new": low}, "new.go has no layer: add it in layers_test.go"},
		{map[string]string{"low": low, "high": high}, "there is no file other.go"},
	} {
		if got := strings.Join(upwards(t, layers, c.files), "; "); got != c.want {
			t.Errorf("%v: %q, want %q", c.files, got, c.want)
		}
	}
}
