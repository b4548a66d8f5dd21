package stored

// Turn is one turn of a thread in words: it runs until it is about to do an operation, or blocks there, or ends. The
// words still hold after an edit that moves the numbers of threads, objects, steps and choices.
type Turn struct {
	Thread     string `json:"thread"`
	Task       string `json:"task,omitempty"` // that it runs for somebody else at the end of its turn, or at the beginning
	Until      Until  `json:"until"`
	Operation  string `json:"operation,omitempty"` // that it stands at then
	Kind       string `json:"kind,omitempty"`      // of the object of the operation
	Object     string `json:"object,omitempty"`
	Occurrence int    `json:"occurrence,omitempty"` // number of the operation among those of its kind in the thread, from 1
}

// Until says what ends a turn.
type Until string

const (
	// Switched: the thread could go on, and another one was chosen.
	Switched Until = "switched"
	// Blocked: the thread cannot go on.
	Blocked Until = "blocked"
	// Ended: the thread is at its end.
	Ended Until = "ended"
	// Over: the execution is at its end.
	Over Until = "over"
)

// NamedValue is what World.Choose gave a thread. Those that gave 0 are left out.
type NamedValue struct {
	Thread     string `json:"thread"`
	Occurrence int    `json:"occurrence"` // number of the value among those of the thread, from 1
	Of         int    `json:"of"`
	Value      int    `json:"value"`
}

// NamedObject is an object of an execution, or a thread: that has the kind "thread".
type NamedObject struct {
	Kind string `json:"kind"`
	Name string `json:"name"`
}
