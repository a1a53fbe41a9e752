// Package plugins registers the ways to find targets: here, Kubernetes alone. All of
// them, of every cloud, are a thousand packages more to build.
package plugins

import _ "github.com/prometheus/prometheus/discovery/kubernetes"
