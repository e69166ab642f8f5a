"""Nothing of an address that may be secret is shown or recorded."""

from __future__ import annotations

import pytest

from coach.cameras.network import without_password


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("http://10.0.0.2:8080/video", "http://10.0.0.2:8080/video"),
        ("rtsp://me:secret@10.0.0.2/live", "rtsp://10.0.0.2/live"),
        ("rtsp://me:se#c/r?e@t@10.0.0.2/live", "rtsp://10.0.0.2/live"),
        ("http://10.0.0.2/snap?user=me&pwd=secret", "http://10.0.0.2/snap?..."),
        ("http://10.0.0.2/snap#token=secret", "http://10.0.0.2/snap?..."),
        ("http://[::1", "http://[::1"),
    ],
)
def test_user_password_and_tokens_are_left_out(url: str, shown: str) -> None:
    assert without_password(url) == shown
