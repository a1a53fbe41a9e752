"""The CSS of the page: light and dark, wide and narrow."""

from typing import Final

COLOURS: Final = """
:root {
  --ink: #1b1f24; --paper: #ffffff; --sheet: #f6f8fa; --line: #d0d7de;
  --faint: #57606a; --mark: #8c959f;
  --green: #1a7f37; --red: #c21f2c; --grey: #57606a; --amber: #8a5a00;
  --blue: #0969da;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ink: #e6edf3; --paper: #0d1117; --sheet: #161b22; --line: #30363d;
    --faint: #9198a1; --mark: #6e7681;
    --green: #56d364; --red: #ff8078; --grey: #9198a1; --amber: #e3b341;
    --blue: #6cb0ff;
  }
}
"""
TEXT: Final = """
* { box-sizing: border-box; }
body {
  margin: 0; color: var(--ink); background: var(--paper);
  font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere;
}
header {
  padding: 1.25rem max(1.5rem, 50vw - 36rem); background: var(--sheet);
  border-top: .5rem solid; border-bottom: 1px solid var(--line);
}
main { max-width: 75rem; margin: auto; padding: 0 1.5rem 4rem; }
h1 { margin: 0; font-size: 1.5rem; line-height: 1.25; }
h2 { margin: 2.5rem 0 .75rem; font-size: 1.25rem; }
h3 { margin: 0; font-size: 1rem; }
p { margin: .25rem 0; }
small { color: var(--faint); }
a { color: var(--blue); }
code, pre { font: .875em/1.5 ui-monospace, monospace; }
pre {
  margin: 0; padding: .75rem 1rem; background: var(--sheet);
  border: 1px solid var(--line); border-radius: .375rem;
  white-space: pre-wrap;
}
.passed { color: var(--green); }
.failed, li.failed::marker { color: var(--red); }
.skipped, .absent { color: var(--grey); }
.could-not-run { color: var(--amber); }
li.failed { color: inherit; }
"""
PARTS: Final = """
dl {
  display: grid; gap: .75rem; margin: 1.5rem 0 0;
  grid-template-columns: repeat(auto-fit, minmax(8rem, 1fr));
}
dl div {
  padding: .5rem .75rem; background: var(--sheet);
  border: 1px solid var(--line); border-radius: .375rem;
}
dt { color: var(--faint); font-size: .875rem; }
dd { margin: 0; font-size: 1.125rem; font-weight: 600; }
.stages { margin: 0; padding: 0; list-style: none; }
.stages li, .axis { display: grid; gap: 0 1rem; grid-template-columns: 7rem 1fr; }
.stages li { padding: .5rem 0; border-top: 1px solid var(--line); }
.axis svg { grid-column: 2; }
.said { white-space: pre-wrap; }
svg { display: block; width: 100%; height: 1rem; }
.axis text { fill: var(--faint); font-size: .75rem; }
.bar { margin-bottom: .375rem; }
.bar rect { fill: currentColor; }
.bar line { stroke: var(--line); }
.share { width: 8rem; height: .75rem; fill: var(--blue); }
.share .all { fill: var(--line); }
p .share { display: inline-block; margin-right: .5rem; vertical-align: baseline; }
table { width: 100%; border-collapse: collapse; }
th { color: var(--faint); font-weight: 400; font-size: .875rem; text-align: left; }
th, td:not(:last-child) { width: 1%; white-space: nowrap; }
th:last-child { width: auto; }
th, td { padding: .25rem .75rem .25rem 0; vertical-align: baseline; }
tr { border-top: 1px solid var(--line); }
thead tr { border: 0; }
details { padding: .5rem 0; border-top: 1px solid var(--line); }
summary { cursor: pointer; }
summary h3 { display: inline; }
ul { margin: .25rem 0; padding-left: 1.5rem; }
ul.files { padding: 0; columns: 18rem; list-style: none; }
.pictures {
  display: grid; gap: 1rem; align-items: start; margin-top: .75rem;
  grid-template-columns: repeat(auto-fill, minmax(16rem, 1fr));
}
figure { margin: 0; }
figure img {
  display: block; width: 100%; aspect-ratio: 4 / 3; object-fit: cover;
  object-position: top; border: 1px solid var(--line);
}
figcaption { font-size: .875rem; }
"""
NARROW: Final = """
@media (max-width: 40rem) {
  main, header { padding-left: 1rem; padding-right: 1rem; }
  .stages li, .axis { grid-template-columns: 1fr; }
  .axis svg { grid-column: 1; }
  thead th:last-child { display: none; }
  tr { display: grid; align-items: center; grid-template-columns: 9rem 5rem 1fr; }
  td:last-child { grid-column: 1 / -1; padding-top: 0; }
}
"""
STYLE: Final = COLOURS + TEXT + PARTS + NARROW
