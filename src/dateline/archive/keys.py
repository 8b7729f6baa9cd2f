"""The desk's key: Ed25519, made once; its private half signs the daily heads and never leaves the desk.

The public half lies in the archive, in a file named by the beginning of its own SHA-256, so that whoever has
the archive can check the signatures, and a changed key file names itself. A desk that loses its private key
gets a new one; the old public half stays.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from dateline.archive.payloads import READ_ONLY, digest, put_file
from dateline.errors import DeskError

FOLDER = "keys"
OWNER_ONLY = 0o600
# Hex digits that name a key; 64 bits tell the few keys of a desk apart, the head has the whole hash.
NAMED = 16


@dataclass(frozen=True, slots=True)
class Key:
    """A private key and the SHA-256 of its public half's file."""

    private: Ed25519PrivateKey
    name: str

    def sign(self, message: bytes) -> bytes:
        """Return the 64 bytes of the signature (RFC 8032)."""
        return self.private.sign(message)


def ensure(path: Path, root: Path) -> Key:
    """Return the key in ``path``, made when there is none, with its public half in the archive ``root``.

    Raises DeskError for a file that holds no key.
    """
    if not path.exists():
        put_file(path, _private_pem(Ed25519PrivateKey.generate()), OWNER_ONLY)
    key = _loaded(path)
    if not isinstance(key, Ed25519PrivateKey):
        raise _no_key(path)
    public = _pem(key.public_key())
    target = place(root, digest(public))
    if not target.exists():
        put_file(target, public, READ_ONLY)
    return Key(key, digest(public))


def packer(path: Path) -> ec.EllipticCurvePrivateKey:
    """Return the P-384 key in ``path``, made when there is none: the kind that WACZ tools check."""
    if not path.exists():
        put_file(path, _private_pem(ec.generate_private_key(ec.SECP384R1())), OWNER_ONLY)
    key = _loaded(path)
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise _no_key(path)
    return key


def place(root: Path, name: str) -> Path:
    """Return the file of the public key whose SHA-256 is ``name``."""
    return root / FOLDER / f"{name[:NAMED]}.pem"


def problem(root: Path, name: str, signature: bytes, message: bytes) -> str | None:
    """Return why ``signature`` is not that of the key ``name`` on ``message``, or None."""
    path = place(root, name)
    if not path.exists():
        return f"its key {path.name} is missing"
    pem = path.read_bytes()
    if digest(pem) != name:
        return f"its key {path.name} has changed"
    try:
        public = serialization.load_pem_public_key(pem)
        if not isinstance(public, Ed25519PublicKey):
            return f"its key {path.name} is not an Ed25519 key"
        public.verify(signature, message)
    except (InvalidSignature, ValueError, UnsupportedAlgorithm):
        return f"its signature is not that of {path.name}"
    return None


def _loaded(path: Path) -> object:
    try:
        return serialization.load_pem_private_key(path.read_bytes(), password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise _no_key(path) from error


def _no_key(path: Path) -> DeskError:
    return DeskError(str(path), "is not the key it should be", "restore it, or move it away to get a new one")


def _private_pem(key: Ed25519PrivateKey | ec.EllipticCurvePrivateKey) -> bytes:
    plain = serialization.NoEncryption()
    return key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)


def _pem(public: Ed25519PublicKey) -> bytes:
    return public.public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
