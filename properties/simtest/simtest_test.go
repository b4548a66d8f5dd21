package simtest_test

import (
	"strings"
	"testing"

	"simrun/properties/simtest"
)

func TestVerifyPassesWhatIsRight(t *testing.T) {
	x := inFake(t, "TestRight", func(t testing.TB) { simtest.Verify(t, twoLocks(false)) })
	if x.failed || !strings.Contains(x.out.String(), "exhaustive: ") {
		t.Fatal(x.out.String())
	}
}

func TestVerifyFindsADeadlock(t *testing.T) {
	x := inFake(t, "TestDeadlock", func(t testing.TB) { simtest.Verify(t, twoLocks(true)) })
	wantLastLine(t, x, "replay with: go test simrun/properties/simtest -run '^TestDeadlock$' -simrun.replay=s1.")
}

func TestCheckFindsADeadlock(t *testing.T) {
	x := inFake(t, "TestDeadlock", func(t testing.TB) { simtest.Check(t, twoLocks(true)) })
	wantLastLine(t, x, "replay with: go test simrun/properties/simtest -run '^TestDeadlock$' -simrun.replay=s1.")
}

func TestCheckFindsTheHangOfThePipeline(t *testing.T) {
	x := inFake(t, "TestPipeline", func(t testing.TB) { simtest.Check(t, pipeline(3)) })
	wantLastLine(t, x, "replay with: go test simrun/properties/simtest -run '^TestPipeline$' -simrun.replay=s1.")
}

// wantLastLine says that the test failed and how its output ends.
func wantLastLine(t *testing.T, x *fake, want string) {
	t.Helper()
	lines := strings.Split(strings.TrimSpace(x.out.String()), "\n")
	if !x.failed || !strings.HasPrefix(lines[len(lines)-1], want) {
		t.Fatalf("failed %v, output:\n%s", x.failed, x.out.String())
	}
}
