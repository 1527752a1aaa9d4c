"""Nothing is printed about a page that goes while it is told something."""

import asyncio
import gc
from typing import Any

import pytest
from tornado.websocket import WebSocketClosedError

from generator.serve.telling import Socket


class HangingUp:
    """A connection of Tornado's whose browser leaves while a message is on its way."""

    def is_closing(self) -> bool:
        return False

    def write_message(self, message: object, binary: bool = False) -> "asyncio.Future[None]":
        async def send() -> None:
            await asyncio.sleep(0)
            raise WebSocketClosedError

        return asyncio.ensure_future(send())


@pytest.mark.parametrize("connection", [HangingUp(), None], ids=["goes", "has gone"])
def test_a_page_that_goes_is_told_nothing_and_nobody_complains(
    connection: HangingUp | None, caplog: pytest.LogCaptureFixture
) -> None:
    complaints: list[dict[str, Any]] = []

    async def tell_it() -> None:
        asyncio.get_running_loop().set_exception_handler(lambda _, context: complaints.append(context))
        socket = Socket.__new__(Socket)
        socket.ws_connection = connection
        socket.send_message({"command": "reload"})
        for _ in range(5):
            await asyncio.sleep(0)
        gc.collect()

    asyncio.run(tell_it())
    gc.collect()
    assert not complaints
    assert not caplog.records
