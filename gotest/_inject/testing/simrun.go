package testing

import (
	"bytes"
	"context"
	"internal/simhook"
	_ "simrun/explorer"
	_ "unsafe" // for linkname
)

//go:linkname simRunning runtime.simRunning
func simRunning(on bool)

// simRuns says that the tests begin. When they are over, TestMain has the same clock again.
func simRuns() (over func()) {
	if simhook.T.Explore == nil {
		return func() {}
	}
	simRunning(true)
	return func() { simRunning(false) }
}

// simTests has each test executed under the simulator, unless that was not asked for.
func simTests(tests []InternalTest) []InternalTest {
	if simhook.T.Explore == nil {
		simRunning(true)
		return tests
	}
	list := make([]InternalTest, len(tests))
	for i, test := range tests {
		list[i] = InternalTest{test.Name, func(t *T) { simTest(t, test) }}
	}
	return list
}

func simTest(outer *T, test InternalTest) {
	text, r := simhook.T.Explore(test.Name, func() (func(), func() simhook.Result) {
		var buf bytes.Buffer
		t := simT(outer, test.Name, &buf)
		body := func() {
			defer func() { t.parent.done = true }() // it is the last test: who logs later panics
			tRunner(t, test.F)
		}
		return body, func() simhook.Result {
			return simhook.Result{Failed: t.failed, Skipped: t.skipped, Text: buf.String() + string(t.output)}
		}
	})
	outer.Output().Write([]byte(text))
	switch {
	case r.Failed:
		outer.FailNow()
	case r.Skipped:
		outer.SkipNow()
	}
}

// simSlots is how many parallel subtests may run at a time: all. With -parallel, which is the number of processors by default, a
// search would be another one on another machine.
const simSlots = 1 << 30

// simT is the T of one execution, with a parent that has ended: a parallel test has nobody to wait for.
func simT(outer *T, name string, buf *bytes.Buffer) *T {
	m := outer.tstate.match
	state := newTestState(simSlots, &matcher{filter: m.filter, skip: m.skip, matchFunc: m.matchFunc, subNames: map[string]int32{}})
	parent := &common{signal: make(chan bool, 1), barrier: make(chan bool), w: buf}
	close(parent.barrier)
	ctx, cancel := context.WithCancel(context.Background())
	t := &T{
		common: common{
			barrier: make(chan bool), signal: make(chan bool, 2), name: name, parent: parent, level: 1, ctx: ctx, cancelCtx: cancel,
		},
		tstate: state,
	}
	t.w = indenter{&t.common}
	t.setOutputWriter()
	return t
}
