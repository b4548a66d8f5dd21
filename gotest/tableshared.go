package gotest

import (
	"fmt"
	"path"
	"strings"
)

// shared are the functions by which a program reads and changes what it shares through Go's library: that does each at once, by means that are
// not seen, but between two of them others may come.
func shared() []hook {
	// Where a value has a lock, what stands for it here is not its beginning: that is the lock.
	const load, store, update = "simhook.Load", "simhook.Store", "simhook.Update"
	var list []hook
	for _, f := range []struct{ pkg, name, does, of string }{
		{"expvar", "Float.Add", update, "$r"}, {"expvar", "Float.Set", store, "$r"}, {"expvar", "Float.Value", load, "$r"},
		{"expvar", "Int.Add", update, "$r"}, {"expvar", "Int.Set", store, "$r"}, {"expvar", "Int.Value", load, "$r"},
		{"expvar", "String.Set", store, "$r"}, {"expvar", "String.Value", load, "$r"},
		{"log", "Logger.Flags", load, "&$r.prefix"}, {"log", "Logger.Prefix", load, "&$r.prefix"}, {"log", "Logger.SetFlags", update, "&$r.prefix"},
		{"log", "Logger.SetOutput", update, "&$r.prefix"}, {"log", "Logger.SetPrefix", update, "&$r.prefix"}, {"log", "Logger.Writer", load, "&$r.prefix"},
		{"log", "Flags", load, "&std.prefix"}, {"log", "Prefix", load, "&std.prefix"}, {"log", "SetFlags", update, "&std.prefix"},
		{"log", "SetOutput", update, "&std.prefix"}, {"log", "SetPrefix", update, "&std.prefix"}, {"log", "Writer", load, "&std.prefix"},
		{"log/slog", "Default", load, "&defaultLogger"}, {"log/slog", "SetDefault", store, "&defaultLogger"},
		{"log/slog", "LevelVar.Level", load, "$r"}, {"log/slog", "LevelVar.Set", store, "$r"},
		{"os", "Clearenv", update, "&simEnvironment"}, {"os", "Environ", load, "&simEnvironment"}, {"os", "Getenv", load, "&simEnvironment"},
		{"os", "LookupEnv", load, "&simEnvironment"}, {"os", "Setenv", update, "&simEnvironment"}, {"os", "Unsetenv", update, "&simEnvironment"},
	} {
		name := f.name // "Int.Add", or "os.Setenv"
		if !strings.Contains(name, ".") {
			name = path.Base(f.pkg) + "." + name
		}
		list = append(list, hook{f.pkg, f.name, fmt.Sprintf("if simOn() { simShares(%s, %s, %q) }", f.does, f.of, name), name})
	}
	return list
}
