package cpython

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"simrun/models/event"
	"simrun/models/executor"
	"simrun/models/internal/conformance"
	"simrun/models/lock"
	"simrun/models/queue"
	"simrun/models/thread"
	"simrun/properties/catalog"
	"simrun/scheduler/sampling"
	"simrun/sim"
)

func TestMain(m *testing.M) { conformance.Main(m) }

// TestConformance decides the cases of the tutorial's notebook, with the programs of the catalog.
func TestConformance(t *testing.T) {
	conformance.Run(t, threadCases(t))
	conformance.Run(t, lockPipelineCases(t))
	conformance.Run(t, queuePipelineCases(t))
	conformance.Run(t, repairedCases(t))
	t.Run("NB06", notebookOrder)
}

// entry is a program of the catalog; the parameters are in the form "messages=2 workers=1".
func entry(t *testing.T, name, params string) sim.Program {
	t.Helper()
	e, err := catalog.Lookup(name)
	if err != nil {
		t.Fatal(err)
	}
	given := map[string]string{}
	for _, field := range strings.Fields(params) {
		k, v, _ := strings.Cut(field, "=")
		given[k] = v
	}
	p, _, err := e.Build(given)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// letters are what the lines of the notebook's programs are called in the cases.
var letters = []struct{ prefix, letter string }{
	{"Thread 1: starting", "S"}, {"Thread 1: finishing", "F"}, {"Main    : wait", "W"}, {"Main    : all", "D"},
	{"Producer", "P"}, {"Consumer", "C"}, {"Main\t\t:child", "MS"}, {"Main\t\t:event", "ME"}, {"Main\t\t:term", "MT"},
	{"Child\t\t:Thread is waiting", "CW"}, {"Child\t\t:Thread is exec", "CE"},
}

// shape is the order of the lines in the words of the cases; those of the pipelines are numbered.
func shape(x *sim.Execution) string {
	var words []string
	count := map[string]int{}
	for _, line := range x.Log {
		for _, l := range letters {
			if !strings.HasPrefix(line.Text, l.prefix) {
				continue
			}
			word := l.letter
			if count[word]++; word == "P" || word == "C" {
				word += fmt.Sprint(count[word])
			}
			words = append(words, word)
		}
	}
	return strings.Join(words, " ")
}

// lines makes a case whose outcome is the order of the lines.
func lines(t *testing.T, id, want, name, params string, clock sim.Clock, every ...string) conformance.Case {
	p := entry(t, name, params)
	c := conformance.Case{ID: id, Want: want, Config: sim.Config{Clock: clock, Seed: 7}, Every: every, Outcomes: len(every),
		Main: func(w *sim.World, _ *conformance.Out) { p.Main(w) },
		Last: func(x *sim.Execution, out *conformance.Out) {
			if s := shape(x); s != "" {
				out.Put(s)
			}
		}}
	if clock == sim.Anytime {
		c.Strategy = "dpor"
	}
	return c
}

// threadCases are those of the first thread and of the event.
func threadCases(t *testing.T) []conformance.Case {
	always := []string{"S F W D", "S W F D", "S W D F", "W S F D", "W S D F", "W D S F"}
	joined := []string{"S F W D", "S W F D", "W S F D"}
	return []conformance.Case{
		lines(t, "NB01", "every schedule: one of six orders", "thread", "", sim.Anytime, always...),
		lines(t, "NB01/timed", "every schedule: one of three, if the sleep is kept", "thread", "", sim.Virtual, "S W D F", "W S D F", "W D S F"),
		lines(t, "NB02", "every schedule: one of three", "thread", "join=true", sim.Anytime, joined...),
		lines(t, "NB02/timed", "every schedule: one of two, if the sleep is kept", "thread", "join=true", sim.Virtual, "S W F D", "W S F D"),
		lines(t, "NB02/daemon", "every schedule: the same for a daemon", "thread", "daemon=true join=true", sim.Anytime, joined...),
		lines(t, "NB03", "every schedule: one of ten, of which four end without F", "thread", "daemon=true", sim.Anytime,
			append(always, "S W D", "W S D", "W D S", "W D")...),
		lines(t, "NB03/timed", "every schedule: F never comes, if the sleep is kept", "thread", "daemon=true", sim.Virtual,
			"S W D", "W S D", "W D S", "W D"),
		lines(t, "NB14", "every schedule: one of two; a late child finds the flag set", "event", "", sim.Anytime,
			"MS CW ME CE MT", "MS ME CW CE MT"),
		lines(t, "NB14/timed", "every schedule: the first, if the sleep is kept", "event", "", sim.Virtual, "MS CW ME CE MT"),
	}
}

// transcripts are the orders of n lines of the producer and of the consumer in which each P comes before its C, and a C
// before the third P after it.
func transcripts(n, p, c int, before string) (list []string) {
	if p == n && c == n {
		return []string{strings.TrimSpace(before)}
	}
	if p < n && p < c+3 {
		list = append(list, transcripts(n, p+1, c, fmt.Sprintf("%s P%d", before, p+1))...)
	}
	if c < p {
		list = append(list, transcripts(n, p, c+1, fmt.Sprintf("%s C%d", before, c+1))...)
	}
	return list
}

// lockPipelineCases are those of the pipeline with two locks.
func lockPipelineCases(t *testing.T) []conformance.Case {
	var cases []conformance.Case
	for n, count := range []int{1, 2, 5, 13, 34, 89} {
		c := lines(t, fmt.Sprintf("NB04/%d", n+1), "every schedule: each order in which a message is read before the next but one is logged; ∄ deadlock",
			"lock-pipeline", fmt.Sprintf("messages=%d", n+1), sim.Anytime, transcripts(n+1, 0, 0, "")...)
		if c.Outcomes != count {
			t.Fatalf("%d messages: %d orders, want %d", n+1, c.Outcomes, count)
		}
		cases = append(cases, c)
	}
	cases = append(cases, lines(t, "NB04/consumer", "every schedule: the same, if the consumer is submitted first",
		"lock-pipeline", "messages=5 first=consumer", sim.Anytime, transcripts(5, 0, 0, "")...))
	five := lines(t, "NB05", "∃ the recorded order; ∄ six lines of the consumer, ∄ deadlock", "lock-pipeline", "messages=5", sim.Anytime)
	five.Exists, five.Never = []string{recorded}, []string{"*C6*", "*deadlock*"}
	stuck := conformance.Case{ID: "NB08", Want: "every schedule: with RLock the producer's task fails, the consumer waits for ever, and so does main",
		Main: rlockPipeline, Strategy: "dpor", Every: []string{"RuntimeError: cannot release un-acquired lock deadlock"}}
	return append(cases, five, stuck,
		lines(t, "NB07", "every schedule: one worker, producer first: two lines, then a deadlock", "lock-pipeline", "workers=1",
			sim.Anytime, "P1 P2 deadlock"),
		lines(t, "NB07/consumer", "every schedule: one worker, consumer first: no line, and a deadlock", "lock-pipeline",
			"workers=1 first=consumer", sim.Anytime, "deadlock"))
}

// recorded is the order of lines that the notebook shows.
const recorded = "P1 P2 C1 P3 C2 P4 C3 P5 C4 C5"

// notebookOrder: what a thread does that runs until it blocks, or until it writes a line.
func notebookOrder(t *testing.T) {
	for _, switching := range []sim.Switching{sim.Block, sim.IO} {
		s := sampling.NewRunToBlock()
		s.Begin(0)
		if got := shape(sim.Run(entry(t, "lock-pipeline", ""), sim.Config{Switching: switching}, s)); got != recorded {
			t.Errorf("%s: %s, want %s", switching, got, recorded)
		}
	}
}

// rlockPipeline is the pipeline with RLocks: main owns the one that the producer releases.
func rlockPipeline(w *sim.World, out *conformance.Out) {
	producerLock, consumerLock := lock.NewRLock(w, "producer_lock"), lock.NewRLock(w, "consumer_lock")
	consumerLock.Acquire()
	pool := executor.New(w, 2)
	pool.With(func() {
		f := pool.Submit("producer", func() any {
			producerLock.Acquire()
			consumerLock.Release()
			return nil
		})
		pool.Submit("consumer", func() any {
			consumerLock.Acquire()
			return nil
		})
		_, err := f.Result()
		out.Put(err)
	})
}

// counted makes a case whose outcome is how many messages were produced, consumed, and are left, and how it ended.
func counted(t *testing.T, id, want, name, params string, every ...string) conformance.Case {
	c := lines(t, id, want, name, params, sim.Anytime, every...)
	c.Last = func(x *sim.Execution, out *conformance.Out) {
		out.Put(x.Observation("produced"), x.Observation("consumed"), x.Observation("left"))
	}
	return c
}

// queuePipelineCases are those of the pipeline with a queue.
func queuePipelineCases(t *testing.T) []conformance.Case {
	var cases []conformance.Case
	for k := 1; k <= 3; k++ {
		var every []string
		for n := range k + 1 {
			every = append(every, fmt.Sprintf("%d %d 0", n, n), fmt.Sprintf("%d %d 0 deadlock", n, n))
			if n > 0 {
				every = append(every, fmt.Sprintf("%d %d 1", n, n-1))
			}
		}
		cases = append(cases, counted(t, fmt.Sprintf("NB10/%d", k), "every schedule: clean, the consumer hangs, or one message is lost",
			"queue-pipeline", fmt.Sprintf("messages=%d", k), every...))
	}
	var one []string
	for n := range 11 {
		one = append(one, fmt.Sprintf("%d %d 0", n, n))
	}
	classes := counted(t, "NB09", "∃ clean, ∃ the consumer hangs, ∃ one message is lost; ∄ two are, ∄ the producer hangs", "queue-pipeline", "messages=2")
	classes.Exists = []string{"2 2 0", "2 2 0 deadlock", "2 1 1"}
	classes.Never = []string{"* 2", "* 2 deadlock", "* 1 deadlock"}
	hang := lines(t, "NB11/lines", "∃ a deadlock after eleven lines of the producer; ∄ twelve", "queue-pipeline", "messages=0 workers=1", sim.Anytime)
	hang.Exists, hang.Never = []string{"P1 * P11 deadlock"}, []string{"*P12*", "P1 * P10 deadlock"}
	return append(cases, classes, hang,
		counted(t, "NB11", "every schedule: one worker: clean with at most ten messages, or a deadlock with ten in the queue",
			"queue-pipeline", "messages=0 workers=1", append(one, "10 0 10 deadlock")...),
		conformance.Case{ID: "NB12", Want: "∃ as many messages lost as there are producers; ∄ more", Strategy: "dpor",
			Main: producers(2, 2), Exists: []string{"0 left", "1 left", "2 left"}, Never: []string{"3 left*"}},
		conformance.Case{ID: "NB12/stuck", Want: "∃ a producer waits for ever in put, if there are more producers than room", Strategy: "dpor",
			Main: producers(2, 1), Exists: []string{"1 left deadlock", "0 left"}, Never: []string{"2 left*"}},
	)
}

// producers has some producers, each of which puts one message unless the event is set, and one consumer.
func producers(n, maxsize int) func(w *sim.World, out *conformance.Out) {
	return func(w *sim.World, out *conformance.Out) {
		q, over := queue.New(w, "", maxsize), event.New(w, "")
		w.OnEnd(func() { out.Put(fmt.Sprintf("%d left", len(q.Left()))) })
		for i := range n {
			thread.New(w, thread.Target("", func() {
				if !over.IsSet() {
					q.Put(i)
				}
			})).Start()
		}
		thread.New(w, thread.Target("", func() {
			for !over.IsSet() || !q.Empty() {
				q.Get()
			}
		})).Start()
		w.Sleep(time.Second)
		over.Set()
	}
}

// repairedCases are those of the repaired pipelines.
func repairedCases(t *testing.T) []conformance.Case {
	var cases []conformance.Case
	for _, twin := range []string{"sentinel", "timeout", "shutdown"} {
		c := counted(t, "NB13/"+twin, "every schedule: all that was produced is consumed, and nobody hangs", "queue-pipeline-"+twin, "messages=2")
		c.Every = []string{"0 0 0", "1 1 0", "2 2 0"}
		cases = append(cases, c)
	}
	return cases
}
