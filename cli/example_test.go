package cli_test

import (
	"fmt"
	"os"

	"simrun/cli"
	"simrun/models/event"
	"simrun/properties"
	"simrun/properties/catalog"
	"simrun/sim"
)

// A command of one's own: its main function is the last line. Here it is called as "mytool list" would call it.
func Example() {
	os.Args = []string{"mytool", "list"}

	late := catalog.Entry{
		Name:    "late",
		Summary: "a thread waits for an event that nobody may set",
		Params:  []catalog.Param{catalog.Flag("set", true, "the main thread sets it")},
		Program: func(v catalog.Values) (func(*sim.World), []sim.Property) {
			return func(w *sim.World) {
				e := event.New(w, "ready")
				w.Spawn("waiter", func() { e.Wait() })
				if v.Bool("set") {
					e.Set()
				}
			}, properties.Default()
		},
		Expected: catalog.Expected{Note: "an event stays set, so nobody comes too late for it"},
	}
	fmt.Println(cli.Main(late))
	// Output:
	// late: a thread waits for an event that nobody may set
	//       --param set=true           the main thread sets it (false, true)
	//       expected: it passes an exhaustive search. an event stays set, so nobody comes too late for it
	// 0
}
