"""A real time-stamping authority: OpenSSL's own, behind a web server on loopback."""

from __future__ import annotations

import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

CONFIG = """
[req]
distinguished_name = name
prompt = no
[name]
CN = {name}
[ca]
basicConstraints = critical,CA:true
keyUsage = critical,keyCertSign
[signer]
basicConstraints = critical,CA:false
keyUsage = critical,digitalSignature
extendedKeyUsage = critical,timeStamping
[tsa]
default_tsa = own
[own]
serial = {folder}/serial
default_policy = 1.2.3.4.1
digests = sha256
signer_digest = sha256
accuracy = secs:1
ess_cert_id_alg = sha256
"""


class Authority:
    """Keys and certificates in ``folder``; ``root`` is the certificate to trust."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir()
        self.folder, self.root, self.down, self.asked = folder, folder / "root.pem", False, 0
        (folder / "serial").write_text("01\n")
        for name in ("root", "signer"):
            (folder / f"{name}.cnf").write_text(CONFIG.format(name=name, folder=folder))
        key = ("-newkey", "rsa:2048", "-nodes")
        self._openssl(
            "req", "-x509", *key, "-keyout", "root.key", "-out", "root.pem", "-days", "3650",
            "-config", "root.cnf", "-extensions", "ca",
        )  # fmt: skip
        self._openssl("req", *key, "-keyout", "signer.key", "-out", "signer.csr", "-config", "signer.cnf")
        self._openssl(
            "x509", "-req", "-in", "signer.csr", "-CA", "root.pem", "-CAkey", "root.key", "-CAcreateserial",
            "-out", "signer.pem", "-days", "3650", "-extfile", "signer.cnf", "-extensions", "signer",
        )  # fmt: skip

    def reply(self, query: bytes) -> bytes:
        """Return what ``openssl ts`` answers to a query."""
        self.asked += 1
        (self.folder / "query").write_bytes(query)
        self._openssl(
            "ts", "-reply", "-queryfile", "query", "-signer", "signer.pem", "-inkey", "signer.key",
            "-config", "signer.cnf", "-section", "own", "-out", "answer",
        )  # fmt: skip
        return (self.folder / "answer").read_bytes()

    @contextmanager
    def serving(self) -> Iterator[str]:
        """Answer time-stamp queries on a free port; yield the address."""
        own = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                query = self.rfile.read(int(self.headers["Content-Length"]))
                right = self.headers["Content-Type"] == "application/timestamp-query"
                answer = own.reply(query) if right and not own.down else b""
                self.send_response(200 if answer else 503)
                self.send_header("Content-Length", str(len(answer)))
                self.end_headers()
                self.wfile.write(answer)

            def log_message(self, *_: object) -> None:
                pass

        with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
            thread = threading.Thread(target=server.serve_forever)
            thread.start()
            try:
                yield f"http://127.0.0.1:{server.server_port}/"
            finally:
                server.shutdown()
                thread.join()

    def _openssl(self, *words: str) -> None:
        subprocess.run(["openssl", *words], cwd=self.folder, check=True, capture_output=True)  # noqa: S603, S607
