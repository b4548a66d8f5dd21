package races

import (
	"os"
	"os/signal"
	"syscall"
	"testing"
)

// That a signal was sent before it came puts nothing in an order.
func TestSignal(t *testing.T) {
	c, n := make(chan os.Signal, 1), 0
	signal.Notify(c, syscall.SIGUSR1)
	go func() {
		n++
		syscall.Kill(os.Getpid(), syscall.SIGUSR1)
	}()
	<-c
	n++
}

func TestSignalRight(t *testing.T) {
	c, n := make(chan os.Signal, 1), 0
	signal.Notify(c, syscall.SIGUSR1)
	n++
	go func() {
		<-c
		n++
	}()
	syscall.Kill(os.Getpid(), syscall.SIGUSR1)
}
