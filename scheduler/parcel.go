package scheduler

import (
	"bytes"
	"crypto/sha256"
	"encoding/gob"
	"encoding/hex"
	"fmt"
	"time"

	"simrun/scheduler/dpor"
	"simrun/sim"
)

// parcel is some tasks of a turn, as they travel. Its fields are exported for encoding/gob, as those of the others.
type parcel struct {
	Turn    string
	Attempt int
	Begun   []string // what executions had left behind in the program when the search began
	Next    int      // number of the first execution of the round
	First   bool
	Zeros   uint // of the sample
	Tasks   []parcelTask
	Portion dpor.Portion // the searches of the tasks, in their order; of numbers it has none
}

type parcelTask struct {
	Task        int // in the turn
	First, Most int // number of the first execution, and how many there are to be
}

// taskResult is what has become of a task.
type taskResult struct {
	Task   int
	Used   int
	Over   bool
	Tally  savedTally
	Search dpor.Advanced
	Failed string          // why the search cannot go on; empty if it can
	Stuck  *sim.StuckError // the same, if a step did not end
}

// results are those of some tasks of a turn.
type results struct {
	Turn  string
	Took  time.Duration
	Tasks []taskResult
	Left  []string // what the tasks of the parcel have left behind in the program
}

// Pack makes a parcel of some tasks of the turn that are missing, for a [Carrier]. It panics if one is not: where it stands
// now is not where the turn began.
func (t *Turn) Pack(tasks []int) ([]byte, error) {
	defer t.spend(time.Now())
	for _, i := range tasks {
		if t.ready[i] != nil {
			panic(fmt.Sprintf("scheduler: task %d is not missing", i))
		}
	}
	p, searches := t.parcel(tasks)
	if s, ok := t.e.workers[0].strategy.(Saver); ok && len(searches) > 0 {
		p.Portion = s.Portion(searches)
	}
	return encodeAny(p)
}

// parcel is what travels of some tasks, without their searches.
func (t *Turn) parcel(tasks []int) (*parcel, []*dpor.DPOR) {
	p := &parcel{
		Turn: t.ID, Attempt: t.e.attempt, Begun: t.e.begun, Next: t.e.next, First: t.e.o.First, Zeros: t.e.tally.sample.Zeros(),
	}
	var searches []*dpor.DPOR
	for _, i := range tasks {
		task := t.tasks[i]
		p.Tasks = append(p.Tasks, parcelTask{i, task.first + task.used, task.allowed - task.used})
		if s, ok := task.search.(*dpor.DPOR); ok {
			searches = append(searches, s)
		}
	}
	return p, searches
}

// identify gives the turn its name, which depends on all that a turn depends on: of a search, that is where it stands.
func (t *Turn) identify() error {
	var all []int
	for i := range t.tasks {
		all = append(all, i)
	}
	p, searches := t.parcel(all)
	data, err := encodeAny(p)
	for _, s := range searches {
		data = s.AppendPath(data)
	}
	sum := sha256.Sum256(data)
	t.ID = hex.EncodeToString(sum[:8])
	return err
}

func encodeAny(v any) ([]byte, error) {
	var b bytes.Buffer
	err := gob.NewEncoder(&b).Encode(v)
	return b.Bytes(), err
}

func decodeResults(data []byte) (*results, error) {
	r := &results{}
	if err := gob.NewDecoder(bytes.NewReader(data)).Decode(r); err != nil {
		return nil, fmt.Errorf("%w: %v", ErrResult, err)
	}
	return r, nil
}
