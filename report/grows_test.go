package report

import "time"

// GrowsTooFast says whether something takes more than 300 times as long with 32 times as much: with the square it would be
// 1,024 times. Who else is at work on the machine makes single times longer, never shorter, so it takes the shortest, and
// measures again before it says so.
func GrowsTooFast(few, many func()) (one, all time.Duration, tooFast bool) {
	one, all, tooFast = time.Hour, time.Hour, true
	for try := 0; tooFast && try < 12; try++ {
		one, all = min(one, took(few)), min(all, took(many))
		tooFast = all > 300*one+50*time.Millisecond
	}
	return one, all, tooFast
}

func took(do func()) time.Duration {
	began := time.Now()
	do()
	return time.Since(began)
}
