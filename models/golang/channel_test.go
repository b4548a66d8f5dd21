package golang_test

import (
	"testing"

	"simrun/models/golang"
)

func TestChannels(t *testing.T) {
	check(t, []program{
		{"an unbuffered send waits for its receiver", func(w world, out func(...any)) {
			c := golang.Make[int](w, "c", 0)
			golang.Go(w, "sender", func() { c.Send(1); out("sent") })
			out(c.Receive())
		}, "1 sent|sent 1"},
		{"a buffer keeps the order", func(w world, out func(...any)) {
			c := golang.Make[int](w, "c", 2)
			golang.Go(w, "sender", func() { c.Send(1); c.Send(2); c.Send(3); c.Close() })
			for v, ok := c.Receive2(); ok; v, ok = c.Receive2() {
				out(v)
			}
		}, "1 2 3"},
		{"who came first is served first", func(w world, out func(...any)) {
			c, first := golang.Make[int](w, "c", 0), golang.Make[int](w, "first", 0)
			golang.Go(w, "a", func() { first.Send(0); c.Send(1) })
			first.Receive()
			golang.Go(w, "b", func() { c.Send(2) })
			out(c.Receive(), c.Receive())
		}, "1 2|2 1"}, // b may overtake a, which has announced nothing yet
		{"nobody receives", func(w world, out func(...any)) {
			golang.Make[int](w, "c", 0).Send(1)
		}, "deadlock"},
		{"a goroutine that nobody receives from is left", func(w world, out func(...any)) {
			c := golang.Make[int](w, "c", 0)
			golang.Go(w, "sender", func() { c.Send(1) })
		}, "leak"},
		{"its twin with room", func(w world, out func(...any)) {
			c := golang.Make[int](w, "c", 1)
			golang.Go(w, "sender", func() { c.Send(1) })
		}, ""},
		{"a closed channel gives what is left, then zero values", func(w world, out func(...any)) {
			c := golang.Make[int](w, "c", 1)
			c.Send(7)
			c.Close()
			v, ok := c.Receive2()
			out(v, ok)
			v, ok = c.Receive2()
			out(v, ok)
		}, "7 true 0 false"},
		{"a close wakes all receivers", func(w world, out func(...any)) {
			c := golang.Make[int](w, "c", 0)
			g := golang.NewWaitGroup(w, "g")
			for range 2 {
				g.Go("receiver", func() { c.Receive() })
			}
			c.Close()
			g.Wait()
			out("woken")
		}, "woken"},
		{"a send on a closed channel panics", func(w world, out func(...any)) {
			c := golang.Make[int](w, "c", 1)
			golang.Go(w, "closer", c.Close)
			c.Send(1)
		}, "|panic"},
		{"so does one that waits while it is closed", func(w world, out func(...any)) {
			c := golang.Make[int](w, "c", 0)
			golang.Go(w, "closer", c.Close)
			c.Send(1)
		}, "panic"},
		{"who asks for the length sees it before or after a send", func(w world, out func(...any)) {
			c := golang.Make[int](w, "c", 1)
			golang.Go(w, "sender", func() { c.Send(1) })
			out(c.Len())
		}, "0|1"},
		{"a second close panics", func(w world, out func(...any)) {
			c := golang.Make[int](w, "c", 0)
			c.Close()
			c.Close()
		}, "panic"},
	})
}

func TestSelect(t *testing.T) {
	check(t, []program{
		{"any ready case", func(w world, out func(...any)) {
			a, b := golang.Make[int](w, "a", 1), golang.Make[int](w, "b", 1)
			a.Send(1)
			b.Send(2)
			ra, rb := &golang.Receives[int]{C: a}, &golang.Receives[int]{C: b}
			out(golang.Select(w, ra, rb), ra.Value, rb.Value)
		}, "0 1 0|1 0 2"},
		{"the default only if no case is ready", func(w world, out func(...any)) {
			c := golang.Make[int](w, "c", 0)
			out(golang.TrySelect(w, &golang.Receives[int]{C: c}, &golang.Sends[int]{C: c}))
			golang.Go(w, "receiver", func() { c.Receive() })
			if golang.TrySelect(w, &golang.Sends[int]{C: c}) < 0 {
				out("nobody")
				c.Send(1)
			}
		}, "-1|-1 nobody"},
		{"it waits for whichever comes", func(w world, out func(...any)) {
			a, quit := golang.Make[int](w, "a", 0), golang.Make[bool](w, "quit", 0)
			golang.Go(w, "sender", func() { golang.Select(w, &golang.Sends[int]{C: a, Value: 5}, &golang.Receives[bool]{C: quit}) })
			golang.Go(w, "quitter", quit.Close)
			r, q := &golang.Receives[int]{C: a}, &golang.Receives[bool]{C: quit}
			out(golang.Select(w, r, q), r.Value, q.OK)
		}, "0 5 false|1 0 false"},
		{"of two cases that wait to send on one channel either is in front", func(w world, out func(...any)) {
			c := golang.Make[int](w, "c", 0)
			golang.Go(w, "sender", func() { golang.Select(w, &golang.Sends[int]{C: c, Value: 1}, &golang.Sends[int]{C: c, Value: 2}) })
			if v, outcome := c.TryReceive(); outcome == golang.Done { // what waits
				out(v)
			} else {
				out("late ", c.Receive())
			}
		}, "1|2|late 1|late 2"},
		{"and of two that wait to receive", func(w world, out func(...any)) {
			c, d := golang.Make[int](w, "c", 0), golang.Make[int](w, "d", 0)
			golang.Go(w, "receiver", func() {
				out(golang.Select(w, &golang.Receives[int]{C: c}, &golang.Receives[int]{C: d}, &golang.Receives[int]{C: c}))
			})
			if !c.TrySend(7) {
				d.Send(8)
			}
		}, "0|1|2"},
		{"two selects meet", func(w world, out func(...any)) {
			a, b := golang.Make[int](w, "a", 0), golang.Make[int](w, "b", 0)
			golang.Go(w, "sender", func() { golang.Select(w, &golang.Sends[int]{C: a, Value: 1}, &golang.Sends[int]{C: b, Value: 2}) })
			ra, rb := &golang.Receives[int]{C: a}, &golang.Receives[int]{C: b}
			golang.Select(w, ra, rb)
			out(ra.Value + rb.Value)
		}, "1|2"},
		{"a select does not meet itself", func(w world, out func(...any)) {
			c := golang.Make[int](w, "c", 0)
			golang.Select(w, &golang.Sends[int]{C: c}, &golang.Receives[int]{C: c})
		}, "deadlock"},
		{"a nil channel is never ready", func(w world, out func(...any)) {
			c := golang.Make[int](w, "c", 1)
			out(golang.Select(w, &golang.Receives[int]{}, &golang.Sends[int]{C: c}))
			out(golang.TrySelect(w, &golang.Receives[int]{}))
		}, "1 -1"},
		{"a send on a closed channel panics in a select too", func(w world, out func(...any)) {
			c := golang.Make[int](w, "c", 0)
			golang.Go(w, "closer", c.Close)
			golang.Select(w, &golang.Sends[int]{C: c})
		}, "panic"},
	})
}
