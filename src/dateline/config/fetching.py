"""The [fetch] settings: limits, manners, the name that is sent, and which closed hosts may be reached."""

from __future__ import annotations

from pydantic import Field, field_validator

from dateline import __version__
from dateline.model import Record


class Policy(Record):
    """The rules of one fetch. The defaults suit a desk on a laptop and a source that should not notice it."""

    contact: str | None = Field(
        default=None,
        description="An address or page where a source can reach the desk; sent with each request.",
    )
    connect_seconds: float = Field(default=10, gt=0, description="Wait this long for a connection.")
    read_seconds: float = Field(default=30, gt=0, description="Wait this long for the next bytes.")
    total_seconds: float = Field(
        default=120, gt=0, description="End a fetch after this long, redirects and repeats together."
    )
    # Larger than the longest live blog we have seen (9 MB) and any feed; video is another collector's matter.
    largest: int = Field(default=50_000_000, gt=0, description="Keep at most this many bytes, unpacked.")
    redirects: int = Field(default=8, ge=0, description="Follow at most this many redirects.")
    tries: int = Field(default=3, ge=1, description="Ask at most this often when a server is busy or down.")
    longest_wait: float = Field(
        default=60,
        ge=0,
        description="Wait at most this long before asking again; a server that wants more is left.",
    )
    delay: float = Field(default=2, ge=0, description="Seconds between two requests to one host.")
    at_once: int = Field(default=1, ge=1, description="Requests to one host at the same time.")
    # Eight sites answer in parallel on a household line; more wait for one another's bandwidth.
    workers: int = Field(default=8, ge=1, le=64, description="Hosts that are asked at the same time.")
    robots: bool = Field(default=True, description="Honour robots.txt.")
    proxy: str | None = Field(
        default=None, description="A proxy: http://, https:// or socks5:// (Tor: socks5://127.0.0.1:9050)."
    )
    allow: tuple[str, ...] = Field(
        default=(), description="Hosts that may be reached although they are private, by name or address."
    )

    @field_validator("contact")
    @classmethod
    def _one_line(cls, value: str | None) -> str | None:
        if value is not None and not (value.isascii() and value.isprintable()):
            raise ValueError("must be one line of ASCII: it is sent in a header")
        return value

    @field_validator("proxy")
    @classmethod
    def _known_proxy(cls, value: str | None) -> str | None:
        if value is not None and not value.startswith(("http://", "https://", "socks5://", "socks5h://")):
            raise ValueError("must begin with http://, https://, socks5:// or socks5h://")
        return value

    @property
    def user_agent(self) -> str:
        """The honest name sent with each request."""
        return f"Dateline/{__version__}" + (f" (+{self.contact})" if self.contact else "")
