package cli

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"simrun/python"
)

// moduleFlag is what stands in place of a script.
const moduleFlag = "module to execute as python3 -m does, in place of a script; what follows is for it"

// takeModule has a command take -m MODULE in place of a script, which is its argument of that number.
func (a *app) takeModule(c *cobra.Command, at int) {
	module, execute := c.Flags().StringP("module", "m", "", moduleFlag), c.RunE
	c.RunE = func(c *cobra.Command, args []string) error {
		switch {
		case *module != "":
			args = slices.Insert(slices.Clone(args), min(at, len(args)), python.ModulePrefix+*module)
		case c.Flags().Changed("module"):
			return usagef("-m needs a value: %s", moduleFlag)
		case at > 0 && len(args) > at+1 && (args[at] == "-m" || args[at] == "--module"):
			args = slices.Replace(slices.Clone(args), at, at+2, python.ModulePrefix+args[at+1])
		}
		if len(args) <= at || args[at] != python.ModulePrefix+"pytest" {
			return execute(c, args)
		}
		if c.Parent() == c.Root() {
			return a.pytest(c, args[1:])
		}
		return usagef("-m pytest: %s takes a test, such as tests/test_pool.py::test_close; %s python -m pytest searches them all", c.CommandPath(), c.Root().Name())
	}
}

// behindModule marks what follows -m MODULE as no flags of this command, as Python takes it.
func behindModule(root *cobra.Command, args []string) []string {
	if len(args) == 0 || args[0] != "python" {
		return args
	}
	c, _, err := root.Find(args[:1])
	if err != nil {
		return args
	}
	first := 1
	if sub, _, err := root.Find(args[:min(2, len(args))]); err == nil && sub != c {
		c, first = sub, 2
	}
	for i := first; i < len(args) && strings.HasPrefix(args[i], "-") && args[i] != "--"; i++ {
		name, _, joined := strings.Cut(args[i], "=")
		switch {
		case args[i] == "-m" || args[i] == "--module":
			if i+1 == len(args) {
				return args
			}
			return slices.Insert(slices.Clone(args), i+2, "--")
		case name == "--module" || strings.HasPrefix(args[i], "-m"):
			return slices.Insert(slices.Clone(args), i+1, "--")
		}
		f := c.Flags().Lookup(strings.TrimPrefix(name, "--"))
		if len(name) == 2 {
			f = c.Flags().ShorthandLookup(name[1:])
		}
		if f != nil && f.NoOptDefVal == "" && !joined {
			i++
		}
	}
	return args
}
