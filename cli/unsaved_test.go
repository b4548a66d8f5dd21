package cli

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"

	"simrun/properties/catalog"
	"simrun/sim"
)

// A search whose last checkpoint cannot be written prints its result all the same, and the JSON says why it is not saved.
func TestUnsaved(t *testing.T) {
	for _, removes := range []bool{false, true} {
		dir := filepath.Join(t.TempDir(), "gone")
		if err := os.MkdirAll(dir, 0o777); err != nil {
			t.Fatal(err)
		}
		var runs atomic.Int32
		program := func(w *sim.World) {
			if runs.Add(1) == 20 && removes { // the search is under way
				os.RemoveAll(dir)
			}
			for range 4 {
				w.Choose(3)
			}
		}
		list := []catalog.Entry{{Name: "p", Program: func(catalog.Values) (func(*sim.World), []sim.Property) { return program, nil }}}
		var out, errs bytes.Buffer
		code := newApp("simrun", list, strings.NewReader(""), &out, &errs).run([]string{"explore", "p", "--json", "--checkpoint", filepath.Join(dir, "search")})
		var r struct {
			Exhausted bool
			Unsaved   *string
		}
		if err := json.Unmarshal(out.Bytes(), &r); err != nil || r.Unsaved == nil || !r.Exhausted {
			t.Fatalf("%v in %s%s", err, out.String(), errs.String())
		}
		if saved := *r.Unsaved == "" && code == 0; saved == removes || removes && !strings.Contains(*r.Unsaved, "no such file") {
			t.Errorf("removed: %v; exit code %d, unsaved %q, stderr %q", removes, code, *r.Unsaved, errs.String())
		}
	}
}
