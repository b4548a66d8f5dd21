package cli

import (
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"
)

// cmdTake is "take VARIABLE path": the variable gets what stdout, a JSON object, has at the path.
func cmdTake(ts *testscript.TestScript, neg bool, args []string) {
	v, err := lookUp(objectOnStdout(ts), args[1])
	ts.Check(err)
	ts.Setenv(args[0], fmt.Sprint(v))
}

// cmdJSON is "json CLAIM…": stdout is exactly one JSON object, and the claims hold in it. A claim is path=value, where a
// path is names and indexes with dots between, and len for a length; or a path alone, which must be there and not null.
func cmdJSON(ts *testscript.TestScript, neg bool, args []string) {
	doc := objectOnStdout(ts)
	for _, claim := range args {
		path, want, hasValue := strings.Cut(claim, "=")
		got, err := lookUp(doc, path)
		switch {
		case err != nil:
			ts.Fatalf("%s: %v", path, err)
		case got == nil:
			ts.Fatalf("%s is null", path)
		case hasValue && fmt.Sprint(got) != want:
			ts.Fatalf("%s is %v, want %s", path, got, want)
		}
	}
}

// objectOnStdout is the one JSON object there.
func objectOnStdout(ts *testscript.TestScript) map[string]any {
	dec := json.NewDecoder(strings.NewReader(ts.ReadFile("stdout")))
	dec.UseNumber()
	var doc map[string]any
	if err := dec.Decode(&doc); err != nil {
		ts.Fatalf("stdout is not a JSON object: %v", err)
	}
	if _, err := dec.Token(); err != io.EOF {
		ts.Fatalf("stdout has more than one JSON object")
	}
	return doc
}

// lookUp walks a path.
func lookUp(v any, path string) (any, error) {
	for _, name := range strings.Split(path, ".") {
		switch at := v.(type) {
		case map[string]any:
			if name == "len" {
				v = len(at)
				continue
			}
			next, ok := at[name]
			if !ok {
				return nil, fmt.Errorf("there is no %q", name)
			}
			v = next
		case []any:
			if name == "len" {
				v = len(at)
				continue
			}
			i, err := strconv.Atoi(name)
			if err != nil || i >= len(at) {
				return nil, fmt.Errorf("there is no element %s among %d", name, len(at))
			}
			v = at[i]
		default:
			return nil, fmt.Errorf("%q is asked of %v", name, v)
		}
	}
	return v, nil
}
