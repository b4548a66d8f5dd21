package stepper_test

import (
	"context"
	"errors"
	"fmt"
	"os"

	"simrun/models/lock"
	"simrun/sim"
	"simrun/stepper"
)

// A walk through the program of one's own needs a terminal, which an example has not.
func Example() {
	program := sim.Program{Name: "two", Main: func(w *sim.World) {
		l := lock.New(w, "door")
		w.Spawn("guest", func() { l.With(func() { w.Logf("hello") }) })
		l.With(func() {})
	}}
	end, err := stepper.Run(context.Background(), stepper.Options{Program: program}, os.Stdin, os.Stdout)
	if errors.Is(err, stepper.ErrNoTerminal) {
		fmt.Println(err)
		return
	}
	fmt.Println("left at step", end.Step, "of", end.Token)
	// Output: stdin and stdout are not both a terminal
}
