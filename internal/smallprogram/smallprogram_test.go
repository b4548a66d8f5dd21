package smallprogram_test

import (
	"testing"

	"simrun/internal/smallprogram"
)

func TestParse(t *testing.T) {
	for _, text := range []string{"acquire(0) put(1) ‖ get(1)", "load(0)", "set(0) ‖  ‖ is-set(1)"} {
		if got := smallprogram.Parse(text).String(); got != text {
			t.Errorf("%q is read as %q", text, got)
		}
	}
	for _, text := range []string{"put", "put(2)", "put(1", "‖ 1)"} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%q is no program, and was read", text)
				}
			}()
			smallprogram.Parse(text)
		}()
	}
}
