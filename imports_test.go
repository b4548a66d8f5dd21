// Package simrun_test holds what concerns the repository as a whole: who imports whom, and what the README says.
package simrun_test

import (
	"encoding/json"
	"io"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// models are in the order in which they may import each other: each only those before it.
var models = []string{"thread", "lock", "condition", "event", "semaphore", "barrier", "queue", "timer", "logging", "executor"}

// rooms are those of the scheduler, from the lowest to the front door: what each may import of the others, and of internal.
var rooms = []rule{
	{"scheduler/strategy", nil, "it says what a strategy is, and knows none"},
	{"scheduler/replay", nil, "it does what a schedule says, and does not search"},
	{"scheduler/sampling", []string{"scheduler/strategy", "internal/grow"}, "a strategy that draws each execution knows nothing of those that go through all of them"},
	{"scheduler/systematic", []string{"scheduler/strategy", "internal/grow"}, "a strategy that goes through all executions knows nothing of those that draw them"},
	{"scheduler/dpor", []string{"scheduler/strategy", "scheduler/systematic", "internal/grow"}, "it is a strategy, and knows no search that carries it out"},
	{"scheduler/sharing", []string{"scheduler/strategy", "scheduler/replay", "scheduler/sampling"}, "it carries out again what a search has seen, and knows no search"},
	{"scheduler/transcript", []string{"scheduler/replay", "scheduler/systematic"}, "it is a search of its own"},
	{"scheduler/minimise", []string{"scheduler/strategy", "scheduler/replay", "scheduler/sampling", "scheduler/systematic", "scheduler/dpor", "internal/confidence"},
		"it makes a finding small, whatever search it comes from"},
	{"scheduler/stored", []string{"scheduler/strategy", "scheduler/replay", "scheduler/sampling", "scheduler/minimise", "internal/replacefile"},
		"it looks for a finding that there was, whatever search it came from"},
	{"scheduler/frontier", nil, "it hands out tasks, and knows nothing of what they are"},
	{"scheduler/frontier/frontiertest", []string{"scheduler/frontier", "pgregory.net/rapid"}, "it draws what workers do, and only tests import it"},
	{"scheduler", []string{"scheduler/...", "internal/replacefile", "internal/confidence", "internal/grow"},
		"a search sees choices and steps, never a program: it imports sim, and its rooms"},
}

// roomRules are those of the rooms of the scheduler, all of which import sim.
func roomRules() []rule {
	var list []rule
	for _, r := range rooms {
		list = append(list, rule{r.packages, append(slices.Clone(r.may), "sim"), r.because})
	}
	return list
}

// rule says what a package may import beyond the standard library. In a pattern a final /... stands for the package and
// all below it.
type rule struct {
	packages string
	may      []string
	because  string
}

// rules are looked up in order, the first that fits is the one. A new package needs one.
var rules = slices.Concat(modelRules(), roomRules(), []rule{
	{"", nil, "the package at the top is documentation: it imports nothing"},
	{"sim", nil, "sim imports only the standard library"},
	{"internal/suggest", nil, "it is about words only"},
	{"internal/replacefile", nil, "it is about files only"},
	{"internal/textfile", nil, "it is about texts only"},
	{"internal/outside", nil, "it meets simrun as a user does: by the go command"},
	{"internal/contradiction", []string{"sim", "scheduler/..."}, "it holds what a search says to what happens, and only tests import it"},
	{"internal/hostile", []string{"sim", "models/..."}, "it has programs only"},
	{"internal/smallprogram", []string{"sim", "models/...", "scheduler/strategy"}, "it has programs, and visits what a strategy gives; only tests import it"},
	{"internal/confidence", nil, "it is about numbers only"},
	{"internal/grow", nil, "it is about lists only"},
	{"models/internal/...", []string{"sim", "scheduler/...", "models/thread"}, "what tests the models searches them, and only tests import it"},
	{"models/conformance", []string{"sim", "models/thread", "models/internal/conformance"}, "it hands on what tests the models, for tests of one's own"},
	{"models/logging/handlers", []string{"sim", "models/thread", "models/queue", "models/logging"}, "it has a thread that takes records out of a queue"},
	{"models/...", []string{"sim"}, "a model that is not in the order of models imports only sim"},
	{"python/worker", nil, "it runs processes and knows their messages, not what they stand for"},
	{"python/cell", []string{"sim"}, "it is a model"},
	{"python/plugin", nil, "it has files of Python"},
	{"python/hang", []string{"sim", "properties"}, "it compares how executions end with a text, whatever program they are of"},
	{"python", []string{"sim", "properties", "models/queue", "python/worker", "python/cell"}, "Python programs are programs of sim; sim, scheduler and models know nothing of them"},
	{"gotest/settings", []string{"sim"}, "it goes from the command to the test binaries, and is words only"},
	{"gotest", []string{"gotest/settings"}, "it edits Go's source and runs the go command; what searches is built into the test binaries"},
	{"report", []string{"sim"}, "report takes plain data, so that it can show findings of any origin: it imports only sim"},
	{"properties", []string{"sim", "models/..."}, "properties import sim and models"},
	{"properties/linearizability", []string{"sim", "github.com/anishathalye/porcupine"},
		"it alone imports porcupine, so that only who wants that property links it: sim, scheduler and models have no need of it"},
	{"properties/simtest", []string{"sim", "scheduler/...", "models/...", "properties", "properties/catalog/...", "report", "internal/replacefile", "internal/textfile", "pgregory.net/rapid"},
		"simtest imports all packages below it, and rapid"},
	{"properties/catalog/...", []string{"sim", "models/...", "properties", "properties/catalog/...", "internal/suggest"},
		"the catalog has programs and their properties; it does not search them"},
	{"bench", []string{"sim", "scheduler/...", "models/...", "properties", "properties/catalog/..."},
		"bench measures all that a search uses; reports are not part of one"},
	{"bench/peers", []string{"bench", "sim", "scheduler/...", "models/...", "properties"}, "it searches programs of its own, for comparison with other tools"},
	{"stepper", []string{"sim", "scheduler/...", "report", "internal/replacefile", "charm.land/bubbletea/v2", "charm.land/bubbles/v2/...", "charm.land/lipgloss/v2",
		"github.com/charmbracelet/..."},
		"stepper executes programs and shows them in a terminal: it imports sim, scheduler, report and what draws"},
	{"cluster", []string{"sim", "scheduler", "scheduler/frontier", "github.com/nats-io/nats.go", "github.com/nats-io/nats.go/jetstream", "github.com/nats-io/nats-server/v2/server"},
		"it alone imports NATS, and knows searches, not programs"},
	{"python/wheel", []string{"python/plugin", "internal/replacefile"}, "it builds the command by go build, and packs it"},
	{"cmd/simrun", []string{"cli", "properties/catalog"}, "the command is a thin main: all of it is in cli, its programs in the catalog"},
	{"cli", []string{"bench", "cluster", "internal/suggest", "internal/replacefile", "internal/textfile", "sim", "scheduler/...", "models/...", "properties", "properties/catalog/...", "python", "python/hang", "python/plugin", "gotest", "gotest/settings", "report", "stepper", "github.com/spf13/cobra", "github.com/spf13/pflag",
		"github.com/vbauerster/mpb/v8/...", "github.com/charmbracelet/x/term"},
		"cli imports all but simtest, cobra, mpb for the progress, and what knows a terminal"},
})

// modelRules are those of the models that may import each other.
func modelRules() []rule {
	var list []rule
	may := []string{"sim"}
	for _, m := range models {
		list = append(list, rule{"models/" + m, slices.Clone(may),
			"a model imports sim, and models that stand before it in: " + strings.Join(models, ", ")})
		may = append(may, "models/"+m)
	}
	return list
}

func (r rule) allows(path string) bool {
	return slices.ContainsFunc(r.may, func(p string) bool { return matches(p, path) })
}

func matches(pattern, path string) bool {
	if above, ok := strings.CutSuffix(pattern, "/..."); ok {
		return path == above || strings.HasPrefix(path, above+"/")
	}
	return path == pattern
}

// listed is what go list says of a package.
type listed struct {
	ImportPath string
	Standard   bool
	Imports    []string
	GoFiles    []string
}

// goList asks the go command, as a build with these tags would see the packages.
func goList(t *testing.T, args ...string) []listed {
	t.Helper()
	cmd := exec.Command("go", append([]string{"list", "-pgo=off", "-json=ImportPath,Standard,Imports,GoFiles"}, args...)...)
	out, err := cmd.Output()
	if err != nil {
		var stderr string
		if e, ok := err.(*exec.ExitError); ok {
			stderr = string(e.Stderr)
		}
		t.Fatalf("%v: %v\n%s", cmd.Args, err, stderr)
	}
	var list []listed
	for dec := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p listed
		if err := dec.Decode(&p); err == io.EOF {
			return list
		} else if err != nil {
			t.Fatal(err)
		}
		list = append(list, p)
	}
}

