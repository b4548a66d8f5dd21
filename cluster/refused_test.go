package cluster

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"
	"time"

	"simrun/scheduler"
)

// meddled has something happen before a turn.
type meddled struct {
	*Coordinator
	before func()
}

func (m *meddled) CarryOut(ctx context.Context, t *scheduler.Turn) error {
	m.before()
	return m.Coordinator.CarryOut(ctx, t)
}

// TestNonsense: 10,000 messages that are none are refused, one line of the log each, and change nothing.
func TestNonsense(t *testing.T) {
	log := &lines{}
	_, url := started(t, "", log)
	c := connected(t, url, Options{Log: log.log, Waits: true})
	p, o, err := programOfTest("casw-4")
	if err != nil {
		t.Fatal(err)
	}
	want := inOneProcess(t, "casw-4")
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	d, err := c.Direct(ctx, Search{Name: "nonsense", Text: "test"}, cancel)
	if err != nil {
		t.Fatal(err)
	}
	sound, err := (&message{Search: "nonsense", Turn: "turn", Tasks: []int{0}, Body: []byte("nothing")}).encode(aResult)
	if err != nil {
		t.Fatal(err)
	}
	const each = 5000
	r := rand.New(rand.NewPCG(1, 0))
	fuzzed := func(k kind) []byte {
		data := append(k.head(), sound[len(aResult.head()):]...)
		switch r.IntN(4) {
		case 0: // another version
			return append(fmt.Appendf(nil, "simrun %s %d\n", k, protocol+1+r.IntN(9)), data[len(k.head()):]...)
		case 1: // the beginning only
			return data[:r.IntN(len(data))]
		case 2: // nothing of it
			for i := range data {
				data[i] = byte(r.Uint32())
			}
			return data
		}
		data[r.IntN(len(data))] ^= 1 << r.IntN(8)
		return data
	}
	working, end := context.WithCancel(context.Background())
	wait := workFor(t, working, c, p, o, log)
	publish := func(subject string, k kind) {
		for i := range each {
			if i%100 == 0 {
				<-c.js.PublishAsyncComplete()
			}
			if _, err := c.js.PublishAsync(subject, fuzzed(k)); err != nil {
				t.Fatal(err)
			}
		}
		<-c.js.PublishAsyncComplete()
	}
	publish(taskSubject(programOf("test"), "nonsense"), aTask)
	for begin := time.Now(); log.with("a task in ") < each && time.Since(begin) < time.Minute; {
		time.Sleep(10 * time.Millisecond)
	}
	o.Elsewhere = &meddled{d, sync.OnceFunc(func() { publish("simrun.result.nonsense.turn.0-0", aResult) })}
	report, err := scheduler.Explore(ctx, p, o)
	if err != nil {
		t.Fatal(err)
	}
	if got := summary(report); got != want {
		t.Errorf("beside nonsense:\n%s\nwithout:\n%s", got, want)
	}
	end()
	wait()
	if err := d.Close(true); err != nil {
		t.Error(err)
	}
	if tasks, results := log.with("a task in "), log.with("a result in "); results != each || tasks != each || len(log.list) != tasks+results {
		t.Errorf("%d tasks and %d results were refused, want %d of each, in %d lines, the last %q", tasks, results, each, len(log.list), log.list[len(log.list)-1])
	}
}

// TestToken: nobody comes in without the token, and an address that others reach is not served without one.
func TestToken(t *testing.T) {
	log := &lines{}
	_, url := started(t, "secret", log)
	for _, token := range []string{"", "other"} {
		if _, err := Connect(context.Background(), url, Options{Token: token}); err == nil || !strings.Contains(err.Error(), "refuses the token") {
			t.Errorf("with the token %q: %v", token, err)
		}
	}
	if n := log.with("authentication error"); n != 2 {
		t.Errorf("%d lines of the log for 2 clients that were refused: %q", n, log.list)
	}
	connected(t, url, Options{Token: "secret"})
	if _, err := Serve("0.0.0.0:4222", ServerOptions{}, t.TempDir(), log.log); err == nil || !strings.Contains(err.Error(), "needs a token") {
		t.Error(err)
	}
}
