package sim

import "testing"

// A misuse ends the execution, wherever it happens: nobody makes a step after it, and what the main thread has to do at its end is
// left out. Each thread makes three steps; under the schedules of 20 seeds the one that misuses is not the last.
func TestMisuseEndsTheExecution(t *testing.T) {
	for name, at := range map[string]struct{ thread, step int }{
		"in the main thread":        {0, 1},
		"when a thread starts":      {1, 0},
		"in the midst of a thread":  {1, 1},
		"at the end of a thread":    {2, 3},
		"before there is a thread":  {0, -1},
		"at the end of the program": {0, 3},
	} {
		for seed := range uint64(20) {
			misused, after := false, 0
			misuse := func() {
				misused = true
				Misuse("this cannot be simulated")
			}
			goesOn := func() {
				if misused {
					after++
				}
			}
			program := Program{Main: func(w *World) {
				w.OnMainReturn(goesOn)
				c := newCell(w)
				life := func(thread int) {
					for step := range 4 {
						if at.thread == thread && at.step == step {
							misuse()
						}
						c.load()
						goesOn()
					}
				}
				if at.step < 0 {
					misuse()
				}
				w.Spawn("one", func() { life(1) })
				w.Spawn("two", func() { life(2) })
				life(0)
			}}
			func() {
				defer func() {
					if err := MisuseError(recover()); err == nil || err.Error() != "sim: this cannot be simulated" {
						t.Errorf("%s, seed %d: %v", name, seed, err)
					}
				}()
				Run(program, Config{}, &uniform{seed})
			}()
			if !misused || after > 0 {
				t.Errorf("%s, seed %d: misused %v, %d steps after it", name, seed, misused, after)
			}
		}
	}
}