// local is the path within the module; for a package of the standard library it is empty.
func local(path string) string {
	if rest, ok := strings.CutPrefix(path, "simrun/"); ok {
		return rest
	}
	if first, _, _ := strings.Cut(path, "/"); strings.Contains(first, ".") {
		return path
	}
	return ""
}

// TestImports holds the packages to the table of who may import whom.
func TestImports(t *testing.T) {
	for _, p := range goList(t, "./...") {
		if len(p.GoFiles) == 0 {
			continue // tests only
		}
		name := local(p.ImportPath)
		i := slices.IndexFunc(rules, func(r rule) bool { return matches(r.packages, name) })
		if i < 0 {
			t.Errorf("there is no rule for package %s: add one to imports_test.go", name)
			continue
		}
		for _, path := range p.Imports {
			if to := local(path); to != "" && !rules[i].allows(to) {
				t.Errorf("%s imports %s: %s", name, to, rules[i].because)
			}
		}
	}
}

// TestLinked: what would add flags or weight to the command, or is for tests, is not linked into it.
func TestLinked(t *testing.T) {
	banned := map[string]string{
		"pgregory.net/rapid":                     "it adds its flags to every binary that links it",
		"github.com/anishathalye":                "no program of the catalog asks for linearizability",
		"github.com/google/go-cmp":               "it is for tests",
		"github.com/rogpeppe":                    "it is for tests",
		"testing":                                "it adds its flags to every binary that links it",
		"github.com/spf13/cobra/doc":             "the manual pages are made by a test",
		"simrun/properties/simtest":              "it links rapid",
		"simrun/models/internal":                 "it is for tests",
		"simrun/internal/outside":                "it is for tests",
		"simrun/internal/hostile":                "it is for tests",
		"simrun/internal/smallprogram":           "it is for tests",
		"simrun/scheduler/frontier/frontiertest": "it links rapid",
		"github.com/cpuguy83/go-md2man":          "the manual pages are made by a test",
	}
	for _, p := range goList(t, "-deps", "./cmd/simrun") {
		for path, why := range banned {
			if matches(path+"/...", p.ImportPath) {
				t.Errorf("cmd/simrun links %s: %s", p.ImportPath, why)
			}
		}
	}
}

