package catalog

import (
	"errors"
	"fmt"

	"simrun/models/event"
	"simrun/models/logging"
	"simrun/models/queue"
	"simrun/properties"
	"simrun/sim"
)

// Dijkstra's barber, who sleeps when there are no customers; one that finds all chairs taken goes away:
//
//	def barber():
//	    while True:
//	        bell.wait()
//	        bell.clear()
//	        while True:
//	            try:
//	                customer = chairs.get_nowait()
//	            except queue.Empty:
//	                break
//	            logging.info("%s has a haircut", customer.name)
//	            customer.done.set()
//
//	def customer():
//	    try:
//	        chairs.put_nowait(self)
//	    except queue.Full:
//	        return
//	    bell.set()
//	    self.done.wait()
//
// The twin stops the bell when it has looked at the chairs, and not before.
func init() {
	register(sleepingBarber(Entry{
		Name:     "sleeping-barber",
		Summary:  "a barber who sleeps until a customer rings, and then looks at the chairs",
		Expected: Expected{Note: "who rings after the bell was stopped is seen now, or rings again"},
	}, false))
	register(sleepingBarber(Entry{
		Name:    "sleeping-barber-late",
		Summary: "sleeping-barber who stops the bell after the look at the chairs",
		Expected: Expected{
			Kinds: []string{"deadlock"},
			Note:  "the ring of a customer who came between the look and the stop is lost",
		},
	}, true))
}

type customer struct {
	name string
	done *event.Event
}

type barbershop struct {
	w      *sim.World
	chairs *queue.Queue
	bell   *event.Event
}

func sleepingBarber(e Entry, late bool) Entry {
	e.Group = classics
	e.Params = []Param{
		Number("customers", 2, 1, 8, "how many customers come"),
		Number("chairs", 1, 1, 8, "for customers who wait"),
	}
	e.Program = func(v Values) (func(w *sim.World), []sim.Property) {
		run := func(w *sim.World) {
			basicConfig(w)
			shop, customers := &barbershop{w, queue.New(w, "chairs", v.Int("chairs")), event.New(w, "bell")}, newCrew(w)
			startDaemon(w, "barber", func() { shop.work(late) })
			for i := range v.Int("customers") {
				name := fmt.Sprintf("customer-%d", i+1)
				c := customer{name, event.New(w, name+" done")}
				customers.add(name, func() { shop.visit(c) })
			}
			customers.run()
		}
		return run, properties.Default()
	}
	return e
}

// work is the barber's life.
func (s *barbershop) work(late bool) {
	for {
		s.bell.Wait()
		if !late {
			s.bell.Clear()
		}
		for {
			next, err := s.chairs.GetNowait()
			if errors.Is(err, queue.ErrEmpty) {
				break
			}
			c := next.(customer)
			logging.Info(s.w, "%s has a haircut", c.name)
			c.done.Set()
		}
		if late {
			s.bell.Clear()
		}
	}
}

func (s *barbershop) visit(c customer) {
	if s.chairs.PutNowait(c) != nil {
		return
	}
	s.bell.Set()
	c.done.Wait()
}
