package worker

// Files are the files of the program that its first execution has loaded, by their paths from the script's folder.
func (p *Process) Files() []string { return p.files }

// Leaks says in what executions differ that should be alike, because one leaves something behind that the next one finds, or
// that one of them ended the interpreter: in this process if it is warm, and in forks of it anyhow. It is empty if they do
// not differ.
func (p *Process) Leaks() string { return p.leaks }

// Learned are the names of the variables that the threads of the program shared in a few executions.
func (p *Process) Learned() []string { return p.learnt }

// Notes are what its executions have shown that only matters if something comes from outside, or that what is to come does not.
func (p *Process) Notes() []string { return p.notes }

// Weak is where the script makes weak references, in words; empty if it makes none.
func (p *Process) Weak() string { return p.weak }

// Untraced are the packages outside of Python's library that the program imports and in which accesses are not seen, with commas between.
func (p *Process) Untraced() string { return p.untraced }

// Writes says whether the program changes files that an execution in another process finds, too.
func (p *Process) Writes() bool { return p.writes }

// Unfit says why the threads of the script are those of the system although they were to be greenlets; empty if they are not.
func (p *Process) Unfit() string { return p.unfit }
