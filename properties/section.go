package properties

import (
	"fmt"
	"slices"
	"strings"

	"simrun/sim"
)

// Section is a stretch of code where at most one thread may be at a time, or so many as it has room for: mutual
// exclusion. It looks after itself: a thread that enters when there is no room for it ends the execution with a failure
// of the kind "mutual-exclusion". [NoAbandonedWork] takes a thread that is in a section to be in the middle of
// something. Entering and leaving are operations, so a search tries every order of them.
type Section struct {
	sim.Object
	room   int
	inside []visit
}

// visit is the stay of a thread in a section; one that shares lets in others that share.
type visit struct {
	thread *sim.Thread
	shares bool
}

// NewSection makes a section with room for one thread. An empty name becomes "Section-1" and so on.
func NewSection(w *sim.World, name string) *Section { return NewRoom(w, name, 1) }

// NewRoom makes a section with room for n threads: what a semaphore is there for.
func NewRoom(w *sim.World, name string, n int) *Section {
	if n < 1 {
		sim.Misuse("NewRoom(%q, %d): a section has room for at least one thread", name, n)
	}
	s := &Section{room: n}
	s.Init(w, "Section", name, s)
	return s
}

// Enter notes that the running thread goes in. It never blocks: that nobody else is inside is for the program to see
// to.
func (s *Section) Enter() { s.enter("Section.enter", false) }

// EnterShared is Enter for a thread that others like it do not disturb: a reader, where Enter is for a writer. There
// may be any number of them.
func (s *Section) EnterShared() { s.enter("Section.enter_shared", true) }

func (s *Section) enter(name string, shares bool) {
	w := s.World()
	if !w.Do(sim.Op{Name: name, Object: &s.Object}) {
		return
	}
	s.inside = append(s.inside, visit{w.Current(), shares})
	if s.crowded() {
		w.FailWith(s.violation())
	}
}

// crowded says whether there are threads inside that may not be there together.
func (s *Section) crowded() bool {
	sharing := 0
	for _, v := range s.inside {
		if v.shares {
			sharing++
		}
	}
	return sharing > 0 && sharing < len(s.inside) || sharing == 0 && len(s.inside) > s.room
}

// violation says who is inside: too many.
func (s *Section) violation() sim.Failure {
	names, tasks := make([]string, len(s.inside)), make([]string, len(s.inside))
	for i, v := range s.inside {
		names[i], tasks[i] = Who(v.thread), task(v.thread)
	}
	last, verb := len(names)-1, "was"
	if last > 1 {
		verb = "were"
	}
	slices.Sort(tasks) // whoever came first, it is the same finding
	return sim.Failure{
		Kind:    "mutual-exclusion",
		Message: fmt.Sprintf("%s entered %s while %s %s inside", names[last], s.Name(), strings.Join(names[:last], ", "), verb),
		Where:   strings.Join(tasks, ", ") + " in " + s.Name(),
	}
}

// Leave notes that the running thread goes out.
func (s *Section) Leave() {
	w := s.World()
	if !w.Do(sim.Op{Name: "Section.leave", Object: &s.Object}) {
		return
	}
	i := slices.IndexFunc(s.inside, func(v visit) bool { return v.thread == w.Current() })
	if i < 0 {
		sim.Misuse("%s left section %s without having entered it: call Enter first", w.Current().Name(), s.Name())
	}
	s.inside = slices.Delete(s.inside, i, i+1)
}

// With enters, calls f and leaves, also if f panics.
func (s *Section) With(f func()) {
	s.Enter()
	defer s.Leave()
	f()
}

// State is who is inside, for traces.
func (s *Section) State() string {
	if len(s.inside) == 0 {
		return "empty"
	}
	names := make([]string, len(s.inside))
	for i, v := range s.inside {
		names[i] = Who(v.thread)
	}
	return strings.Join(names, ", ") + " inside"
}

// eachSection calls f with every section of the world, in the order in which they were made.
func eachSection(x *sim.Execution, f func(s *Section)) {
	for _, o := range x.World().Objects() {
		if s, ok := o.Model().(*Section); ok {
			f(s)
		}
	}
}
