package features

import (
	"context"
	"os"
	"os/signal"
	"syscall"
	"testing"
	"time"
)

// A server that is stopped by a signal, or by who has started it.
func serve(ctx context.Context, room int) error {
	quit := make(chan os.Signal, room)
	signal.Notify(quit, syscall.SIGTERM)
	defer signal.Stop(quit)
	for {
		select {
		case <-quit:
			return nil
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(time.Hour): // it works
		}
	}
}

func TestSignal(t *testing.T) {
	done, asked := make(chan error), make(chan os.Signal, 1)
	signal.Notify(asked, os.Interrupt)
	go func() { done <- serve(t.Context(), 1) }()
	time.Sleep(time.Second)
	syscall.Kill(os.Getpid(), syscall.SIGTERM)
	if err := <-done; err != nil || len(asked) > 0 {
		t.Error(err, len(asked))
	}
}

// A signal that comes while nobody receives is lost, if the channel has no room for it.
func TestSignalLost(t *testing.T) {
	quit, ready := make(chan os.Signal), make(chan bool)
	signal.Notify(quit, syscall.SIGTERM)
	go func() {
		self, _ := os.FindProcess(os.Getpid())
		self.Signal(syscall.SIGTERM)
		close(ready)
	}()
	<-ready
	<-quit
}

func TestSignalContext(t *testing.T) {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	done := make(chan error)
	go func() { <-ctx.Done(); done <- ctx.Err() }()
	stop()
	<-done
	signal.Ignore(os.Interrupt)
	syscall.Kill(os.Getpid(), syscall.SIGINT)
}

func TestSignalUnasked(t *testing.T) {
	c := make(chan os.Signal, 1)
	signal.Notify(c)
	signal.Reset(syscall.SIGUSR1)
	syscall.Kill(os.Getpid(), syscall.SIGUSR1)
}
