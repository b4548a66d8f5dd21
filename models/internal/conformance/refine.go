package conformance

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"simrun/sim"
)

var programs = flag.Int("programs", 0, "how many random programs each test of a refinement compares; 0 means a sample")

// Pair is a program twice: with the model, and with a refinement of it, which takes every step that CPython takes.
type Pair struct {
	Name         string // what the program does
	Model, Steps func(w *sim.World, out *Out)
}

// Refine draws random programs, a sample or as many as the flag says, and holds the outcomes of the model against those
// of the refinement: both must have the same. The i-th program is the same in each run. It prints how many there were.
func Refine(t *testing.T, sample int, draw func(r *rand.Rand, i int) Pair) {
	t.Helper()
	n := sample
	if *programs > 0 {
		n = *programs
	}
	r := rand.New(rand.NewPCG(1, 2))
	total, ofModel, ofSteps := 0, 0, 0
	for i := range n {
		p := draw(r, i)
		model, k := outcomes(t, p.Name, p.Model)
		steps, m := outcomes(t, p.Name, p.Steps)
		if !slices.Equal(model, steps) {
			t.Fatalf("program %d, %s:\nthe model gives %q\nCPython's steps %q", i, p.Name, model, steps)
		}
		total, ofModel, ofSteps = total+len(model), ofModel+k, ofSteps+m
	}
	t.Logf("%d programs without a difference: %d outcomes, in %d executions of the model and %d of CPython's steps",
		n, total, ofModel, ofSteps)
}

// outcomes are those of one side in a fixed order, and the number of executions. The lines of the log are part of them.
func outcomes(t *testing.T, name string, main func(w *sim.World, out *Out)) ([]string, int) {
	t.Helper()
	c := &Case{ID: name, Main: main, Strategy: "dpor", Limit: 3_000_000, Log: true}
	commute(t, c)
	found, n := Search(t, c)
	slices.Sort(found)
	return found, n
}

// Words are a random program of 2 or 3 threads with up to 3 calls each: a word for each thread, a letter for each call.
func Words(r *rand.Rand, letters string) []string {
	words := make([]string, 2+r.IntN(2))
	for i := range words {
		for range 1 + r.IntN(4-len(words)+1) {
			words[i] += string(letters[r.IntN(len(letters))])
		}
	}
	return words
}

// Sides are a program of [Words] on two kinds of T: the model and its refinement.
type Sides[T any] struct {
	Words        []string
	Model, Steps func(w *sim.World) T
	// Call makes the call of a letter, the k-th of thread i. What it says, or raises, becomes the outcome. The letter l is
	// not for it: that is a line of the log.
	Call  func(x T, i, k int, letter rune) string
	Final func(x T) string // becomes the outcome too; may be nil
	// InMain has the main thread take the first word, and start the threads for the others: for models that have to do with
	// the exit of the interpreter.
	InMain bool
}

// Pair makes the program; more is what its name says besides the words.
func (s Sides[T]) Pair(more ...any) Pair {
	return Pair{
		Name:  strings.TrimSpace(fmt.Sprintf("%q ", s.Words) + fmt.Sprint(more...)),
		Model: func(w *sim.World, out *Out) { s.perform(w, out, s.Model(w)) },
		Steps: func(w *sim.World, out *Out) { s.perform(w, out, s.Steps(w)) },
	}
}

// perform executes the program on one side.
func (s Sides[T]) perform(w *sim.World, out *Out, x T) {
	list := s.bodies(w, out, x)
	if !s.InMain {
		w.SpawnAll("t", list...)
		return
	}
	for i, body := range list[1:] {
		Start(w, fmt.Sprint("t", i+1), body)
	}
	list[0]()
}

// bodies are what the threads do. What came of it is put in the end.
func (s Sides[T]) bodies(w *sim.World, out *Out, x T) []func() {
	got := make([]string, len(s.Words))
	list := make([]func(), len(s.Words))
	for i, word := range s.Words {
		list[i] = func() {
			for k, letter := range word {
				got[i] += string(letter) // also of a call that never returns
				if letter == 'l' {
					line(w, fmt.Sprint(i, k))
				} else if raised := Try(func() { got[i] += s.Call(x, i, k, letter) }); raised != "ok" {
					got[i] += raised
				}
				got[i] += " "
			}
			got[i] += "end"
		}
	}
	w.OnEnd(func() {
		out.Put(fmt.Sprintf("%q", got))
		if s.Final != nil {
			out.Put(s.Final(x))
		}
	})
	return list
}

// line writes a line to the log.
func line(w *sim.World, text string) {
	if w.Do(sim.Op{Name: "print", Object: w.Stderr(), Class: sim.IO}) {
		w.Logf("%s", text)
	}
}
