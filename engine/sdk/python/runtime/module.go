package main

import (
	"context"
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/iancoleman/strcase"
	"github.com/pelletier/go-toml/v2"

	"python-sdk/internal/dagger"
)

const defaultBaseImage = "python:3.12-slim"

// module is what the runtime needs to know of a module's source.
type module struct {
	subpath    string
	name       string
	pkg        string
	mainObject string
	baseImage  string
	// False for a folder without pyproject.toml, as `dagger init` finds it.
	exists  bool
	install [][]string
}

type pyproject struct {
	Project struct {
		Name string
	}
	Tool struct {
		Dagger struct {
			BaseImage string `toml:"base-image"`
			UseUv     *bool  `toml:"use-uv"`
		}
		Uv struct {
			BuildBackend struct {
				ModuleName string `toml:"module-name"`
			} `toml:"build-backend"`
		}
	}
}

func inspect(ctx context.Context, modSource *dagger.ModuleSource) (*module, error) {
	subpath, err := modSource.SourceSubpath(ctx)
	if err != nil {
		return nil, err
	}
	name, err := modSource.ModuleOriginalName(ctx)
	if err != nil {
		return nil, err
	}
	// A module that `dagger init` has just begun has no folder yet.
	source := modSource.ContextDirectory().WithDirectory(subpath, dag.Directory()).Directory(subpath)
	files, err := source.Entries(ctx)
	if err != nil {
		return nil, err
	}
	mod := &module{
		subpath:    subpath,
		name:       name,
		pkg:        packageName(name),
		mainObject: strcase.ToCamel(name),
		baseImage:  defaultBaseImage,
		exists:     slices.Contains(files, "pyproject.toml"),
		install:    installCommands(files),
	}
	if !mod.exists {
		return mod, nil
	}
	text, err := source.File("pyproject.toml").Contents(ctx)
	if err != nil {
		return nil, err
	}
	return mod, mod.read(text)
}

// read takes from pyproject.toml what the official runtime takes from it.
func (mod *module) read(text string) error {
	var p pyproject
	file := path.Join(mod.subpath, "pyproject.toml")
	if err := toml.Unmarshal([]byte(text), &p); err != nil {
		return fmt.Errorf("could not read %q: %w", file, err)
	}
	if p.Project.Name == "" {
		return fmt.Errorf("could not read %q: [project] has no name; add one", file)
	}
	if uv := p.Tool.Dagger.UseUv; uv != nil && !*uv {
		return fmt.Errorf("could not honour 'tool.dagger.use-uv = false' in %q: this runtime installs with uv only; remove the key", file)
	}
	mod.pkg = packageName(p.Project.Name)
	if named := p.Tool.Uv.BuildBackend.ModuleName; named != "" {
		mod.pkg = named
	}
	if image := p.Tool.Dagger.BaseImage; image != "" {
		mod.baseImage = image
	}
	return nil
}

// installCommands follows the lock that the module brings.
func installCommands(files []string) [][]string {
	pip := []string{"uv", "pip", "install", "-e", "./sdk"}
	newVenv := []string{"uv", "venv", venv}
	switch {
	case slices.Contains(files, "uv.lock"):
		return [][]string{{"uv", "sync", "--no-dev", "--frozen"}}
	case slices.Contains(files, "requirements.lock"):
		return [][]string{newVenv, append(pip, "-e", ".", "-r", "requirements.lock")}
	default:
		return [][]string{newVenv, append(pip, "-e", ".")}
	}
}

func packageName(project string) string {
	return strings.NewReplacer("-", "_", ".", "_", " ", "_").Replace(strings.ToLower(project))
}