// TestWithoutNATS: who tests or searches in one process links nothing of the cluster.
func TestWithoutNATS(t *testing.T) {
	packages := []string{"./sim/...", "./scheduler/...", "./models/...", "./properties/...", "./report", "./stepper", "./bench"}
	linked := goList(t, append([]string{"-deps", "-test"}, packages...)...)
	for _, p := range linked {
		if matches("simrun/cluster/...", p.ImportPath) || strings.HasPrefix(p.ImportPath, "github.com/nats-io/") {
			t.Errorf("%v link %s: only the command has a cluster", packages, p.ImportPath)
		}
	}
	if len(linked) < 50 {
		t.Errorf("%d packages are too few to be all", len(linked))
	}
}

// TestRules: the table itself tells what it should from what it should not.
func TestRules(t *testing.T) {
	for _, c := range []struct {
		from, to string
		ok       bool
	}{
		{"models/condition", "models/lock", true}, {"models/lock", "models/condition", false}, {"models/queue", "scheduler", false},
		{"sim", "scheduler", false}, {"sim", "pgregory.net/rapid", false}, {"report", "scheduler", false}, {"report", "sim", true},
		{"cli", "properties/simtest", false}, {"properties/catalog/sctbench", "models/queue", true},
		{"properties/catalog", "properties/simtest", false}, {"properties/simtest", "pgregory.net/rapid", true},
		{"models/local", "models/lock", false}, {"properties", "scheduler", false}, {"properties", "models/queue", true},
		{"properties", "github.com/anishathalye/porcupine", false}, {"properties/linearizability", "github.com/anishathalye/porcupine", true},
		{"scheduler", "scheduler/stored", true}, {"scheduler/stored", "scheduler", false}, {"scheduler/sampling", "scheduler/systematic", false},
		{"scheduler/minimise", "scheduler/stored", false}, {"scheduler", "models/queue", false}, {"scheduler/strategy", "sim", true},
	} {
		i := slices.IndexFunc(rules, func(r rule) bool { return matches(r.packages, c.from) })
		if i < 0 || rules[i].allows(c.to) != c.ok {
			t.Errorf("%s imports %s: want allowed=%v", c.from, c.to, c.ok)
		}
	}
}
