package scheduler_test

import (
	"context"
	"testing"
	"time"

	"simrun/bench"
	"simrun/properties/catalog"
	"simrun/scheduler"
	"simrun/sim"
)

// weighing carries out turns elsewhere in this process, and notes what each part takes of the processor.
type weighing struct {
	c                 *scheduler.Carrier
	tasks, executions int
	pack, take, carry time.Duration
	plan, took        time.Duration
	over              time.Duration // when the turn before was
	sent, back        int           // bytes
}

func (w *weighing) Slots() int                  { return 4 }
func (w *weighing) Worth() time.Duration        { return 0 }
func (w *weighing) Load(string) ([]byte, error) { return nil, nil }
func (w *weighing) Save([]byte) error           { return nil }

func (w *weighing) CarryOut(ctx context.Context, t *scheduler.Turn) error {
	if w.over > 0 {
		w.plan += bench.ProcessorTime() - w.over
	}
	missing := t.Missing()
	for from := 0; from < len(missing); from += 8 {
		part := missing[from:min(from+8, len(missing))]
		begin := bench.ProcessorTime()
		parcel, err := t.Pack(part)
		if err != nil {
			return err
		}
		packed := bench.ProcessorTime()
		carried, _, err := w.c.CarryOut(ctx, parcel)
		if err != nil {
			return err
		}
		result, err := carried.Encode(0, carried.Tasks())
		if err != nil {
			return err
		}
		done := bench.ProcessorTime()
		if err := t.Take(result); err != nil {
			return err
		}
		w.tasks, w.executions = w.tasks+len(part), w.executions+carried.Executions
		w.pack, w.carry, w.take = w.pack+packed-begin, w.carry+done-packed, w.take+bench.ProcessorTime()-done
		w.took += carried.Took
		w.sent, w.back = w.sent+len(parcel), w.back+len(result)
	}
	w.over = bench.ProcessorTime()
	return nil
}

// BenchmarkElsewhere says what a task costs that is carried out elsewhere, beside its executions: what the simulation of
// scale in package cluster goes by.
func BenchmarkElsewhere(b *testing.B) {
	e, err := catalog.Find(catalog.All(), "lock-pipeline")
	if err != nil {
		b.Fatal(err)
	}
	p, properties, err := e.Build(map[string]string{"messages": "11"})
	if err != nil {
		b.Fatal(err)
	}
	o := scheduler.Options{
		Strategy: "dpor", Properties: properties, NoShrink: true,
		Config: sim.Config{Switching: sim.Call, Clock: sim.Anytime, Fingerprint: true},
	}
	c, err := scheduler.NewCarrier(p, o)
	if err != nil {
		b.Fatal(err)
	}
	scheduler.SaveEvery(time.Hour) // what a state takes to keep depends on all executions, and not on the tasks
	defer scheduler.SaveEvery(scheduler.SavedEvery)
	w := &weighing{c: c}
	o.Elsewhere = w
	for b.Loop() {
		w.over = 0
		if _, err := scheduler.Explore(context.Background(), p, o); err != nil {
			b.Fatal(err)
		}
	}
	tasks := float64(w.tasks)
	of := func(d time.Duration) float64 { return float64(d.Microseconds()) / tasks }
	b.ReportMetric(float64(w.took.Microseconds())/float64(w.executions), "µs/execution")
	b.ReportMetric(of(w.took), "µs-executing/task")
	b.ReportMetric(of(w.pack), "µs-packing/task")
	b.ReportMetric(of(w.carry-w.took), "µs-carrying/task") // of which executing is time on the clock: nothing else may be at work
	b.ReportMetric(of(w.take), "µs-taking/task")
	b.ReportMetric(of(w.plan), "µs-planning/task")
	b.ReportMetric(float64(w.sent)/tasks, "B-sent/task")
	b.ReportMetric(float64(w.back)/tasks, "B-back/task")
}
