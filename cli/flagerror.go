package cli

import (
	"errors"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// setFlagErrors gives every command error messages that say what to do.
func setFlagErrors(root *cobra.Command) {
	root.SetFlagErrorFunc(flagError)
}

// flagError says in one line which flag is wrong and what would be right.
func flagError(c *cobra.Command, err error) error {
	var unknown *pflag.NotExistError
	var invalid *pflag.InvalidValueError
	var missing *pflag.ValueRequiredError
	switch {
	case errors.As(err, &unknown):
		name := "--" + unknown.GetSpecifiedName()
		if letters := unknown.GetSpecifiedShortnames(); letters != "" {
			name = "-" + unknown.GetSpecifiedName()
			if len(letters) > 1 {
				name = "-" + letters
			}
		}
		return usagef("unknown flag %s%s; see %s --help", name, hint(c, name), c.CommandPath())
	case errors.As(err, &invalid):
		f, cause := invalid.GetFlag(), invalid.Unwrap()
		if f.Value.Type() == "bool" {
			cause = errors.New("want true or false")
		}
		return usagef("--%s %q: %v", f.Name, invalid.GetValue(), cause)
	case errors.As(err, &missing):
		name := "--" + missing.GetSpecifiedName()
		if missing.GetSpecifiedShortnames() != "" {
			name = name[1:]
		}
		return usagef("%s needs a value: %s", name, missing.GetFlag().Usage)
	}
	return usagef("%v; see %s --help", err, c.CommandPath())
}

// hint names a flag of the command that is written nearly so, or another command that has the flag.
func hint(c *cobra.Command, name string) string {
	var names []string
	c.Flags().VisitAll(func(f *pflag.Flag) { names = append(names, "--"+f.Name) })
	if s := didYouMean("--"+strings.TrimLeft(name, "-"), names); s != "" {
		return s
	}
	for _, other := range others(c) {
		if f := other.Flags().Lookup(strings.TrimPrefix(name, "--")); f != nil && !f.Hidden {
			return " (" + other.CommandPath() + " has it)"
		}
	}
	return ""
}

// others are the commands that may have been meant in place of c: those beside it before the rest, and each time the search first,
// because most flags are its own.
func others(c *cobra.Command) (list []*cobra.Command) {
	for at := c; at != nil; at = at.Parent() {
		for _, sub := range at.Commands() {
			if sub.Name() == "explore" {
				list = append(list, sub)
			}
		}
		list = append(list, at.Commands()...)
	}
	return list
}
