package stepper

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"simrun/internal/replacefile"
	"simrun/scheduler"
)

// typed carries out a key.
func (m model) typed(k tea.KeyPressMsg) (tea.Model, tea.Cmd) {
	if m.prompt != nil {
		return m.answer(k)
	}
	m.notice = ""
	help, token := m.help, m.token != ""
	m.help, m.token = false, "" // any key goes back to the threads
	switch {
	case key.Matches(k, keys.quit):
		return m, tea.Quit
	case key.Matches(k, keys.suspend):
		return m, tea.Suspend
	case key.Matches(k, keys.help):
		m.help = !help
	case key.Matches(k, keys.up):
		m.choose(-1)
	case key.Matches(k, keys.down):
		m.choose(1)
	case key.Matches(k, keys.jump):
		m.prompt = newPrompt("to step: ", "", nil, askedStep)
	case key.Matches(k, keys.strategy):
		m.prompt = newPrompt("strategy from here: ", "", strategies(), toStrategy)
	case key.Matches(k, keys.write):
		m.prompt = newPrompt("file for the token: ", filepath.Base(m.session.program.Name)+".token", nil, toFile)
	case key.Matches(k, keys.token) && !token:
		return m.askToken("")
	default:
		return m.walk(k)
	}
	return m, nil
}

// walk carries out a key that moves through the execution.
func (m model) walk(k tea.KeyPressMsg) (tea.Model, tea.Cmd) {
	s := m.session
	var cmd tea.Cmd
	switch {
	case s.place.Over() && key.Matches(k, keys.take, keys.choice, keys.finish):
		m.notice = "the execution is over: b goes back"
	case key.Matches(k, keys.take, keys.choice):
		i, far := m.cursor, key.Matches(k, keys.choice)
		cmd = m.move(func(s session, ctx context.Context) (session, error) { return s.take(ctx, i, far) })
	case key.Matches(k, keys.finish):
		cmd = m.move(session.finish)
	case key.Matches(k, keys.back) && s.at == 0:
		m.notice = "this is the start"
	case key.Matches(k, keys.back):
		cmd = m.move(to(s.at - 1))
	case key.Matches(k, keys.forward) && s.at == s.far:
		m.notice = "nothing was undone: enter goes on"
	case key.Matches(k, keys.forward):
		cmd = m.move(to(s.at + 1))
	case key.Matches(k, keys.first):
		cmd = m.move(to(0))
	case key.Matches(k, keys.last):
		cmd = m.move(to(s.far))
	}
	return m, cmd
}

// to is the move to a moment.
func to(moment int) func(session, context.Context) (session, error) {
	return func(s session, ctx context.Context) (session, error) { return s.to(ctx, moment) }
}

// choose moves the cursor: through the ready threads as they are listed, or through the values.
func (m *model) choose(by int) {
	order := m.order()
	if i := slices.Index(order, m.cursor) + by; i >= 0 && i < len(order) {
		m.cursor = order[i]
	}
}

// order are the alternatives as the screen lists them: threads by their ID.
func (m model) order() []int {
	p := &m.session.place
	order := make([]int, p.Alternatives)
	for i := range order {
		order[i] = i
	}
	if !p.IsValue {
		slices.SortFunc(order, func(a, b int) int { return p.Ready[a] - p.Ready[b] })
	}
	return order
}

// answer carries out a key of a prompt.
func (m model) answer(k tea.KeyPressMsg) (tea.Model, tea.Cmd) {
	m.notice = ""
	switch {
	case k.String() == "ctrl+c":
		return m, tea.Quit
	case key.Matches(k, keys.cancel):
		m.prompt = nil
	case key.Matches(k, keys.done):
		ask := m.prompt
		m.prompt = nil
		cmd, err := ask.done(&m, ask.value())
		if err != nil {
			m.prompt, m.notice = ask, err.Error()
		}
		return m, cmd
	default:
		m.prompt = m.prompt.update(k)
	}
	return m, nil
}

// askedStep answers the prompt for a step.
func askedStep(m *model, text string) (tea.Cmd, error) {
	step, err := strconv.Atoi(text)
	if most := m.session.cfg.MaxSteps; err != nil || step < 0 || step > most {
		return nil, fmt.Errorf("want the number of a step, from 0 to %d", most)
	}
	return m.move(func(s session, ctx context.Context) (session, error) { return s.jump(ctx, step) }), nil
}

// toStrategy answers the prompt for a strategy.
func toStrategy(m *model, name string) (tea.Cmd, error) {
	s, err := m.session.with(name)
	if err == nil {
		m.session, m.notice = s, name+" decides from here: r runs to the end"
	}
	return nil, err
}

func strategies() []string {
	var names []string
	for _, s := range scheduler.Strategies() {
		names = append(names, s.Name)
	}
	return names
}

// toFile answers the prompt for the name of a file.
func toFile(m *model, name string) (tea.Cmd, error) {
	if name == "" {
		return nil, fmt.Errorf("want the name of a file")
	}
	if _, err := os.Lstat(name); err == nil {
		return nil, fmt.Errorf("there is a %s already: want another name", name)
	}
	next, cmd := m.askToken(name)
	*m = next
	return cmd, nil
}

// askToken finds the token of what is shown, and writes it to a file, unless that is empty.
func (m model) askToken(file string) (model, tea.Cmd) {
	s := m.session
	cmd := m.begin(func(ctx context.Context) tea.Msg {
		t, err := s.token(ctx)
		if err == nil && file != "" {
			err = replacefile.Write(file, []byte(t.String()+"\n"))
			var at *fs.PathError
			if errors.As(err, &at) {
				err = fmt.Errorf("cannot write %s: %w", file, at.Err)
			}
		}
		return tokened{t, file, err}
	})
	return m, cmd
}
