package conformance

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"slices"
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
	found, n := Search(t, &Case{ID: name, Main: main, Strategy: "dpor", Limit: 3_000_000, Log: true})
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

// Perform has a thread for each word, which makes a call for each of its letters. What call says of the k-th one of
// thread i, or raises, becomes the outcome, and what final says in the end. The letter l is a line of the log.
func Perform(w *sim.World, out *Out, words []string, call func(i, k int, letter rune) string, final func() string) {
	w.SpawnAll("t", bodies(w, out, words, call, final)...)
}

// PerformInMain is Perform with the main thread for the first word, and threads that it starts for the others: for models
// that have to do with the exit of the interpreter.
func PerformInMain(w *sim.World, out *Out, words []string, call func(i, k int, letter rune) string, final func() string) {
	list := bodies(w, out, words, call, final)
	for i, body := range list[1:] {
		Start(w, fmt.Sprint("t", i+1), body)
	}
	list[0]()
}

// bodies are what the threads do, and what is put in the end.
func bodies(w *sim.World, out *Out, words []string, call func(i, k int, letter rune) string, final func() string) []func() {
	got := make([]string, len(words))
	list := make([]func(), len(words))
	for i, word := range words {
		list[i] = func() {
			for k, letter := range word {
				got[i] += string(letter) // also of a call that never returns
				if letter == 'l' {
					line(w, fmt.Sprint(i, k))
				} else if raised := Try(func() { got[i] += call(i, k, letter) }); raised != "ok" {
					got[i] += raised
				}
				got[i] += " "
			}
			got[i] += "end"
		}
	}
	w.OnEnd(func() { out.Put(fmt.Sprintf("%q %s", got, final())) })
	return list
}

// line writes a line to the log.
func line(w *sim.World, text string) {
	if w.Do(sim.Op{Name: "print", Object: w.Stderr(), Class: sim.IO}) {
		w.Logf("%s", text)
	}
}
