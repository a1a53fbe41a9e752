"""Settings of a repository that switch something off, and how each is named."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SwitchedOff:
    """A file of settings, and what is said of it beside the counts of a gate."""

    name: str
    gate: str
    file: str
    text: str
    said: str


def _case(name: str, gate: str, file: str, text: str, said: str) -> SwitchedOff:
    return SwitchedOff(name, gate, file, text, said)


LINT = (
    _case(
        "Black leaves out all files by force",
        "lint",
        "pyproject.toml",
        "[tool.black]\nforce-exclude = '.*'\n",
        "black's force-exclude: .*",
    ),
    _case(
        "Black leaves out a folder",
        "lint",
        "pyproject.toml",
        "[tool.black]\nextend-exclude = '''\n^/shop/old\n'''\n",
        "black's extend-exclude: ^/shop/old",
    ),
    _case(
        "Black takes some names only",
        "lint",
        "pyproject.toml",
        "[tool.black]\ninclude = 'a{1,2}[.]py'\n",
        "black's include: a{1,2}[.]py",
    ),
    _case(
        "isort skips by a pattern",
        "lint",
        "pyproject.toml",
        '[tool.isort]\nskip_glob = ["*"]\n',
        "isort's skip_glob: *",
    ),
    _case(
        "isort skips what a file of its own names",
        "lint",
        ".isort.cfg",
        "[settings]\nskip = shop\n",
        "isort's skip: shop",
    ),
    _case(
        "isort skips in setup.cfg",
        "lint",
        "setup.cfg",
        "[tool:isort]\nextend_skip = shop/old.py\n",
        "isort's extend_skip: shop/old.py",
    ),
    _case(
        "isort knows no Python",
        "lint",
        "tox.ini",
        "[isort]\nblocked_extensions = py\n",
        "isort's blocked_extensions: py",
    ),
    _case(
        "flake8 leaves out everything",
        "lint",
        ".flake8",
        "[flake8]\nexclude = *\n",
        "flake8's exclude: *",
    ),
    _case(
        "flake8 ignores a rule",
        "lint",
        "setup.cfg",
        "[flake8]\nextend-ignore =\n    # Black's\n    F401,\n",
        "flake8's extend-ignore: F401",
    ),
    _case(
        "flake8 ignores rules in some files",
        "lint",
        "tox.ini",
        "[flake8]\nper-file-ignores = shop/*.py:F\n",
        "flake8's per-file-ignores: shop/*.py:F",
    ),
    _case(
        "flake8 has few rules selected",
        "lint",
        ".flake8",
        "[flake8]\nselect = C9\n",
        "flake8's select: C9",
    ),
    _case(
        "flake8 takes some names only",
        "lint",
        ".flake8",
        "[flake8]\nfilename = main.py\n",
        "flake8's filename: main.py",
    ),
    _case(
        "flake8 loads code of the repository",
        "lint",
        ".flake8",
        "[flake8:local-plugins]\nextension =\n    XQ = quiet:Plugin\n",
        "flake8's extension: XQ = quiet:Plugin",
    ),
)
TYPES = (
    _case(
        "mypy leaves out a folder",
        "typecheck",
        "pyproject.toml",
        '[tool.mypy]\nexclude = ["^shop/old/"]\n',
        "mypy's exclude: ^shop/old/",
    ),
    _case(
        "mypy ignores all errors",
        "typecheck",
        "mypy.ini",
        "[mypy]\nignore_errors = True\n",
        "mypy's ignore_errors: True",
    ),
    _case(
        "mypy ignores the errors of a module",
        "typecheck",
        "pyproject.toml",
        '[[tool.mypy.overrides]]\nmodule = ["shop.*"]\nignore_errors = true\n',
        "mypy's ignore_errors of shop.*: True",
    ),
    _case(
        "mypy ignores the errors of a module in an INI file",
        "typecheck",
        "setup.cfg",
        "[mypy-shop.old]\nignore_errors = 1\n",
        "mypy's ignore_errors of shop.old: 1",
    ),
    _case(
        "mypy has a kind of error switched off",
        "typecheck",
        "mypy.ini",
        "[mypy]\ndisable_error_code = return-value\n",
        "mypy's disable_error_code: return-value",
    ),
    _case(
        "mypy is less strict with a module",
        "typecheck",
        "pyproject.toml",
        '[[tool.mypy.overrides]]\nmodule = "shop"\ndisallow_untyped_defs = false\n',
        "mypy's disallow_untyped_defs of shop: False",
    ),
    _case(
        "mypy takes a variable for false, and what follows for never reached",
        "typecheck",
        "mypy.ini",
        "[mypy]\nalways_false = CHECKED\n",
        "mypy's always_false: CHECKED",
    ),
    _case(
        "mypy loads code of the repository",
        "typecheck",
        "pyproject.toml",
        '[tool.mypy]\nplugins = ["shop/quiet.py"]\n',
        "mypy's plugins: shop/quiet.py",
    ),
    _case(
        "mypy does not follow imports",
        "typecheck",
        "mypy.ini",
        "[mypy]\nfollow_imports = skip\n",
        "mypy's follow_imports: skip",
    ),
    _case(
        "mypy ignores what cannot be imported",
        "typecheck",
        "mypy.ini",
        "[mypy-flask]\nignore_missing_imports = yes\n",
        "mypy's ignore_missing_imports of flask: yes",
    ),
)
SECURITY = (
    _case(
        "Bandit leaves out the code",
        "security",
        "pyproject.toml",
        '[tool.bandit]\nexclude_dirs = ["shop"]\n',
        "bandit's exclude_dirs: shop",
    ),
    _case(
        "Bandit skips a test",
        "security",
        "pyproject.toml",
        '[tool.bandit]\nskips = ["B602"]\n',
        "bandit's skips: B602",
    ),
    _case(
        "Bandit makes one test only",
        "security",
        "pyproject.toml",
        '[tool.bandit]\ntests = ["B101"]\n',
        "bandit's tests: B101",
    ),
    _case(
        "Bandit skips a test in some files",
        "security",
        "pyproject.toml",
        '[tool.bandit.assert_used]\nskips = ["*/shop/*"]\n',
        "bandit's skips of assert_used: */shop/*",
    ),
)
TEST = (
    _case(
        "pytest deselects a test",
        "test",
        "pytest.ini",
        "[pytest]\naddopts = -ra --deselect=tests/test_a.py::test_a\n",
        "pytest's addopts: --deselect=tests/test_a.py::test_a",
    ),
    _case(
        "pytest runs tests of some names only",
        "test",
        "pyproject.toml",
        "[tool.pytest.ini_options]\naddopts = \"-k 'not slow'\"\n",
        "pytest's addopts: -k not slow",
    ),
    _case(
        "pytest runs tests with a mark only",
        "test",
        "tox.ini",
        "[pytest]\naddopts = -mfast\n",
        "pytest's addopts: -mfast",
    ),
    _case(
        "pytest ignores a file",
        "test",
        "setup.cfg",
        "[tool:pytest]\naddopts = --ignore tests/test_a.py\n",
        "pytest's addopts: --ignore tests/test_a.py",
    ),
    _case(
        "pytest stops at the first failure",
        "test",
        "pyproject.toml",
        '[tool.pytest]\naddopts = ["-x"]\n',
        "pytest's addopts: -x",
    ),
    _case(
        "pytest does not load the pipeline's plugin",
        "test",
        "pytest.ini",
        "[pytest]\naddopts = -p no:pipeline_results\n",
        "pytest's addopts: -p no:pipeline_results",
    ),
    _case(
        "pytest calls other things tests",
        "test",
        "pytest.ini",
        "[pytest]\npython_functions = check_*\n",
        "pytest's python_functions: check_*",
    ),
    _case(
        "pytest does not go into a folder",
        "test",
        "pytest.ini",
        "[pytest]\nnorecursedirs = deep\n",
        "pytest's norecursedirs: deep",
    ),
    _case(
        "coverage omits a file",
        "test",
        "pyproject.toml",
        '[tool.coverage.run]\nomit = ["shop/prices.py"]\n',
        "coverage's omit: shop/prices.py",
    ),
    _case(
        "coverage omits a file in a file of its own",
        "test",
        ".coveragerc",
        "[report]\nomit = shop/prices.py\n",
        "coverage's omit: shop/prices.py",
    ),
    _case(
        "coverage excludes lines",
        "test",
        "tox.ini",
        "[coverage:report]\nexclude_also = def .*\n",
        "coverage's exclude_also: def .*",
    ),
    _case(
        "coverage takes branches for partial",
        "test",
        ".coveragerc",
        "[report]\npartial_branches =\n    if a, b:\n",
        "coverage's partial_branches: if a, b:",
    ),
)
FILES = (
    _case(
        "zizmor has a rule switched off",
        "manifests",
        ".github/zizmor.yml",
        "rules: {dangerous-triggers: {disable: true}}\n",
        "zizmor's disable: dangerous-triggers",
    ),
    _case(
        "zizmor ignores a place",
        "manifests",
        "zizmor.yml",
        'rules:\n  template-injection:\n    ignore: ["ci.yml:9"]\n',
        "zizmor's ignore: template-injection in ci.yml:9",
    ),
    _case(
        "zizmor lets actions be unpinned",
        "manifests",
        ".github/zizmor.yml",
        'rules: {unpinned-uses: {config: {policies: {"*": any}}}}\n',
        "zizmor's config: unpinned-uses",
    ),
    _case(
        "actionlint ignores everything",
        "manifests",
        ".github/actionlint.yaml",
        'paths:\n  "**":\n    ignore: [".*"]\n',
        "actionlint's ignore: .* in **",
    ),
    _case(
        "hadolint ignores a rule",
        "scan",
        ".hadolint.yaml",
        "ignored: [DL3020]\n",
        "hadolint's ignored: DL3020",
    ),
    _case(
        "hadolint takes a rule lightly",
        "scan",
        ".hadolint.yml",
        "override:\n  info: [DL3002]\n",
        "hadolint's override: DL3002 is info",
    ),
    _case(
        "hadolint trusts a registry",
        "scan",
        ".hadolint.yaml",
        "trustedRegistries: [evil.example]\n",
        "hadolint's trustedRegistries: evil.example",
    ),
)
SWITCHED_OFF = (*LINT, *TYPES, *SECURITY, *TEST, *FILES)
