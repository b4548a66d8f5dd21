package stepper

import (
	"context"
	"errors"
	"slices"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"simrun/sim"
)

// model is the state of the screen. Moves take place in commands, one at a time; keys that are pressed meanwhile wait.
type model struct {
	ctx     context.Context
	session session
	cursor  int // the alternative that is chosen
	width   int // of the terminal
	height  int
	ink     ink

	cancel  context.CancelFunc // ends the move under way; nil if there is none
	waiting []tea.KeyPressMsg  // keys that came during the move
	prompt  *prompt            // nil unless something is asked for
	notice  string             // what the last key led to, if the screen does not show it
	token   string             // shown on demand
	help    bool               // all keys are shown
}

// moved is the message that a move has ended.
type moved struct {
	session session
	err     error
}

// tokened is the message that a token which was asked for is there. It was written to the file, unless that is empty.
type tokened struct {
	token sim.Token
	file  string
	err   error
}

// Init has nothing to begin with.
func (m model) Init() tea.Cmd { return nil }

// Update takes what has happened.
func (m model) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		m.width, m.height = msg.Width, msg.Height
	case tea.KeyPressMsg:
		if m.cancel != nil {
			return m.typedMeanwhile(msg)
		}
		return m.typed(msg)
	case tea.PasteMsg:
		if m.prompt != nil {
			m.prompt = m.prompt.update(msg)
		}
	case moved:
		m.ended()
		m.arrive(msg)
		return m.goOn(nil)
	case tokened:
		m.ended()
		return m.goOn(m.showToken(msg))
	}
	return m, nil
}

// begin makes a command of what takes time: it ends when it is done, or with the key that cancels it.
func (m *model) begin(do func(ctx context.Context) tea.Msg) tea.Cmd {
	ctx, cancel := context.WithCancel(m.ctx)
	m.cancel = cancel
	return func() tea.Msg { return do(ctx) }
}

// ended is the end of the command under way.
func (m *model) ended() {
	if m.cancel != nil {
		m.cancel()
		m.cancel = nil
	}
}

// move begins a move.
func (m *model) move(to func(session, context.Context) (session, error)) tea.Cmd {
	s := m.session
	return m.begin(func(ctx context.Context) tea.Msg {
		s, err := to(s, ctx)
		return moved{s, err}
	})
}

// typedMeanwhile keeps a key for the end of the command under way, or ends that.
func (m model) typedMeanwhile(k tea.KeyPressMsg) (tea.Model, tea.Cmd) {
	switch {
	case k.String() == "ctrl+c":
		m.cancel()
		return m, tea.Quit
	case key.Matches(k, keys.cancel):
		m.cancel()
		m.waiting = nil
	default:
		m.waiting = append(slices.Clone(m.waiting), k)
	}
	return m, nil
}

// goOn carries out the keys that came during a command, up to the next command.
func (m model) goOn(cmd tea.Cmd) (tea.Model, tea.Cmd) {
	cmds := []tea.Cmd{cmd}
	for m.cancel == nil && len(m.waiting) > 0 {
		k := m.waiting[0]
		m.waiting = slices.Clone(m.waiting[1:])
		next, cmd := m.typed(k)
		m, cmds = next.(model), append(cmds, cmd)
	}
	return m, tea.Batch(cmds...)
}

// arrive shows where a move has led to.
func (m *model) arrive(msg moved) {
	switch {
	case errors.Is(msg.err, context.Canceled):
		m.notice = "stopped: this is where the move began"
	case msg.err != nil:
		m.notice = msg.err.Error()
	default:
		m.session, m.cursor = msg.session, msg.session.preferred()
	}
}

// showToken shows a token that was asked for, or says to which file it was written.
func (m *model) showToken(msg tokened) tea.Cmd {
	switch {
	case errors.Is(msg.err, context.Canceled):
		m.notice = "stopped"
	case msg.err != nil:
		m.notice = msg.err.Error()
	case msg.file != "":
		m.notice = "written to " + msg.file
	default:
		m.token = msg.token.String()
		return tea.SetClipboard(m.token)
	}
	return nil
}
