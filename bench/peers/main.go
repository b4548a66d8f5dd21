package main

import (
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

var strategies = []string{"random", "pct"}

func main() {
	rounds := flag.Int("rounds", 5, "how often each program is measured on either side")
	seconds := flag.Float64("seconds", 1, "how much processor time one measurement takes")
	only := flag.String("only", "", "measure this program alone")
	flag.Parse()
	if flag.NArg() == 2 { // a process of its own for one measurement of simrun
		fmt.Println(nanoseconds(flag.Arg(0), flag.Arg(1), *seconds))
		return
	}
	if err := compare(*rounds, *seconds, *only); err != nil {
		fmt.Fprintln(os.Stderr, "peers:", err)
		os.Exit(1)
	}
}

// compare measures all programs and prints the table.
func compare(rounds int, seconds float64, only string) error {
	if _, err := exec.LookPath("cargo"); err != nil {
		return fmt.Errorf("cargo, which builds Shuttle, is not on PATH: install Rust")
	}
	folder := filepath.Join("bench", "peers", "shuttle")
	build := exec.Command("cargo", "build", "--release", "--quiet")
	build.Dir, build.Stderr = folder, os.Stderr
	if err := build.Run(); err != nil {
		return fmt.Errorf("cargo build in %s: %w (run it from the top of the repository)", folder, err)
	}
	self, err := os.Executable()
	if err != nil {
		return err
	}
	peer := filepath.Join(folder, "target", "release", "peers-shuttle")
	fmt.Printf("simrun / Shuttle, executions per second of processor time on one processor, median and range of %d rounds\n\n", rounds)
	fmt.Printf("| program | %s |\n|---|%s\n", strings.Join(strategies, " | "), strings.Repeat("---|", len(strategies)))
	for _, p := range programs {
		if only != "" && p.name != only {
			continue
		}
		row := "| " + p.name
		for _, s := range strategies {
			ratios, err := race(self, peer, p.name, s, rounds, seconds)
			if err != nil {
				return err
			}
			row += fmt.Sprintf(" | %.2f (%.2f to %.2f)", ratios[len(ratios)/2], ratios[0], ratios[len(ratios)-1])
		}
		fmt.Println(row + " |")
	}
	return nil
}

// race has both sides take turns; it returns the sorted ratios of their rates.
func race(self, peer, program, strategy string, rounds int, seconds float64) ([]float64, error) {
	limit := strconv.FormatFloat(seconds, 'g', -1, 64)
	var ratios []float64
	for range rounds {
		ours, err := measure(self, "-seconds", limit, program, strategy)
		if err != nil {
			return nil, err
		}
		theirs, err := measure(peer, program, strategy, limit)
		if err != nil {
			return nil, err
		}
		ratios = append(ratios, theirs/ours)
	}
	slices.Sort(ratios)
	return ratios, nil
}

// measure runs a command on one processor, where the system can be told so, and reads the number that it prints.
func measure(command string, args ...string) (float64, error) {
	if taskset, err := exec.LookPath("taskset"); err == nil {
		command, args = taskset, append([]string{"-c", "1", command}, args...)
	}
	cmd := exec.Command(command, args...)
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		return 0, fmt.Errorf("%s: %w", strings.Join(cmd.Args, " "), err)
	}
	return strconv.ParseFloat(strings.TrimSpace(string(out)), 64)
}
