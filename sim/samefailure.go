package sim

// Failure is one property that does not hold in an execution.
type Failure struct {
	Kind    string // one word: "deadlock", "lost-message"
	Message string // for people
	// Where tells failures of one kind apart that are not the same: what stood where. It does not depend on values
	// such as message contents, only on threads, operations and objects.
	Where string
}

// Same says whether two failures are one and the same, as a search tells them apart: of one kind, at one place. Their
// messages may differ, because these may name values.
func (f Failure) Same(g Failure) bool { return f.Identity() == g.Identity() }

// Identity is what is equal for failures that are the same, and only for them.
func (f Failure) Identity() string { return f.Kind + "\n" + f.Where }
