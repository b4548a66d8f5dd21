package cli

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"simrun/python"
)

// scriptOptions are how the flags say that a script is executed.
func scriptOptions(c *cobra.Command) (o python.Options, err error) {
	f := c.Flags()
	if o.Interpreter, err = f.GetString("python"); err != nil {
		panic(err) // it is not declared
	}
	if o.Trace, err = f.GetStringSlice("trace"); err != nil {
		panic(err)
	}
	gil, err := f.GetString("gil")
	if err != nil {
		panic(err)
	}
	if gil != "" && f.Changed("switching") {
		return o, usagef("--gil %s says where threads switch, and so does --switching: leave out one of them", gil)
	}
	if o.GIL, err = python.ParseGIL(gil); err != nil {
		return o, usagef("%v", err)
	}
	if o.Signals, err = f.GetStringArray("signal"); err != nil {
		panic(err)
	}
	if f.Changed("signal") && len(o.Signals) == 0 {
		o.Signals = []string{""} // which pflag takes for none
	}
	for _, name := range o.Signals {
		if err := python.CheckSignal(name); err != nil {
			return o, usagef("--signal: %v", err)
		}
	}
	races, err := f.GetBool("races")
	if err != nil {
		panic(err)
	}
	if f.Changed("races") {
		o.Races = &races
	}
	if o.Daemons, err = f.GetBool("daemons"); err != nil {
		panic(err)
	}
	if o.Collects, err = f.GetBool("gc"); err != nil {
		panic(err)
	}
	if o.Greenlets, err = f.GetBool("greenlets"); err != nil {
		panic(err)
	}
	return o, nil
}

// checkFile finds the file with what should hold of a script: that of --check, or the one beside the script, which it says.
func (a *app) checkFile(c *cobra.Command, o *python.Options, path string) (err error) {
	if o.Check, err = c.Flags().GetString("check"); err != nil {
		panic(err) // it is not declared
	}
	named := c.Flags().Changed("check")
	switch beside := filepath.Join(filepath.Dir(path), python.CheckFile); {
	case named && o.Test != "":
		return usagef("--check is for scripts: a test says itself what should hold")
	case named && o.Check == "":
		return usagef("--check takes the path of a file with the function invariant or at_exit")
	case named || o.Test != "" || filepath.Base(path) == python.CheckFile:
	default:
		if _, err := os.Stat(beside); err == nil {
			o.Check = beside
			fmt.Fprintf(a.stderr, "%s: %s: %s says what should hold of it\n", a.name, path, beside)
		}
	}
	return nil
}

// switchAs has the threads of a script switch by the rule of its interpreter, or of --gil, if --switching does not say
// otherwise.
func switchAs(c *cobra.Command, s *python.Script) error {
	if f := c.Flags(); f.Lookup("switching") != nil && !f.Changed("switching") {
		return f.Set("switching", s.Switching().String())
	}
	return nil
}
