// The Python runtime of the built engine: turns a module's source into the
// container its functions run in, and writes the client library beside it.
package main

import (
	"context"
	"fmt"
	"path"

	"python-sdk/internal/dagger"
)

const (
	venv = "/opt/venv"
	// Both names are what the SDK in sdk/ expects to find on its path.
	startScript = "/runtime"
	schemaFile  = "/schema.json"
)

// uv is told where the environment lies, to trust the system's certificates
// (outgoing TLS may be re-signed by a local authority), and never to download
// an interpreter: the base image has the one the module asked for.
var uvEnv = [][2]string{
	{"UV_PROJECT_ENVIRONMENT", venv},
	{"VIRTUAL_ENV", venv},
	{"UV_NATIVE_TLS", "1"},
	{"UV_LINK_MODE", "copy"},
	{"UV_PYTHON_DOWNLOADS", "never"},
	{"UV_COMPILE_BYTECODE", "1"},
	{"UV_NO_PROGRESS", "1"},
}

// An editable install leaves the SDK's 13,000 generated lines to be compiled at
// every start, because a container's changes are thrown away. Hashes are not
// checked: the files cannot change under a finished layer.
var compile = []string{
	venv + "/bin/python", "-m", "compileall", "-q", "-j", "0",
	"--invalidation-mode", "unchecked-hash", "sdk/src", "src",
}

type PythonSdk struct {
	// The root of the SDK image: dist/uv, sdk/ and start.py.
	Files *dagger.Directory
}

func New(
	// The root of the SDK image.
	// +defaultPath=".."
	// +ignore=["**", "!dist/uv", "!sdk/**", "!start.py", "!template/**"]
	sdkSourceDir *dagger.Directory,
) *PythonSdk {
	return &PythonSdk{Files: sdkSourceDir}
}

// Codegen writes what an editor and a type checker need: the client in sdk/,
// and for a new module a first pyproject.toml with a package beside it.
func (m *PythonSdk) Codegen(
	ctx context.Context,
	modSource *dagger.ModuleSource,
	introspectionJSON *dagger.File,
) (*dagger.GeneratedCode, error) {
	mod, err := inspect(ctx, modSource)
	if err != nil {
		return nil, err
	}
	source := m.withSDK(modSource.ContextDirectory(), mod)
	if !mod.exists {
		source = m.withTemplate(source, mod)
	}
	return dag.GeneratedCode(source).
		WithVCSGeneratedPaths([]string{"sdk/**"}).
		WithVCSIgnoredPaths([]string{"sdk"}), nil
}

// ModuleRuntime installs the module and its locked dependencies into an
// environment of their own and ends with the container that serves calls.
func (m *PythonSdk) ModuleRuntime(
	ctx context.Context,
	modSource *dagger.ModuleSource,
	introspectionJSON *dagger.File,
) (*dagger.Container, error) {
	mod, err := inspect(ctx, modSource)
	if err != nil {
		return nil, err
	}
	if !mod.exists {
		return nil, fmt.Errorf("could not find 'pyproject.toml' in %q; run `dagger develop` to write one", mod.subpath)
	}
	ctr := dag.Container().
		From(mod.baseImage).
		WithMountedFile("/usr/local/bin/uv", m.Files.File("dist/uv")).
		WithMountedCache("/root/.cache/uv", dag.CacheVolume("modpython-uv")).
		WithMountedDirectory("/src", m.withSDK(modSource.ContextDirectory(), mod)).
		WithWorkdir(path.Join("/src", mod.subpath))
	for _, v := range uvEnv {
		ctr = ctr.WithEnvVariable(v[0], v[1])
	}
	for _, command := range mod.install {
		ctr = ctr.WithExec(command)
	}
	return ctr.
		WithExec(compile).
		WithFile(startScript, m.Files.File("start.py"), dagger.ContainerWithFileOpts{Permissions: 0o755}).
		WithMountedFile(schemaFile, introspectionJSON).
		WithEnvVariable("PYTHONUNBUFFERED", "1").
		WithEnvVariable("DAGGER_MODULE", mod.name).
		WithEnvVariable("DAGGER_DEFAULT_PYTHON_PACKAGE", mod.pkg).
		WithEnvVariable("DAGGER_MAIN_OBJECT", mod.mainObject).
		WithEntrypoint([]string{venv + "/bin/python", startScript}), nil
}

func (m *PythonSdk) withSDK(source *dagger.Directory, mod *module) *dagger.Directory {
	return source.WithDirectory(path.Join(mod.subpath, "sdk"), m.Files.Directory("sdk"))
}

func (m *PythonSdk) withTemplate(source *dagger.Directory, mod *module) *dagger.Directory {
	pkg := path.Join(mod.subpath, "src", mod.pkg)
	return source.
		WithNewFile(path.Join(mod.subpath, "pyproject.toml"), pyprojectFor(mod)).
		WithNewFile(path.Join(pkg, "__init__.py"), initFor(mod)).
		WithNewFile(path.Join(pkg, "main.py"), mainFor(mod))
}
