// Package distconsts says where this engine finds its parts. The engine asks
// for a package of this name; ours names one folder, over which the parts of
// the prefix that runs are bound.
package distconsts

const (
	DefaultEngineSockAddr = "unix:///run/dagger/engine.sock"
	EngineContainerName   = "dagger-engine.dev"

	RuncPath                         = "/run/dagger-parts/bin/runc"
	DaggerInitPath                   = "/run/dagger-parts/bin/dagger-init"
	EngineDefaultStateDir            = "/var/lib/dagger"
	EngineContainerBuiltinContentDir = "/run/dagger-parts/content"

	// A folder that is never there. Where it holds certificates the engine runs
	// update-ca-certificates before and after every single command of every
	// container: seconds each. The stand-in images are made with them instead.
	EngineCustomCACertsDir = "/run/dagger-parts/no-certificates"

	GoSDKManifestDigestEnvName         = "DAGGER_GO_SDK_MANIFEST_DIGEST"
	PythonSDKManifestDigestEnvName     = "DAGGER_PYTHON_SDK_MANIFEST_DIGEST"
	TypescriptSDKManifestDigestEnvName = "DAGGER_TYPESCRIPT_SDK_MANIFEST_DIGEST"

	AlpineImage  = "alpine:3.22.1"
	GolangImage  = "golang:1.25.5-alpine"
	BusyboxImage = "busybox:1.37.0"

	OCIVersionAnnotation = "org.opencontainers.image.version"
)
