package simtest_test

import (
	"strconv"
	"strings"
	"testing"

	"simrun/properties/simtest"
	"simrun/sim"
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

// kinds is a property that fails in two ways: with the kind "many" after several preemptions, with the kind "one" after
// exactly one, late in the execution. It notes which of them was first.
type kinds struct{ first string }

func (*kinds) Name() string { return "kinds" }

func (k *kinds) Check(x *sim.Execution) *sim.Failure {
	kind := ""
	switch late := x.Choices() > 6 && x.Schedule()[6].Index > 0; {
	case x.Preemptions > 2:
		kind = "many"
	case x.Preemptions == 1 && late:
		kind = "one"
	default:
		return nil
	}
	if k.first == "" {
		k.first = kind
	}
	return &sim.Failure{Kind: kind, Message: "it failed"}
}

// While rapid shrinks a failure it does not go over to another one, though that needs fewer preemptions.
func TestCheckKeepsToTheFirstKind(t *testing.T) {
	for seed := 1; seed <= 2; seed++ {
		setFlag(t, "rapid.seed", strconv.Itoa(seed))
		k := &kinds{}
		x := inFake(t, "TestKinds", func(t testing.TB) { simtest.Check(t, twoLocks(false), k) })
		if k.first != "many" {
			t.Errorf("seed %d: %q was first, so the test shows nothing", seed, k.first)
		}
		if !x.failed || !strings.Contains(x.out.String(), "\nmany in TestKinds\n") {
			t.Errorf("seed %d:\n%s", seed, x.out.String())
		}
	}
}
