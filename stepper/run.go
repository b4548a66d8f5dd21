package stepper

import (
	"context"
	"errors"
	"os"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/term"

	"simrun/scheduler/replay"
	"simrun/sim"
)

// Options say which program the stepper shows, and how.
type Options struct {
	Program    sim.Program
	Title      string // what people call it; default its name and parameters
	Properties []sim.Property
	Config     sim.Config
	Strategy   string        // decides where nobody has chosen; a name that scheduler.New knows; default run-to-block
	Path       sim.Schedule  // choices that lie ahead; nil if none do
	Watchdog   time.Duration // limit for one step on the wall clock; default scheduler.DefaultWatchdog
	Color      bool
}

// Result is the last place that was shown.
type Result struct {
	Token sim.Token // of the choices up to there; behind them everybody carries on
	Step  int
	Over  bool // the execution had ended there
}

// ErrNoTerminal says that there is nobody to press keys.
var ErrNoTerminal = errors.New("stdin and stdout are not both a terminal")

// Run lets a person walk through the executions of a program until the person has enough, or ctx ends. The terminal is
// left as it was.
func Run(ctx context.Context, o Options, in, out *os.File) (Result, error) {
	if !term.IsTerminal(in.Fd()) || !term.IsTerminal(out.Fd()) || os.Getenv("TERM") == "dumb" {
		return Result{}, ErrNoTerminal
	}
	m, err := newModel(ctx, o)
	if err != nil {
		return Result{}, err
	}
	profile := colorprofile.ANSI
	if !o.Color {
		profile = colorprofile.ASCII
	}
	p := tea.NewProgram(m, tea.WithContext(ctx), tea.WithInput(in), tea.WithOutput(out), tea.WithoutSignalHandler(),
		tea.WithColorProfile(profile))
	last, err := p.Run()
	if err != nil && ctx.Err() == nil {
		return Result{}, err
	}
	if end, ok := last.(model); ok {
		m = end
	}
	t, err := m.session.token(context.WithoutCancel(ctx))
	return Result{Token: t, Step: m.session.place.Step, Over: m.session.place.Over()}, err
}

// newModel is the screen at the start of the execution.
func newModel(ctx context.Context, o Options) (model, error) {
	if o.Strategy == "" {
		o.Strategy = carryOn
	}
	if o.Watchdog == 0 {
		o.Watchdog = replay.DefaultWatchdog
	}
	s, err := start(ctx, o)
	return model{ctx: ctx, session: s, cursor: s.preferred(), ink: ink(o.Color)}, err
}
