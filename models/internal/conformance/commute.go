package conformance

import (
	"fmt"
	"strings"
	"testing"

	"simrun/scheduler/sampling"
	"simrun/scheduler/sharing"
	"simrun/sim"
)

// commuted is how many executions of a program are held against those in which independent steps change places.
const commuted = 10

// commute has independent steps of the program change places: nothing may come out differently, nor may what each thread
// puts. If it does, an operation reads or writes something that it does not declare.
func commute(t *testing.T, c *Case) {
	t.Helper()
	p := sim.Program{Name: c.ID, Main: func(w *sim.World) { c.Main(w, &Out{world: w}) }}
	if s := sharing.Commute(p, c.config(), sampling.NewRandom(1), commuted); s != nil {
		t.Errorf("%s: %s\n%s", c.ID, c.Want, s.Message)
	}
}

// observe notes a word for the thread that puts it.
func (o *Out) observe(word string) {
	i := 0
	if t := o.world.Current(); t != nil {
		i = t.Index() + 1
	}
	for len(o.by) <= i {
		o.by = append(o.by, nil)
	}
	o.by[i] = append(o.by[i], word)
	o.world.Observe(fmt.Sprint("put by ", i-1), strings.Join(o.by[i], " "))
}

// Draw has independent steps of random programs change places, of a sample or of as many as the flag says. The i-th
// program is the same in each run.
func Draw(t *testing.T, sample int, draw func(i int) (name string, mode sim.Switching, main func(w *sim.World, out *Out))) {
	t.Helper()
	n := sample
	if *programs > 0 {
		n = *programs
	}
	for i := range n {
		name, mode, main := draw(i)
		commute(t, &Case{ID: fmt.Sprintf("program %d in mode %v", i, mode), Want: name, Main: main, Config: sim.Config{Switching: mode}})
	}
	t.Logf("%d programs", n)
}
