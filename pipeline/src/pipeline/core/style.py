"""How the report's page looks, by day and by night."""

from typing import Final

STYLE: Final = """
:root {
  --ink: #1b1f24; --paper: #ffffff; --line: #d0d7de; --faint: #57606a;
  --green: #1a7f37; --red: #c21f2c; --grey: #57606a; --amber: #8a5a00;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ink: #e6edf3; --paper: #0d1117; --line: #30363d; --faint: #9198a1;
    --green: #56d364; --red: #ff8078; --grey: #9198a1; --amber: #e3b341;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0; color: var(--ink); background: var(--paper);
  font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere;
}
header { padding: 1rem 1.5rem; border-top: .5rem solid; color: var(--grey); }
header.passed { color: var(--green); }
header.failed { color: var(--red); }
header.could-not-run { color: var(--amber); }
main { max-width: 72rem; padding: 0 1.5rem 3rem; }
h1 { margin: 0; font-size: 1.5rem; }
h2 { margin: 2rem 0 .5rem; font-size: 1.125rem; }
h3 { margin: 1rem 0 .25rem; font-size: 1rem; }
p { margin: .25rem 0; }
ol.stages {
  display: grid; gap: .75rem; margin: 0; padding: 0; list-style: none;
  grid-template-columns: repeat(auto-fit, minmax(13rem, 1fr));
}
ol.stages li { padding: .5rem .75rem; border: 1px solid var(--line); }
ol.stages h3 { margin-top: 0; }
b.passed { color: var(--green); }
b.failed, li.failed::marker { color: var(--red); }
b.skipped, li.note { color: var(--faint); }
b.could-not-run { color: var(--amber); }
meter { width: 12rem; vertical-align: middle; }
pre { padding: .75rem; border: 1px solid var(--line); overflow-x: auto; }
ul { margin: 0; padding-left: 1.5rem; }
ul.files { columns: 18rem; }
a { color: inherit; }
"""
