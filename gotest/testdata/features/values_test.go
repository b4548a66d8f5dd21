package features

import (
	"sync/atomic"
	"testing"
)

// Each execution fails, with other numbers, and a line of the log that comes or does not, in either order.
func TestOtherValues(t *testing.T) {
	var n atomic.Int32
	var order [2]int32
	both(func(i int) {
		order[i] = n.Add(1)
		t.Log("done", i)
	})
	t.Error(order, n.Load())
}
