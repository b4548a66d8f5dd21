package cli

import (
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// speakOf puts the words of this command into the help of all its subcommands, which is written for simrun: its name for
// "simrun", the scenario that is run if none is named for {scenario}, and a flag that this one takes for {param}, with a
// space before it, or nothing if it takes none.
func (a *app) speakOf(c *cobra.Command) {
	first, param := a.entries[0], ""
	if len(first.Params) > 0 {
		param = " --param " + first.Params[0].Name + "=" + first.Params[0].Default
	}
	words := strings.NewReplacer("simrun ", a.name+" ", "{scenario}", first.Name, "{param}", param)
	c.Long, c.Example = words.Replace(c.Long), words.Replace(c.Example)
	c.Flags().VisitAll(func(f *pflag.Flag) { f.Usage = words.Replace(f.Usage) })
	for _, sub := range c.Commands() {
		a.speakOf(sub)
	}
}
