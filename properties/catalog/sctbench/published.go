package sctbench

// Published is what the literature says of how soon the bug of a program is found.
type Published struct {
	Name   string            // in the literature: "reorder_3"
	Entry  string            // in the catalog: "reorder"
	Params map[string]string // of the entry
	Steps  int               // of the longest of 50 random executions; 0 if not published
	By     []ByStrategy
}

// ByStrategy is a figure for one strategy. One of the three is not 0.
type ByStrategy struct {
	Strategy    string  // as simrun calls it
	Probability float64 // that one execution finds the bug
	Mean        float64 // of the executions up to the first that finds it
	NoneIn      int     // so many executions found nothing
}

// PublishedRuns is how many executions each of the probabilities rests on, and PublishedLearning how many executions PCT
// and URW learned the number of steps from.
const (
	PublishedRuns     = 20000
	PublishedLearning = 50
)

// Literature has the figures for programs of this package. Those with a probability count only visible operations as
// steps, and all threads exist at the start. Where that leaves a definition open, these are the ones that give the
// figures, all of them:
//   - token_ring runs each of its four threads in one critical section, as the benchmark does (there: an atomic block).
//     Without the lock it would have 15 steps, not 23, and random would find the bug with probability .043.
//   - PCT lowers the thread that would make the step of a change point before it makes it, and change points are
//     distinct. Lowering it after the step instead gives .162 for PCT-3 on twostage.
//   - What is fixed does not count as a step: the main thread's creation of the others, and the end of a thread.
//   - POS draws new priorities for events that race, and a read does not race with a read: otherwise wronglock_3 is .334.
//
// The means are those of Zhao, Wolff, Mathur, Roychoudhury: Selectively Uniform Concurrency Testing, ASPLOS 2025. There
// each load and each store of the machine is a choice, so that executions are longer than here. The programs at the end have no
// published figures that could be compared; that of safestack is of four rounds and, like the means, of another machine.
func Literature() []Published {
	size := func(name, value string) map[string]string { return map[string]string{name: value} }
	both := map[string]string{"setters": "10", "checkers": "10"}
	return []Published{
		{"account", "account", nil, 14, probabilities(.332, .336, .329, .334, .400)},
		{"deadlock01", "deadlock01", nil, 12, probabilities(.497, .080, .158, .329, .543)},
		{"reorder_3", "reorder", size("setters", "2"), 8, probabilities(.049, .044, .072, .101, .142)},
		{"reorder_5", "reorder", size("setters", "4"), 12, probabilities(.031, .016, .032, .064, .122)},
		{"twostage", "twostage", size("writers", "1"), 14, probabilities(.016, .105, .151, .086, .022)},
		{"wronglock_3", "wronglock", size("others", "3"), 18, probabilities(.372, .083, .126, .363, .287)},
		{"token_ring", "token-ring", nil, 23, probabilities(.163, .173, .168, .169, .092)},
		{"bluetooth", "bluetooth", nil, 10, probabilities(.043, .050, .071, .068, .016)},
		{"philosophers(3)", "philosophers", size("philosophers", "3"), 12, probabilities(.330, .043, .083, .198, .411)},
		{"reorder_10", "reorder", size("setters", "9"), 0, means(0, 3225, 0, 17)},
		{"reorder_20", "reorder", both, 0, means(0, 3005, 0, 6)},
		{"twostage_100", "twostage", size("writers", "99"), 0, means(0, 7466, 6674, 454)},
		{Name: "safestack", Entry: "safestack", By: []ByStrategy{{Strategy: "surw", Mean: 368_921}}},
		{Name: "reorder_4", Entry: "reorder", Params: size("setters", "3")},
		{Name: "wronglock", Entry: "wronglock", Params: size("others", "7")},
		{Name: "din_phil2", Entry: "philosophers", Params: size("philosophers", "2")},
		{Name: "din_phil4", Entry: "philosophers", Params: size("philosophers", "4")},
		{Name: "din_phil5", Entry: "philosophers", Params: size("philosophers", "5")},
		{Name: "din_phil6", Entry: "philosophers", Params: size("philosophers", "6")},
		{Name: "din_phil7", Entry: "philosophers", Params: size("philosophers", "7")},
		{Name: "circular_buffer", Entry: "handover", Params: size("rounds", "7")},
		{Name: "queue", Entry: "handover", Params: size("rounds", "20")},
		{Name: "stack", Entry: "stack", Params: size("size", "10")},
		{Name: "carter01", Entry: "carter01"},
		{Name: "lazy01", Entry: "lazy01"},
		{Name: "phase01", Entry: "phase01"},
		{Name: "sync01", Entry: "sync01"},
		{Name: "sync02", Entry: "sync02"},
		{Name: "arithmetic_prog", Entry: "arithmetic-prog"},
		{Name: "stringbuffer-jdk1.4", Entry: "stringbuffer"},
		{Name: "pbzip2-0.9.4", Entry: "pbzip2"},
	}
}

// probabilities are those of the strategies that were compared by them.
func probabilities(random, pct2, pct3, pos, urw float64) []ByStrategy {
	return []ByStrategy{
		{Strategy: "random", Probability: random}, {Strategy: "pct-2", Probability: pct2}, {Strategy: "pct-3", Probability: pct3},
		{Strategy: "pos", Probability: pos}, {Strategy: "urw", Probability: urw},
	}
}

// means are those of the strategies that were compared by them; 0 stands for none in 10,000 executions.
func means(random, pct3, pos, surw float64) []ByStrategy {
	list := []ByStrategy{
		{Strategy: "random", Mean: random}, {Strategy: "pct-3", Mean: pct3}, {Strategy: "pos", Mean: pos}, {Strategy: "surw", Mean: surw},
	}
	for i := range list {
		if list[i].Mean == 0 {
			list[i].NoneIn = 10_000
		}
	}
	return list
}
