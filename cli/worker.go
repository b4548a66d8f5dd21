package cli

import (
	"fmt"
	"runtime"

	"github.com/spf13/cobra"

	"simrun/cluster"
)

const workerLong = `Worker carries out parts of the searches of a cluster, until it is stopped:
those that "simrun explore" or "simrun python" directs with --cluster or
--serve, of the programs of this very executable, and scripts, whose files come
with the search. Of others it says why they are not for it, and goes on waiting.
What it has not finished when it ends, another one does.

Progress is shown on stderr: what it works for, and how fast.`

// workerCommand works for a cluster.
func (a *app) workerCommand() *cobra.Command {
	var x access
	var out output
	var scripts bool
	slots := countValue{runtime.GOMAXPROCS(0), mostWorkers}
	c := &cobra.Command{
		Use:     "worker URL",
		Short:   "Work for the searches of a cluster",
		Long:    workerLong,
		Example: "  simrun worker nats://127.0.0.1:4222\n  simrun worker nats://host:4222 --slots 4 --cluster-token-file token",
		Args:    cobra.ArbitraryArgs,
		RunE: func(c *cobra.Command, args []string) error {
			var to address
			if len(args) != 1 {
				return usagef("%s takes the address of one cluster, such as nats://host:4222, but was given %s", c.CommandPath(), plural(len(args), "argument"))
			}
			if err := to.Set(args[0]); err != nil {
				return usagef("%q is no cluster: %v", args[0], err)
			}
			w := &cluster.Worker{Slots: slots.n, Version: version, Open: a.openJob, Log: a.logLine}
			return a.work(c, string(to), &x, w, scripts, out)
		},
	}
	f := c.Flags()
	f.SortFlags = false
	f.Var(&slots, "slots", "executions at the same time")
	f.Lookup("slots").DefValue = "number of cores"
	f.BoolVar(&scripts, "scripts", false, "execute Python scripts, which are code that others send")
	f.Lookup("scripts").DefValue = "if a token or credentials are needed there, or its address is of this machine"
	x.addTo(c)
	out.addProgress(c)
	return c
}

func (a *app) work(c *cobra.Command, to string, x *access, w *cluster.Worker, scripts bool, out output) error {
	ctx := c.Context()
	text, err := cluster.ProgramText()
	if err != nil {
		return usagef("the command cannot read its own file: %v", err)
	}
	joined, err := a.connect(ctx, to, x, nil)
	if err != nil {
		return err
	}
	defer joined.Close()
	if !c.Flags().Changed("scripts") {
		scripts = joined.Guarded()
	}
	w.Text, w.Refuses = text, func(s cluster.Search) string { return a.refuses(s, text, scripts) }
	a.logLine(fmt.Sprintf("working for %s, %s", to, plural(w.Slots, "slot")))
	shown := a.startProgress(out, 0)
	defer shown.stop()
	w.Progress = func(s cluster.WorkerState) {
		if s.Search == "" {
			shown.say("waiting for searches")
		} else {
			shown.say(fmt.Sprintf("%s (%s/s), last of %s", plural(int(s.Executions), "execution"), thousands(s.Rate), s.Search))
		}
	}
	if err := w.Run(ctx, joined); err != nil {
		return usagef("the cluster cannot be worked for: %v", err)
	}
	return nil
}
