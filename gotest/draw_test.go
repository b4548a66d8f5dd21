package gotest_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// family is what random tests are made of: objects, steps on them, and an expression of their state at the end.
type family struct {
	name, declare, end string
	bounded, timed     bool
	steps              []string
}

// usable are the steps of a test of a mode: where all goroutines are waited for, none may wait for ever.
func (f *family) usable(mode string) []string {
	if !f.bounded || mode == "plain" {
		return f.steps
	}
	var list []string
	for _, s := range f.steps {
		if !strings.Contains(s, "panic") && !strings.Contains(s, "Goexit") {
			list = append(list, s)
		}
	}
	return list
}

// families are those of testdata/observed/families.txt, whose head says how they are written.
func families(t *testing.T) (list []*family) {
	t.Helper()
	for line := range strings.Lines(read(t, "families.txt")) {
		word, rest, _ := strings.Cut(strings.TrimSpace(line), " ")
		switch word {
		case "", "#":
		case "family":
			name, kind, _ := strings.Cut(rest, " ")
			list = append(list, &family{name: name, bounded: kind == "bounded", timed: kind == "timed"})
		case "declare":
			list[len(list)-1].declare = rest
		case "end":
			list[len(list)-1].end = rest
		default:
			f := list[len(list)-1]
			f.steps = append(f.steps, strings.TrimSpace(line))
		}
	}
	return list
}

// raceParts are those of testdata/observed/races.txt.
func raceParts(t *testing.T) map[string][]string {
	t.Helper()
	parts, part := map[string][]string{}, ""
	for block := range strings.SplitSeq(read(t, "races.txt"), "\n\n") {
		lines := strings.Split(strings.TrimSpace(block), "\n")
		if part = lines[0]; !strings.HasPrefix(part, "#") {
			parts[part] = lines[1:]
		}
	}
	return parts
}

func read(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("testdata", "observed", name))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// drawing draws the tests of a module.
type drawing struct {
	*rand.Rand
	mode     string
	families []*family
	races    map[string][]string
	number   int // the last that a step was given
}

func (d *drawing) pick(list []string) string { return list[d.IntN(len(list))] }

// fill gives a text its numbers, in a goroutine.
func (d *drawing) fill(text string, goroutine int) string {
	d.number += 2
	return strings.NewReplacer("$i", strconv.Itoa(goroutine), "$v", strconv.Itoa(1+d.IntN(3)), "$0", strconv.Itoa(d.IntN(2)), "$1", strconv.Itoa(d.IntN(3)),
		"$n", strconv.Itoa(d.number), "$m", strconv.Itoa(d.number+1)).Replace(text)
}

// file is a test file with the tests of some seeds.
func (d *drawing) file(from, count int) string {
	var tests strings.Builder
	for seed := from; seed < from+count; seed++ {
		tests.WriteString(d.test(seed))
	}
	text := "package observed\n\nimport (\n\t\"testing\"\n"
	for _, path := range strings.Fields("bytes container/list container/ring context encoding/json errors expvar fmt io iter log log/slog maps math/big math/rand/v2 mime " +
		"net net/http os reflect runtime slices sort strings sync sync/atomic text/template time") {
		name := regexp.MustCompile(`\w+(/v2)?$`).FindString(path)
		if regexp.MustCompile(`\b` + strings.TrimSuffix(name, "/v2") + `\.`).MatchString(tests.String()) {
			text += fmt.Sprintf("\t%q\n", path)
		}
	}
	return text + ")\n\n" + tests.String()
}

// used is a use of each variable that some lines declare, as no other need be made.
func used(lines string) (uses string) {
	file, err := parser.ParseFile(token.NewFileSet(), "", "package p; func f() {\n"+lines+"\n}", 0)
	if err != nil {
		panic(err)
	}
	use := func(e ast.Expr) {
		if name := e.(*ast.Ident).Name; name != "_" {
			uses += "; _ = &" + name
		}
	}
	for _, s := range file.Decls[0].(*ast.FuncDecl).Body.List {
		switch s := s.(type) {
		case *ast.AssignStmt:
			for _, e := range s.Lhs {
				use(e)
			}
		case *ast.DeclStmt:
			for _, spec := range s.Decl.(*ast.GenDecl).Specs {
				if v, ok := spec.(*ast.ValueSpec); ok {
					for _, name := range v.Names {
						use(name)
					}
				}
			}
		}
	}
	return strings.TrimPrefix(uses, "; ")
}

