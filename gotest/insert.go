package gotest

import (
	"fmt"
	"go/ast"
	"go/build"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// place is where a hook goes in a file, and how much of the file it takes the place of.
type place struct {
	offset int
	text   string
	cut    int
}

// folder is a package of Go's library as it is built here: the places of what can be hooked, and the files.
type folder struct {
	path  string
	files map[string][]byte
	funcs map[string]declared
}

// declared is a function or a struct, and where a text goes in it.
type declared struct {
	file   string
	offset int
	names  []string // of the parameters, and last the receiver, each with what stands for it
	before string   // of the text
	after  string
	cuts   []place // what a function with a body may not have
}

// readFolder parses the files of a package that belong to this build.
func readFolder(goroot, path string, ctx build.Context) (*folder, error) {
	f := &folder{path: path, files: map[string][]byte{}, funcs: map[string]declared{}}
	dir := filepath.Join(goroot, "src", filepath.FromSlash(path))
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	for _, e := range entries {
		name := e.Name()
		if !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			continue
		}
		if ok, err := ctx.MatchFile(dir, name); err != nil || !ok {
			continue
		}
		data, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			return nil, err
		}
		if err := f.parse(name, data); err != nil {
			return nil, err
		}
	}
	return f, nil
}

func (f *folder) parse(name string, data []byte) error {
	positions := token.NewFileSet()
	file, err := parser.ParseFile(positions, name, data, parser.SkipObjectResolution|parser.ParseComments)
	if err != nil {
		return err
	}
	f.files[name] = data
	at := func(p token.Pos) int { return positions.Position(p).Offset }
	for _, d := range file.Decls {
		switch d := d.(type) {
		case *ast.FuncDecl:
			if d.Body != nil {
				f.funcs[nameOf(d)] = declared{name, at(d.Body.Lbrace) + 1, replacements(d), " ", ";", nil}
			} else { // it is in assembly language: it gets a body that calls what the compiler puts in its place
				f.funcs[nameOf(d)] = declared{name, at(d.End()), replacements(d), " { ", "; " + callOf(d) + " }", directives(d, at)}
			}
		case *ast.GenDecl:
			for _, s := range d.Specs {
				if t, ok := s.(*ast.TypeSpec); ok {
					if s, ok := t.Type.(*ast.StructType); ok {
						f.funcs["type "+t.Name.Name] = declared{name, at(s.Fields.Closing), nil, "\n\t", "\n", nil}
					}
				}
			}
		}
	}
	return nil
}

// nameOf is "F" or "T.M".
func nameOf(d *ast.FuncDecl) string {
	if d.Recv == nil {
		return d.Name.Name
	}
	t := d.Recv.List[0].Type
	if p, ok := t.(*ast.StarExpr); ok {
		t = p.X
	}
	if g, ok := t.(*ast.IndexExpr); ok {
		t = g.X
	}
	if name, ok := t.(*ast.Ident); ok {
		return name.Name + "." + d.Name.Name
	}
	return d.Name.Name
}

// replacements are the pairs of what stands for a parameter and its name.
func replacements(d *ast.FuncDecl) []string {
	var list []string
	n := 0
	for _, field := range d.Type.Params.List {
		for _, name := range field.Names {
			list = append(list, "$"+strconv.Itoa(n), name.Name)
			n++
		}
	}
	if d.Recv != nil && len(d.Recv.List[0].Names) > 0 {
		list = append(list, "$r", d.Recv.List[0].Names[0].Name)
	}
	return list
}

// directives are those of a function that is in assembly language.
func directives(d *ast.FuncDecl, at func(token.Pos) int) []place {
	var list []place
	if d.Doc != nil {
		for _, c := range d.Doc.List {
			if strings.HasPrefix(c.Text, "//go:noescape") {
				list = append(list, place{at(c.Pos()), "// ", len("//")}) // it is a comment then
			}
		}
	}
	return list
}

// callOf is a call of a function by itself, with its result: the compiler puts instructions in its place.
func callOf(d *ast.FuncDecl) string {
	var names []string
	for _, field := range d.Type.Params.List {
		for _, name := range field.Names {
			names = append(names, name.Name)
		}
	}
	call := d.Name.Name + "(" + strings.Join(names, ", ") + ")"
	if d.Type.Results != nil {
		return "return " + call
	}
	return call
}

// withoutFunctions is a file in assembly language without the functions that have got a body.
func withoutFunctions(data []byte, hooks []hook) []byte {
	blocks := strings.Split(string(data), "\nTEXT ")
	kept := blocks[:1]
	for _, b := range blocks[1:] {
		name, _, _ := strings.Cut(strings.TrimPrefix(b, "·"), "(")
		if !slices.ContainsFunc(hooks, func(h hook) bool { return h.function == name }) {
			kept = append(kept, b)
		}
	}
	return []byte(strings.Join(kept, "\nTEXT "))
}

// insert returns the files that change, with the hooks in them.
func (f *folder) insert(hooks []hook, version string) (map[string][]byte, error) {
	places := map[string][]place{}
	for _, h := range hooks {
		d, ok := f.funcs[h.function]
		if !ok {
			return nil, fmt.Errorf("%s has no %s in package %s, which simrun hooks for %s: this version of simrun does not know this version of Go",
				version, h.function, h.pkg, h.why)
		}
		text := strings.NewReplacer(d.names...).Replace(h.text)
		if strings.Contains(text, "$") || slices.Contains(d.names, "_") && strings.Contains(text, " _") {
			return nil, fmt.Errorf("%s: %s in package %s has other parameters than simrun knows", version, h.function, h.pkg)
		}
		places[d.file] = append(append(places[d.file], d.cuts...), place{d.offset, d.before + text + d.after, 0})
	}
	changed := map[string][]byte{}
	for name, list := range places {
		slices.SortFunc(list, func(a, b place) int { return a.offset - b.offset })
		var out []byte
		from := 0
		for _, p := range list {
			out = append(append(out, f.files[name][from:p.offset]...), p.text...)
			from = p.offset + p.cut
		}
		changed[name] = append(out, f.files[name][from:]...)
	}
	return imported(changed), nil
}

// imported adds the import of package simhook to files whose hooks use its names.
func imported(files map[string][]byte) map[string][]byte {
	for name, data := range files {
		if strings.Contains(string(data), "simhook.") {
			end := strings.Index(string(data), "\nimport ")
			files[name] = slices.Concat(data[:end+1], []byte(`import "internal/simhook"; `), data[end+1:])
		}
	}
	return files
}
