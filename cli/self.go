package cli

import (
	"os"
	"path"
	"path/filepath"
	"regexp"
	"runtime"
	"runtime/debug"
	"strings"
)

// nameOf is the name of the command, by which its help and its errors speak of it.
func nameOf(arg0 string) string {
	name := strings.TrimSuffix(filepath.Base(arg0), ".exe")
	return strings.Join(strings.Fields(name), "-") // cobra takes the first word for it
}

// calledAs is what to type to call this command again. A program that go run built may be gone afterwards.
func calledAs(arg0 string) string {
	exe, err := os.Executable()
	info, ok := debug.ReadBuildInfo()
	if err != nil || !ok || !builtByGoRun.MatchString(filepath.ToSlash(exe)) {
		return shellWord(arg0)
	}
	dir, err := os.Getwd()
	if err != nil {
		return "go run " + info.Path
	}
	if info.Path == "command-line-arguments" {
		return "go run " + shellWord(mainFiles(dir))
	}
	return "go run " + shellWord(mainPackage(info.Path, info.Main.Path, dir))
}

// builtByGoRun knows the places where go run puts what it builds: a directory of its own, or the build cache.
var builtByGoRun = regexp.MustCompile(`/go-build|/[0-9a-f]{2}/[0-9a-f]{64}-d/`)

// mainPackage is how a package of a module is named in a directory: by its path there, if the directory belongs to the
// module, so that it reads as it was most probably typed.
func mainPackage(pkg, module, dir string) string {
	for root := dir; ; root = filepath.Dir(root) {
		data, err := os.ReadFile(filepath.Join(root, "go.mod"))
		if err != nil && root != filepath.Dir(root) {
			continue
		}
		m := moduleLine.FindSubmatch(data)
		if m == nil || string(m[1]) != module {
			return pkg
		}
		rel, err := filepath.Rel(dir, filepath.Join(root, filepath.FromSlash(strings.TrimPrefix(pkg, module))))
		switch rel = filepath.ToSlash(rel); {
		case err != nil:
			return pkg
		case rel == "." || strings.HasPrefix(rel, ".."):
			return rel
		}
		return "./" + rel
	}
}

var moduleLine = regexp.MustCompile(`(?m)^module\s+"?([^\s"]+)`)

// mainFiles names what go run was given files of: the file of the main function if there is no other one beside it, and
// else the directory.
func mainFiles(dir string) string {
	pcs := make([]uintptr, 64)
	frames := runtime.CallersFrames(pcs[:runtime.Callers(1, pcs)])
	for f, more := frames.Next(); more; f, more = frames.Next() {
		if f.Function != "main.main" {
			continue
		}
		rel, err := filepath.Rel(dir, filepath.FromSlash(f.File))
		if err != nil {
			break
		}
		if files, _ := filepath.Glob(filepath.Join(filepath.Dir(rel), "*.go")); len(files) == 1 {
			return filepath.ToSlash(rel)
		}
		if rel = path.Dir(filepath.ToSlash(rel)); rel != "." && !strings.HasPrefix(rel, "..") {
			rel = "./" + rel
		}
		return rel
	}
	return "."
}

// shellWord writes a word so that a shell takes it as it stands.
func shellWord(word string) string {
	if plainWord.MatchString(word) {
		return word
	}
	return "'" + strings.ReplaceAll(word, "'", `'\''`) + "'"
}

var plainWord = regexp.MustCompile(`^[\w@%+=:,./\\-]+$`)
