package cluster

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"testing"
	"time"

	"simrun/scheduler"
)

// The tests start processes: this binary, which an environment variable gives another part.

// TestMain gives this process its part.
func TestMain(m *testing.M) {
	switch os.Getenv("SIMRUN_TEST_PART") {
	case "":
		flag.Parse()
		os.Exit(m.Run())
	case "server":
		partServer()
	case "worker":
		partWorker()
	case "coordinator":
		partCoordinator()
	}
}

// impatient has what expires do so soon, in all parts alike.
func impatient() {
	defaultLease, ownership, presence = time.Second, 1500*time.Millisecond, 3*time.Second
}

func complain(text string) { fmt.Fprintln(os.Stderr, os.Getenv("SIMRUN_TEST_PART")+": "+text) }

func fatal(err error) {
	if err != nil {
		complain(err.Error())
		os.Exit(1)
	}
}

// partServer serves until it is killed.
func partServer() {
	impatient()
	_, err := Serve(os.Getenv("SIMRUN_TEST_ADDRESS"), ServerOptions{}, os.Getenv("SIMRUN_TEST_STORE"), complain)
	fatal(err)
	select {}
}

// reach connects, as soon as there is a server.
func reach() *Cluster {
	for begin := time.Now(); ; {
		c, err := Connect(context.Background(), "nats://"+os.Getenv("SIMRUN_TEST_ADDRESS"), Options{Log: complain, Waits: os.Getenv("SIMRUN_TEST_ALONE") == ""})
		if err == nil {
			return c
		}
		if time.Since(begin) > time.Minute {
			fatal(err)
		}
		time.Sleep(50 * time.Millisecond)
	}
}

// partWorker works until it is killed.
func partWorker() {
	impatient()
	text, err := ProgramText()
	fatal(err)
	w := &Worker{
		Slots: 1, Text: text, Log: complain, Refuses: func(Search) string { return "" },
		Open: func(s Search) (Job, error) {
			var name string
			if err := json.Unmarshal(s.Call, &name); err != nil {
				return Job{}, err
			}
			p, o, err := programOfTest(name)
			return Job{Program: p, Options: o}, err
		},
	}
	fatal(w.Run(context.Background(), reach()))
}

// partCoordinator directs a search, and prints what it found.
func partCoordinator() {
	impatient()
	text, err := ProgramText()
	fatal(err)
	name := os.Getenv("SIMRUN_TEST_PROGRAM")
	p, o, err := programOfTest(name)
	fatal(err)
	call, err := json.Marshal(name)
	fatal(err)
	ctx, cancel := context.WithCancel(context.Background())
	d, err := reach().Direct(ctx, Search{Name: "test", Text: text, Call: call}, cancel)
	fatal(err)
	o.Elsewhere = d
	r, err := scheduler.Explore(ctx, p, o)
	fatal(err)
	fatal(d.Close(true))
	fmt.Print(summary(r))
}
