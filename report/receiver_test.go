package report

import "testing"

func TestReceiver(t *testing.T) {
	for code, want := range map[string]string{
		`logger.info("work %d", n)`:               "logger",
		`self.log.info("x"); self.log.info ("y")`: "self.log",
		`größe.info("x")`:                         "größe",
		`a.info("x") or b.info("y")`:              "",
		`logging.getLogger("app").info("x")`:      "",
		`information("x")`:                        "",
		`with lock:`:                              "",
		``:                                        "",
	} {
		if got := receiver(code, "info"); got != want {
			t.Errorf("%s: %q, want %q", code, got, want)
		}
	}
}
