package gotest

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"time"

	"simrun"
)

// inject is what is added to Go's library. It is no code of this module: it is built there only.
//
//go:embed all:_inject
var inject embed.FS

// inLibrary is where the packages of this module are in Go's library: no module can have a package of that name.
const inLibrary = "internal/simrun/"

// Overlay is an overlay on disk.
type Overlay struct {
	File         string // for go test -overlay
	GOROOT       string // to be set for the go command; empty if it is as it should be
	GOEXPERIMENT string // the same; it is always set
}

// Make makes the overlay for a toolchain in the user's cache folder, unless it is there. Its name is made from all that it
// depends on. It is written beside and renamed, so that it is there wholly or not at all.
func Make(t *Toolchain) (*Overlay, error) {
	cache, err := os.UserCacheDir()
	if err != nil {
		return nil, fmt.Errorf("%v: set XDG_CACHE_HOME to a folder for the overlay", err)
	}
	files, err := added()
	if err != nil {
		return nil, err
	}
	o := &Overlay{GOEXPERIMENT: t.experiment()}
	if strings.HasPrefix(t.GOROOT, t.GOMODCACHE+string(filepath.Separator)) { // the go command takes no overlay of its module cache
		if o.GOROOT, err = linked(filepath.Join(cache, "simrun", "goroot"), t); err != nil {
			return nil, err
		}
	}
	dir := filepath.Join(cache, "simrun", "gotest", t.GOVERSION+"-"+key(t, o.GOROOT, files))
	o.File = filepath.Join(dir, "overlay.json")
	if _, err := os.Stat(o.File); err == nil {
		return o, nil
	}
	if err := addHooks(t, files); err != nil {
		return nil, err
	}
	return o, write(t, o, dir, files)
}

// linked is another path of the toolchain's GOROOT. It is the same for each version of simrun: what the go command has compiled and
// kept names the files by it, and the simulator tells Go's library from the program by their names.
func linked(dir string, t *Toolchain) (string, error) {
	h := sha256.Sum256([]byte(t.GOROOT))
	link := filepath.Join(dir, t.GOVERSION+"-"+hex.EncodeToString(h[:])[:16])
	if to, err := os.Readlink(link); err == nil && to == t.GOROOT {
		return link, nil
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return "", err
	}
	if err := os.Symlink(t.GOROOT, link); err != nil && !errors.Is(err, fs.ErrExist) { // somebody may have been faster
		return "", err
	}
	return link, nil
}

// key is short for all that the overlay depends on.
func key(t *Toolchain, goroot string, files map[string][]byte) string {
	h := sha256.New()
	fmt.Fprintln(h, t.GOVERSION, t.GOROOT, goroot, t.GOOS, t.GOARCH)
	enc := json.NewEncoder(h)
	_ = enc.Encode(files) // to a hash, which takes everything, and sorted
	for _, k := range hooks() {
		fmt.Fprintln(h, k.pkg, k.function, k.text)
	}
	return hex.EncodeToString(h.Sum(nil))[:16]
}

// added are the files that Go's library does not have, by their paths there.
func added() (map[string][]byte, error) {
	files := map[string][]byte{}
	add := func(from fs.FS, root, prefix string) error {
		return fs.WalkDir(from, root, func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || strings.HasSuffix(name, "_test.go") {
				return err
			}
			data, err := fs.ReadFile(from, name)
			to := prefix + strings.TrimPrefix(strings.TrimPrefix(name, root), "/")
			files[to] = moved(name, data)
			return err
		})
	}
	if err := add(simrun.Source, ".", inLibrary); err != nil {
		return nil, err
	}
	return files, add(inject, "_inject", "")
}

// moved is a file of this module as it is in Go's library: the paths of its packages are others.
func moved(name string, data []byte) []byte {
	if path.Ext(name) != ".go" {
		return data
	}
	return []byte(strings.ReplaceAll(string(data), `"simrun/`, `"`+inLibrary))
}

// addHooks adds the files of Go's library that have hooks.
func addHooks(t *Toolchain, files map[string][]byte) error {
	ctx, err := t.context()
	if err != nil {
		return err
	}
	all := hooks()
	for len(all) > 0 {
		pkg, n := all[0].pkg, 1
		for n < len(all) && all[n].pkg == pkg {
			n++
		}
		f, err := readFolder(t.GOROOT, pkg, ctx)
		if err != nil {
			return err
		}
		changed, err := f.insert(all[:n], t.GOVERSION)
		if err != nil {
			return err
		}
		for name, data := range changed {
			files[pkg+"/"+name] = data
		}
		if pkg == "sync/atomic" {
			data, err := os.ReadFile(filepath.Join(t.GOROOT, "src", "sync", "atomic", "asm.s"))
			if err != nil {
				return err
			}
			files["sync/atomic/asm.s"] = withoutFunctions(data, all[:n])
		}
		all = all[n:]
	}
	return nil
}

// write writes the overlay beside its place, and moves it there.
func write(t *Toolchain, o *Overlay, dir string, files map[string][]byte) error {
	if err := os.MkdirAll(filepath.Dir(dir), 0o755); err != nil {
		return err
	}
	beside, err := os.MkdirTemp(filepath.Dir(dir), "new-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(beside)
	goroot := t.GOROOT
	if o.GOROOT != "" {
		goroot = o.GOROOT
	}
	replace := map[string]string{}
	for name, data := range files {
		local := filepath.Join("src", filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Join(beside, filepath.Dir(local)), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(beside, local), data, 0o644); err != nil {
			return err
		}
		replace[filepath.Join(goroot, local)] = filepath.Join(dir, local)
	}
	if err := age(beside); err != nil {
		return err
	}
	data, err := json.MarshalIndent(map[string]any{"Replace": replace}, "", "\t")
	if err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(beside, "overlay.json"), data, 0o644); err != nil {
		return err
	}
	if err := os.Rename(beside, dir); err != nil && !errors.Is(err, fs.ErrExist) {
		if _, there := os.Stat(o.File); there != nil { // else somebody was faster
			return err
		}
	}
	return nil
}

// age makes the files old: the go command does not look into an overlay for packages with files of the last two seconds.
func age(dir string) error {
	old := time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)
	return filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.Type()&fs.ModeSymlink != 0 {
			return err
		}
		return os.Chtimes(path, old, old)
	})
}
