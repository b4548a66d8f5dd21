package properties_test

import (
	"testing"

	"simrun/models/shared"
	"simrun/properties"
	"simrun/sim"
)

var conservation = []sim.Property{properties.NoLostMessage, properties.NoDuplicatedMessage, properties.NoReorderedMessage}

// books is a program that does nothing but keep books.
func books(sent, received []any) func(w *sim.World) {
	return func(w *sim.World) {
		l := properties.NewLedger(w, "box")
		for _, v := range sent {
			l.Sent(v)
		}
		for _, v := range received {
			l.Received(v)
		}
	}
}

func TestLedger(t *testing.T) {
	list := func(v ...any) []any { return v }
	const by = " [messages of MainThread in box]"
	for _, c := range []struct {
		name           string
		sent, received []any
		want           []string
	}{
		{"kept", list(1, 2, 3), list(1, 2, 3), nil},
		{"lost", list(1, 2, 3), list(1, 3),
			[]string{"lost-message: 2, sent by MainThread, was never received from box [message of MainThread in box]"}},
		{"one of two equal ones lost", list(1, 1, 2), list(1, 2),
			[]string{"lost-message: 1, sent by MainThread, was never received from box [message of MainThread in box]"}},
		{"equal ones", list(1, 1, 2), list(1, 2, 1), nil},
		{"twice", list(1, 2), list(1, 2, 2),
			[]string{"duplicated-message: MainThread received 2 from box once more than it was sent [MainThread from box]"}},
		{"never sent", list(1), list(1, 2),
			[]string{"duplicated-message: MainThread received 2 from box, which nobody had sent [MainThread from box]"}},
		{"reordered", list(1, 2, 3), list(2, 1, 3),
			[]string{"reordered-message: MainThread put 1 into box before 2, which was got first" + by}},
		{"what cannot be compared by ==", list([]int{1}), list([]int{1}), nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			expect(t, found(t, books(c.sent, c.received), conservation...), c.want...)
		})
	}
}

// A cell without a lock: the producer may overwrite what the consumer has not read, and the consumer may read twice.
// Either message may be lost or read twice; that is one finding each.
func TestLedgerOverACell(t *testing.T) {
	program := func(w *sim.World) {
		cell, l := shared.New(w, "cell", 0), properties.NewLedger(w, "cell")
		join := start(w, "producer", func() {
			for i := range 2 {
				cell.Store(i + 1)
				l.Sent(i + 1)
				shared.Poll(w)
			}
		})
		for range 2 {
			shared.Poll(w)
			if v := cell.Load(); v != 0 {
				l.Received(v)
			}
		}
		join()
	}
	expect(t, found(t, program, properties.NoDuplicatedMessage),
		"duplicated-message: MainThread received 2 from cell once more than it was sent [MainThread from cell]")
	expect(t, found(t, program, properties.NoLostMessage),
		"lost-message: 1, sent by producer, was never received from cell [message of producer in cell]")
}
