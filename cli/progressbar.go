package cli

import (
	"fmt"
	"io"
	"time"

	"github.com/vbauerster/mpb/v8"
	"github.com/vbauerster/mpb/v8/decor"
)

// barWidth is that of the bar behind the text, if there is room for it.
const barWidth = 24

// showBar rewrites one line on a terminal: the state in words, and a bar where it is known how much there is in all. It
// fits the terminal, and is gone when the display ends.
func (p *progress) showBar() {
	select {
	case <-p.done:
		return
	case <-time.After(patience):
	}
	container := mpb.New(mpb.WithOutput(p.w), mpb.WithAutoRefresh(), mpb.WithRefreshRate(200*time.Millisecond))
	// mpb goes up a line and clears what is behind the cursor, which Ctrl-C moves: the terminal shows it as ^C.
	words := decor.Any(func(decor.Statistics) string { return "\r" + p.line(p.state()) })
	bar := container.MustAdd(0, whereKnown{mpb.BarStyle().Build()}, mpb.BarWidth(barWidth), mpb.PrependDecorators(words))
	tick := time.NewTicker(200 * time.Millisecond)
	defer tick.Stop()
	for {
		if s, _ := p.state(); s != nil && s.Whole > float64(s.Executions) {
			bar.SetTotal(int64(min(s.Whole, 1e18)), false)
			bar.SetCurrent(int64(s.Executions))
		}
		select {
		case <-p.done:
			bar.Abort(true)
			container.Wait()
			fmt.Fprint(p.w, "\r\x1b[K")
			return
		case <-tick.C:
		}
	}
}

// whereKnown leaves the bar out as long as there is no total.
type whereKnown struct{ mpb.BarFiller }

func (f whereKnown) Fill(w io.Writer, stat decor.Statistics) error {
	if stat.Total <= 0 {
		return nil
	}
	return f.BarFiller.Fill(w, stat)
}
