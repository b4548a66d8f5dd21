package catalog

import (
	"simrun/models/lock"
	"simrun/models/shared"
	"simrun/properties"
	"simrun/sim"
)

// Readers, who may share, and a writer, who may not (Courtois, Heymans and Parnas, CACM 1971). The first reader takes the
// room and the last one gives it back:
//
//	def read(self):
//	    with self.mutex:
//	        self.readers += 1
//	        if self.readers == 1:
//	            self.room.acquire()
//	    …
//	    with self.mutex:
//	        self.readers -= 1
//	        if self.readers == 0:
//	            self.room.release()
//
//	def write(self):
//	    with self.room:
//	        …
//
// While one reader follows the other the writer waits. The fair version has a turnstile that the writer holds while it
// waits, so that no reader comes in after it. The twin with a bug counts its readers without the mutex.
func init() {
	register(readersWriters(Entry{
		Name:    "readers-writers",
		Summary: "readers who share and a writer who does not: the first reader locks the writer out",
		Expected: Expected{
			Kinds: []string{"starvation"},
			Note:  "nobody disturbs anybody, but readers may come and go while the writer waits",
		},
	}, library{}))
	register(readersWriters(Entry{
		Name:     "readers-writers-fair",
		Summary:  "readers-writers, repaired: a turnstile behind which the writer stops the readers",
		Expected: Expected{Note: "only readers that were past the turnstile may still come before the writer"},
	}, library{fair: true}))
	register(readersWriters(Entry{
		Name:    "readers-writers-uncounted",
		Summary: "readers-writers with a count of the readers that no lock protects",
		Expected: Expected{
			Kinds: []string{"mutual-exclusion", "starvation"},
			Note:  "the second reader goes in while the first is still on its way to lock the writer out",
		},
	}, library{unlocked: true}))
}

// readersWriters completes the entry of a program with the given kind of library: two readers, and a writer who may be
// passed over by each of them once, since they may have been on their way in.
func readersWriters(e Entry, kind library) Entry {
	e.Group = classics
	e.Params = []Param{
		Number("readers", 2, 1, 8, "how many readers there are"),
		Number("rounds", 2, 1, 8, "how often the first of them reads; the others read once"),
	}
	e.Program = func(v Values) (func(w *sim.World), []sim.Property) {
		run := func(w *sim.World) {
			l, users := kind.open(w, v.Int("readers")), newCrew(w)
			for i := range v.Int("readers") {
				users.add("reader", func() {
					l.read()
					for n := 1; i == 0 && n < v.Int("rounds"); n++ {
						l.read()
					}
				})
			}
			users.add("writer", l.write)
			users.run()
		}
		return run, append(properties.Default(), properties.AllReleased)
	}
	return e
}

type library struct {
	fair     bool
	unlocked bool

	mutex, room, turnstile *lock.Lock
	readers                *shared.Var[int]
	data                   *properties.Section
	line                   *properties.WaitingLine
}

func (l library) open(w *sim.World, readers int) *library {
	l.mutex, l.room, l.turnstile = lock.New(w, "mutex"), lock.New(w, "room"), lock.New(w, "turnstile")
	l.readers = shared.New(w, "readers", 0)
	l.data = properties.NewSection(w, "data")
	l.line = properties.NewWaitingLine(w, "line", readers)
	return &l
}

func (l *library) read() {
	if l.fair {
		l.turnstile.With(func() {})
	}
	l.counted(func() {
		if l.readers.Add(1) == 1 {
			l.room.Acquire()
		}
	})
	l.line.Served()
	l.data.EnterShared()
	l.data.Leave()
	l.counted(func() {
		if l.readers.Add(-1) == 0 {
			l.room.Release()
		}
	})
}

// counted changes the number of readers.
func (l *library) counted(change func()) {
	if l.unlocked {
		change()
	} else {
		l.mutex.With(change)
	}
}

func (l *library) write() {
	if l.fair {
		l.turnstile.Acquire()
		defer l.turnstile.Release()
	}
	l.line.Arrive()
	l.room.With(func() {
		l.line.Served()
		l.data.With(func() {})
	})
}
