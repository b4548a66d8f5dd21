package cluster

import (
	"context"
	"strings"
	"testing"
	"time"
)

// TestOwn: one coordinator at a time holds a search. What it has said, and not heard that it arrived, does not make it another one.
func TestOwn(t *testing.T) {
	defer func(before time.Duration) { ownership = before }(ownership)
	ownership = 2 * time.Second
	log := &lines{}
	_, url := started(t, "", log)
	c, ctx := connected(t, url, Options{}), context.Background()
	first, err := c.own(ctx, "search")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := connected(t, url, Options{}).own(ctx, "search"); err == nil || !strings.Contains(err.Error(), "directs the search search") {
		t.Errorf("a second one: %v", err)
	}
	if _, err := c.owners.Put(ctx, "search", first.value()); err != nil { // as if it had renewed it, and the answer was lost
		t.Fatal(err)
	}
	time.Sleep(3 * ownership)
	select {
	case err := <-first.lost:
		t.Error(err)
	default:
	}
	again := &owner{c: c, name: "search"}
	again.now.Store(first.now.Load())
	if other, err := again.take(ctx); err != nil || other != nil {
		t.Errorf("what it has taken before is held by %v, %v", other, err)
	}
	first.release(ctx)
	if after, err := c.own(ctx, "search"); err != nil {
		t.Errorf("after the end of the first: %v", err)
	} else {
		after.release(ctx)
	}
	gone, err := c.own(ctx, "search")
	if err != nil {
		t.Fatal(err)
	}
	gone.stop() // it is gone without a word
	<-gone.over
	if after, err := c.own(ctx, "search"); err != nil {
		t.Errorf("after one that is gone: %v", err)
	} else {
		after.release(ctx)
	}
}
