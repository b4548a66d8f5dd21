package cli

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"simrun/cluster"
)

const clusterLong = `Cluster shows and ends the searches of a cluster, which begin with "simrun
explore --cluster". One that is interrupted goes on when the command that began
it is given again; the name of the search is what counts.`

// clusterCommand looks after the searches of a cluster.
func (a *app) clusterCommand() *cobra.Command {
	root := &cobra.Command{
		Use: "cluster", Short: "List, show and stop the searches of a cluster", Long: clusterLong,
		Example: "  simrun cluster list --cluster nats://host:4222\n  simrun cluster stop lock-pipeline-1f2e3d4c",
		Args:    noArguments,
		RunE:    func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	root.AddCommand(a.clusterListCommand(), a.clusterShowCommand(), a.clusterStopCommand())
	return root
}

// inCluster declares the flags of a command about a cluster, and has it do something there.
func (a *app) inCluster(c *cobra.Command, takesName bool, do func(ctx context.Context, joined *cluster.Cluster, name string) error) *cobra.Command {
	x, to := &access{}, address("nats://"+defaultServe)
	c.Flags().SortFlags = false
	c.Flags().Var(&to, "cluster", "address of the cluster")
	x.addTo(c)
	c.Args = cobra.ArbitraryArgs
	c.RunE = func(c *cobra.Command, args []string) error {
		name := ""
		switch {
		case !takesName && len(args) > 0:
			return usagef("%s takes no argument, but was given %q; see %s --help", c.CommandPath(), args[0], c.CommandPath())
		case takesName && len(args) != 1:
			return usagef("%s takes the name of one search, but was given %s; %s cluster list names them", c.CommandPath(), plural(len(args), "argument"), a.name)
		case takesName:
			name = args[0]
			if err := cluster.CheckName(name); err != nil {
				return usagef("%v", err)
			}
		}
		joined, err := a.connect(c.Context(), string(to), x, nil)
		if err != nil {
			return err
		}
		defer joined.Close()
		err = do(c.Context(), joined, name)
		if errors.Is(err, cluster.ErrNoSearch) {
			return usagef("there is no search %s in the cluster; %s cluster list names them", name, a.name)
		}
		var e *exit
		if err != nil && !errors.As(err, &e) {
			return usagef("the cluster does not answer: %v", err)
		}
		return err
	}
	return c
}

// searchJSON is a search of a cluster.
type searchJSON struct {
	Name        string `json:"name"`
	Scenario    string `json:"scenario"`
	Status      string `json:"status"`
	Executions  int    `json:"executions"`
	Findings    int    `json:"findings"`
	Coordinator string `json:"coordinator"`
	Began       string `json:"began"`
	Version     string `json:"version"`
	Identity    string `json:"identity"`
}

func inJSON(s cluster.Listed) searchJSON {
	return searchJSON{s.Name, s.Title, string(s.Status), s.Executions, s.Findings, s.Coordinator, s.Began.Format("2006-01-02T15:04:05Z"), s.Version, s.Identity}
}

func (a *app) clusterListCommand() *cobra.Command {
	var asJSON bool
	c := a.inCluster(&cobra.Command{
		Use: "list", Short: "List the searches and the workers of a cluster",
		Long: `List names the searches of a cluster, and the workers that are there.

With --json it prints one object: searches[] {name, scenario, status,
executions, findings, coordinator, began, version, identity}, workers[] {name,
slots, search, executions, executions_per_second, heard_seconds}.`,
		Example: "  simrun cluster list\n  simrun cluster list --cluster nats://host:4222 --json",
	}, false, func(ctx context.Context, joined *cluster.Cluster, _ string) error {
		searches, err := joined.Searches(ctx)
		if err != nil {
			return err
		}
		workers, err := joined.Workers(ctx)
		if err != nil {
			return err
		}
		if asJSON {
			list := []searchJSON{}
			for _, s := range searches {
				list = append(list, inJSON(s))
			}
			return a.writeJSON(struct {
				Searches []searchJSON `json:"searches"`
				Workers  []workerJSON `json:"workers"`
			}{list, workersJSON(workers)})
		}
		if len(searches) == 0 {
			a.printf("no searches\n")
		}
		for _, s := range searches {
			a.printf("%s: %s\n", s.Name, aboutSearch(s))
		}
		a.printf("%s\n", workersText(workers))
		return nil
	})
	c.Flags().BoolVar(&asJSON, "json", false, "print one JSON object instead of text")
	return c
}

// aboutSearch is a search in a line.
func aboutSearch(s cluster.Listed) string {
	text := fmt.Sprintf("%s, %s, %s, %s", s.Title, s.Status, plural(s.Executions, "execution"), plural(s.Findings, "failure"))
	if s.Coordinator != "" {
		text += ", directed by " + s.Coordinator
	}
	return text
}

func (a *app) clusterShowCommand() *cobra.Command {
	var asJSON bool
	c := a.inCluster(&cobra.Command{
		Use: "show NAME", Short: "Show a search of a cluster",
		Long: `Show prints what a cluster knows of a search. With --json it prints one object:
name, scenario, status (running, stopping, interrupted, ended), executions,
findings, coordinator, began, version, identity.`,
		Example: "  simrun cluster show lock-pipeline-1f2e3d4c",
	}, true, func(ctx context.Context, joined *cluster.Cluster, name string) error {
		s, err := joined.Search(ctx, name)
		if err != nil {
			return err
		}
		if asJSON {
			return a.writeJSON(inJSON(s))
		}
		a.printf("%s: %s\nbegan %s, simrun %s\n%s\n", s.Name, aboutSearch(s), s.Began.Format("2006-01-02 15:04:05 UTC"), s.Version, s.Identity)
		return nil
	})
	c.Flags().BoolVar(&asJSON, "json", false, "print one JSON object instead of text")
	return c
}

func (a *app) clusterStopCommand() *cobra.Command {
	var forget bool
	c := a.inCluster(&cobra.Command{
		Use: "stop NAME", Short: "End a search of a cluster",
		Long: `Stop asks the process that directs a search to end it, as Ctrl-C there does: it
prints what was found so far, and the search goes on when it is begun again.
With --forget, all that the cluster keeps of a search is removed, if nobody
directs it.`,
		Example: "  simrun cluster stop lock-pipeline-1f2e3d4c\n  simrun cluster stop lock-pipeline-1f2e3d4c --forget",
	}, true, func(ctx context.Context, joined *cluster.Cluster, name string) error {
		s, err := joined.Search(ctx, name)
		switch {
		case err != nil && !(forget && !errors.Is(err, cluster.ErrNoSearch)):
			return err
		case forget && s.Coordinator != "":
			return usagef("%s directs the search %s: stop it first, without --forget", s.Coordinator, name)
		case forget:
			if err := joined.Forget(ctx, name); err != nil {
				return err
			}
			a.printf("the search %s is forgotten\n", name)
			return nil
		}
		asked, err := joined.Stop(ctx, name)
		if err != nil {
			return err
		}
		if !asked {
			return usagef("nobody directs the search %s: it is %s; --forget removes it", name, s.Status)
		}
		a.printf("the search %s is asked to end\n", name)
		return nil
	})
	c.Flags().BoolVar(&forget, "forget", false, "remove a search that nobody directs")
	return c
}
