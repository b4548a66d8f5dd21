package worker

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// userTick is the unit in which /proc tells processor time, on all systems.
const userTick = time.Second / 100

// idles says what a process does that is not busy.
const idles = "it has waited for"

// groupUse is the processor time that a process and those of its group have used, with their children that have ended, and whether
// they are busy: a thread of one runs, is ready to run, waits for the disk, or is stopped by somebody. See proc(5).
func groupUse(group int) (used time.Duration, busy bool) {
	stats, _ := filepath.Glob("/proc/[0-9]*/stat") // the pattern is well formed
	for _, path := range stats {
		_, fields := readStat(path)
		if len(fields) < 16 || fields[1] != strconv.Itoa(group) {
			continue
		}
		for _, f := range fields[10:14] { // its own time, in user code and in the system, and that of its children
			n, _ := strconv.ParseInt(f, 10, 64)
			used += time.Duration(n) * userTick
		}
		threads, _ := filepath.Glob(filepath.Dir(path) + "/task/*/stat")
		for _, thread := range threads {
			state, _ := readStat(thread)
			busy = busy || strings.Contains("RDTt", state)
		}
	}
	return used, busy
}

// readStat is the state of a process or thread, and the fields behind it; none if it has gone.
func readStat(path string) (state string, fields []string) {
	data, err := os.ReadFile(path)
	if err != nil {
		return "-", nil
	}
	_, rest, _ := strings.Cut(string(data[strings.LastIndexByte(string(data), ')')+1:]), " ")
	list := strings.Fields(rest)
	if len(list) == 0 {
		return "-", nil
	}
	return list[0], list[1:]
}
