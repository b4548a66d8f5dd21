package pool

import "testing"

func TestClose(t *testing.T) {
	p := New(1)
	done := make(chan bool)
	go func() {
		defer close(done)
		p.Submit(func() {})
	}()
	p.Close()
	<-done
}
