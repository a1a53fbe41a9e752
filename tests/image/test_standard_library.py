"""Do the parts of Python that need more than Python work in the image?"""

import pytest

from cluster.certificates import Authority
from tests.image.confined import Confined

HASHES = """
import hashlib

made = [hashlib.new(name) for name in sorted(hashlib.algorithms_available)]
assert {"md5", "sha256", "sha3_512", "blake2b", "shake_128"} <= {it.name for it in made}
for each in made:
    assert each.digest(*[32] if each.name.startswith("shake") else []), each.name
print(len(hashlib.pbkdf2_hmac("sha256", b"password", b"salt", 1000)))
print(len(hashlib.scrypt(b"password", salt=b"salt", n=1024, r=8, p=1)))
"""
# A server and a client in one process, which hand each other what they would send.
TLS = """
import ssl, sys

certificate, key, authority = sys.argv[1:]
server = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
server.load_cert_chain(certificate, key)
client = ssl.create_default_context(cafile=authority)
to_server, to_client = ssl.MemoryBIO(), ssl.MemoryBIO()
ends = [
    client.wrap_bio(to_client, to_server, server_hostname="ledger"),
    server.wrap_bio(to_server, to_client, server_side=True),
]
for end in ends * 3:
    try:
        end.do_handshake()
    except ssl.SSLWantReadError:
        continue
ends[0].write(b"heard")
print(ends[0].version(), ends[1].read().decode())
"""
SQLITE = """
import sqlite3

database = sqlite3.connect("/data/words.db")
(mode,) = database.execute("pragma journal_mode = wal").fetchone()
database.execute("create virtual table texts using fts5(body)")
database.execute("insert into texts values ('a release of today')")
number = "json_extract('[7]', '$[0]')"
query = f"select {number}, body from texts where texts match 'release'"
print(mode, *database.execute(query).fetchone())
"""
ZONES = """
from datetime import datetime
from zoneinfo import ZoneInfo, available_timezones

zones = {name: ZoneInfo(name) for name in available_timezones()}
print(len(zones) > 500, datetime(2030, 7, 1, tzinfo=zones["Europe/Berlin"]))
"""
PROCESSES = """
import math, multiprocessing, sys
from multiprocessing.shared_memory import SharedMemory

with multiprocessing.get_context(sys.argv[1]).Pool(2) as pool:
    numbers = pool.map(math.factorial, range(6))
memory = SharedMemory(create=True, size=8)
memory.buf[0] = numbers[5]
again = SharedMemory(memory.name)
print(again.buf[0])
again.close()
memory.close()
memory.unlink()
"""
PROGRAM = """
import subprocess, sys

other = [sys.executable, "-c", "print(input())"]
done = subprocess.run(other, input="heard", capture_output=True, text=True, check=True)
print(done.stdout)
"""


def test_hashlib_has_every_algorithm(confined: Confined) -> None:
    """Those of OpenSSL, and the derivation of keys."""
    assert "32\n64" == confined.python(HASHES)


def test_ssl_shakes_hands(confined: Confined) -> None:
    """By a certificate that both ends accept."""
    authority = Authority(confined.folder, "authority")
    authority.make()
    certificate, key = authority.issue("ledger", {"CN": "ledger"}, ("DNS:ledger",))
    key.chmod(0o644)
    files = map(str, (certificate, key, authority.certificate))
    done = confined.run("python", "-c", TLS, *files)
    assert "TLSv1.3 heard" == done.stdout.strip(), done.stderr


def test_sqlite_has_journals_words_and_json(confined: Confined) -> None:
    """In a file of the volume."""
    assert "wal 7 a release of today" == confined.python(SQLITE)


def test_zoneinfo_has_every_zone(confined: Confined) -> None:
    """Those of the distribution."""
    assert "True 2030-07-01 00:00:00+02:00" == confined.python(ZONES)


@pytest.mark.parametrize("method", ["fork", "spawn", "forkserver"])
def test_processes_share_work_and_memory(method: str, confined: Confined) -> None:
    """However they are started."""
    done = confined.run("python", "-c", PROCESSES, method)
    assert "120" == done.stdout.strip(), done.stderr


def test_a_program_runs_another(confined: Confined) -> None:
    """There is no shell, but there is Python."""
    assert "heard" == confined.python(PROGRAM)