// test is the test of a seed.
func (d *drawing) test(seed int) string {
	d.Rand, d.number = rand.New(rand.NewPCG(uint64(seed), 7)), 2
	head, lives := d.lives()
	var b strings.Builder
	fmt.Fprintf(&b, "func Test%d(t *testing.T) {\n\tsearch(t, func(p *program) []func() {\n%s\t\treturn []func(){\n", seed, head)
	for _, steps := range lives {
		fmt.Fprintln(&b, "\t\t\tfunc() {")
		for _, s := range steps {
			fmt.Fprintf(&b, "\t\t\t\ty()\n\t\t\t\t{\n\t\t\t\t\t%s\n\t\t\t\t}\n", s)
		}
		fmt.Fprintln(&b, "\t\t\t},")
	}
	fmt.Fprintf(&b, "\t\t}\n\t})\n}\n\n")
	return b.String()
}

// lives are what goroutines do, and the objects that they do it to.
func (d *drawing) lives() (head string, lives [][]string) {
	lives = make([][]string, 2+d.IntN(2))
	if d.mode == "races" {
		return d.racing(lives), lives
	}
	var steps, ends, few []string
	for _, f := range d.chosen() {
		head += "\t\t" + d.fill(f.declare, 0) + "; " + used(d.fill(f.declare, 0)) + "\n"
		if steps = append(steps, f.usable(d.mode)...); f.end != "" {
			ends = append(ends, f.end)
		}
	}
	if ends != nil {
		head += "\t\tp.end = func() string { return fmt.Sprint(" + strings.Join(ends, ", ") + ") }\n"
	}
	for range 5 {
		few = append(few, d.pick(steps))
	}
	most := map[string]int{"plain": 6, "timed": 4, "bubble": 6, "subtests": 4}[d.mode]
	for range 2 + d.IntN(most-1) {
		if i := d.IntN(len(lives)); len(lives[i]) < 4 {
			lives[i] = append(lives[i], d.fill(d.pick(few), i))
		}
	}
	return head, lives
}

// chosen are one or two families that are fit for the mode, the first of which has to do with time if the mode has.
func (d *drawing) chosen() (list []*family) {
	timed := d.mode == "timed" || d.mode == "bubble"
	var fit, other []*family
	for _, f := range d.families {
		if f.timed == timed && (f.bounded || timed || d.mode == "plain") {
			fit = append(fit, f)
		}
		if !f.timed && (f.bounded || d.mode == "plain") {
			other = append(other, f)
		}
	}
	list = append(list, fit[d.IntN(len(fit))])
	if f := other[d.IntN(len(other))]; f != list[0] && d.IntN(2) == 0 {
		list = append(list, f)
	}
	return list
}

// racing fills lives with few accesses and few of what may put them in an order, so that some is in one.
func (d *drawing) racing(lives [][]string) (head string) {
	orders, accesses := d.races["orders"], d.races["accesses"]
	few := []string{d.pick(accesses), d.pick(accesses)}
	k := d.IntN(len(orders))
	some := []string{d.pick(orders), orders[k], orders[(k+1)%len(orders)], orders[(k+2)%len(orders)]}
	for i := range lives {
		access := func() string { return d.fill(d.pick(few), i) }
		if d.IntN(3) == 0 {
			lives[i] = append(lives[i], access())
		}
		for range 1 + d.IntN(3) {
			s := d.pick(some)
			for strings.Contains(s, "$p") {
				s = strings.Replace(s, "$p", d.pick(few), 1)
			}
			lives[i] = append(lives[i], d.fill(s, i))
			if d.IntN(3) == 0 {
				lives[i] = append(lives[i], access())
			}
		}
	}
	declare := strings.Join(d.races["declare"], "\n\t\t")
	return "\t\t" + declare + "\n\t\t" + used(declare) + "\n"
}
