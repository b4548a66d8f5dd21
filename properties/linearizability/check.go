package linearizability

import (
	"cmp"
	"fmt"
	"math"
	"reflect"
	"slices"
	"sort"
	"strings"

	"github.com/anishathalye/porcupine"

	"simrun/sim"
)

// check judges the history. If it is not linearizable, the part up to some return is not either, nor is any longer one:
// the first such return is the failure.
func (h *History[S]) check() {
	if h.linearizable(h.now) {
		return
	}
	returned := slices.DeleteFunc(slices.Clone(h.calls), func(c *call) bool { return c.ended.number == 0 })
	slices.SortFunc(returned, func(a, b *call) int { return cmp.Compare(a.ended.number, b.ended.number) })
	i := sort.Search(len(returned), func(i int) bool { return !h.linearizable(returned[i].ended.number) })
	h.World().FailWith(h.failure(returned[i]))
}

// linearizable says whether the history up to a moment is. What has not returned by then returns at the end of time: it
// may stand behind everything else, where nobody sees whether it had an effect.
func (h *History[S]) linearizable(until int64) bool {
	var list []porcupine.Operation
	for _, c := range h.until(until) {
		op := porcupine.Operation{Input: c, Output: c.ended.number > 0 && c.ended.number <= until,
			Call: c.began.number, Return: math.MaxInt64}
		if op.Output.(bool) {
			op.Return = c.ended.number
		}
		list = append(list, op)
	}
	return porcupine.CheckOperations(porcupine.Model{
		Init:  func() any { return h.initial },
		Step:  step,
		Equal: reflect.DeepEqual,
	}, list)
}

// until lists the calls that had begun by a moment, in that order.
func (h *History[S]) until(moment int64) []*call {
	i := slices.IndexFunc(h.calls, func(c *call) bool { return c.began.number > moment })
	if i < 0 {
		return h.calls
	}
	return h.calls[:i]
}

// step applies a call to a state. One that has returned must have its result there; of one that has not, nobody knows
// whether it had an effect, so where it is impossible it had none.
func step(state, input, returned any) (bool, any) {
	c := input.(*call)
	next, result, possible := c.model(state)
	switch {
	case returned.(bool):
		return possible && reflect.DeepEqual(result, c.result), next
	case possible:
		return true, next
	}
	return true, state
}

// failure says that no order explains the return of a call.
func (h *History[S]) failure(last *call) sim.Failure {
	var calls []string
	for _, c := range h.until(last.ended.number) {
		if c != last {
			calls = append(calls, c.describe(h.World(), last.ended.number))
		}
	}
	text := fmt.Sprintf("%s is not linearizable: no order explains %s", h.Name(), last.describe(h.World(), last.ended.number))
	if len(calls) > 0 {
		text += "; beside " + strings.Join(calls, ", ")
	}
	method, _, _ := strings.Cut(last.what, " ")
	return sim.Failure{Kind: "not-linearizable", Message: text, Where: method + " of " + last.thread + " on " + h.Name()}
}

// describe is a call as it looks at a moment.
func (c *call) describe(w *sim.World, now int64) string {
	if c.ended.number == 0 || c.ended.number > now {
		return fmt.Sprintf("%s of %s (from step %d)", c.what, c.thread, c.began.step)
	}
	return fmt.Sprintf("%s of %s → %s (steps %d to %d)", c.what, c.thread, w.Show(c.result), c.began.step, c.ended.step)
}
