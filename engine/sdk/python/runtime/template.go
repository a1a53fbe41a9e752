package main

import "fmt"

// What `dagger init` starts a new module with.

func pyprojectFor(mod *module) string {
	return fmt.Sprintf(`[project]
name = %[1]q
version = "0.1.0"
requires-python = ">=3.12"
dependencies = ["dagger-io"]

[build-system]
requires = ["uv_build>=0.8.4,<1"]
build-backend = "uv_build"

[tool.uv.sources]
dagger-io = { path = "sdk", editable = true }

[project.entry-points."dagger.mod"]
main_object = "%[2]s.main:%[3]s"
`, mod.name, mod.pkg, mod.mainObject)
}

func initFor(mod *module) string {
	return fmt.Sprintf("\"\"\"The %s module.\"\"\"\n\nfrom .main import %[2]s as %[2]s\n", mod.name, mod.mainObject)
}

func mainFor(mod *module) string {
	return fmt.Sprintf(`import dagger
from dagger import dag, function, object_type


@object_type
class %s:
    @function
    def base(self, image: str = %q) -> dagger.Container:
        """Start from an image."""
        return dag.container().from_(image)
`, mod.mainObject, defaultBaseImage)
}
