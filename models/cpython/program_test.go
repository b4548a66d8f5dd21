//go:build cpython

// Package cpython compares the models with CPython itself. It has tests only, behind the build tag cpython, which need a
// python3 of version 3.11 or later in the PATH.
//
// # Words
//
// A program is described once, as data: threads, each with a list of calls on objects that have names. It is executed
// as a Go program under exhaustive search, and written out as Python and repeated with forced switches. The outcome of
// an execution is one line: for each thread what its calls returned or raised, the final state of the objects, the
// lines of the log in their order, and whether threads were blocked for ever.
//
// # Guarantee
//
// Each outcome that CPython shows is one that the search of the model found. How many of the model's outcomes CPython
// showed is printed; the others are such that its scheduler is not likely to come by, or only another version does.
//
// # Limits
//
// What differs between the versions is left out of the programs: Queue.shutdown before 3.13, SimpleQueue, RLock.locked,
// a negative timeout of a lock, Barrier(0). Up to 3.13.0 a lock that was handed to a sleeping thread is for a moment
// neither free nor locked: calls that fail because a lock is held, and calls that tell whether it is, are not combined
// in one program for that reason.
package cpython

import (
	"fmt"
	"math/rand/v2"
	"strings"

	"simrun/models/executor"
	"simrun/models/logging"
	"simrun/sim"
)

// program is what both sides execute.
type program struct {
	name    string
	objects []object
	threads []actor // each is a thread
	tasks   []actor // each may be submitted to an executor
	exact   bool    // CPython must show all that the model may do
}

// object is one that the threads share.
type object struct {
	name   string
	python string // the expression that makes it
	create func(e *env) any
	state  string // Python's expression for its final state; empty if that is not looked at
	final  func(o any) any
}

// actor is a list of calls that are made one after the other.
type actor struct {
	name  string
	calls []call
	task  bool // it returns how many calls it made
	fails bool // but this one raises ValueError in the end
}

// call is one operation. In the text of Python "run" is the repetition and "me" the thread.
type call struct {
	python string
	run    func(e *env, me *performer) any
}

// env is one execution of a program in the model.
type env struct {
	w       *sim.World
	objects map[string]any
	tasks   []*performer
	futures []*executor.Future
}

// performer executes an actor and keeps what its calls gave.
type performer struct {
	actor
	results []string
	got     []bool // whether locks were taken
}

// get is an object of the execution.
func get[T any](e *env, name string) T { return e.objects[name].(T) }

// class is a kind of programs: the objects, and a phrase of calls for each letter.
type class struct {
	name    string
	objects []object
	phrases map[rune]phrase
	letters string // what random threads are made of; more often is more likely
	threads [2]int // at least, at most
	length  [2]int // letters of a thread
	// What the tasks for an executor are made of, if there is one: then there is one thread, which may submit them all.
	tasks *class
	end   []call // the last calls of each thread
	seeds []uint64
	// Programs that are not generated: the words of their threads. Of the exact ones CPython must show every outcome of
	// the model, so that a model that may do too much is found out.
	picked, exact []string
}

// phrase makes the calls for a letter; k is a number that no other phrase of the program has.
type phrase func(k int) []call

// generate makes the program of a seed.
func (c *class) generate(seed uint64) *program {
	r := rand.New(rand.NewPCG(seed, uint64(len(c.name))))
	p := &program{objects: c.objects}
	n := c.threads[0] + r.IntN(c.threads[1]-c.threads[0]+1)
	words := c.words(r, n)
	c.addThreads(p, words)
	if c.tasks != nil {
		for i, word := range c.tasks.words(r, c.tasks.threads[0]) {
			word, fails := strings.CutSuffix(word, "!")
			p.tasks = append(p.tasks, actor{name: fmt.Sprint("task", i), calls: c.tasks.spell(word, 100*(i+1)), task: true, fails: fails})
			words = append(words, word)
		}
	}
	p.name = fmt.Sprintf("%s %d %s", c.name, seed, strings.Join(words, " "))
	return p
}

// addThreads adds a thread for each word.
func (c *class) addThreads(p *program, words []string) {
	for i, word := range words {
		p.threads = append(p.threads, actor{name: fmt.Sprint("t", i), calls: append(c.spell(word, 10*(i+1)), c.end...)})
	}
}

// pick makes a program of given words.
func (c *class) pick(words string, exact bool) *program {
	p := &program{name: c.name + " " + words, objects: c.objects, exact: exact}
	c.addThreads(p, strings.Fields(words))
	return p
}

// programs are all programs of the class.
func (c *class) programs() []*program {
	var list []*program
	for _, seed := range c.seeds {
		list = append(list, c.generate(seed))
	}
	for _, words := range c.picked {
		list = append(list, c.pick(words, false))
	}
	for _, words := range c.exact {
		list = append(list, c.pick(words, true))
	}
	return list
}

// words are random words of the class.
func (c *class) words(r *rand.Rand, n int) []string {
	var words []string
	for range n {
		word := make([]byte, c.length[0]+r.IntN(c.length[1]-c.length[0]+1))
		for k := range word {
			word[k] = c.letters[r.IntN(len(c.letters))]
		}
		words = append(words, string(word))
	}
	return words
}

// spell is the calls of a word.
func (c *class) spell(word string, k int) []call {
	var calls []call
	for i, letter := range word {
		calls = append(calls, c.phrases[letter](k+i)...)
	}
	return calls
}

// line is a line of the log.
func line(k int) call {
	return call{fmt.Sprintf("run.log.info('%d')", k), func(e *env, _ *performer) any {
		logging.Info(e.w, "%d", k)
		return nil
	}}
}

// one makes phrases of one call each.
func one(c call) phrase { return func(int) []call { return []call{c} } }

// all makes a phrase of several calls.
func all(calls ...call) phrase { return func(int) []call { return calls } }
