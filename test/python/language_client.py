# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Speaks to px-lsp as an editor does."""

import json
import subprocess


class Client:
    """An editor with a running server."""

    def __init__(self, *options):
        self.process = subprocess.Popen(
            ["px-lsp", *options], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        self.numbers = iter(range(1, 1 << 30))
        self.notifications = []

    def send(self, message):
        """Write a message with its header."""
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self.process.stdin.flush()

    def receive(self):
        """Read the next message."""
        length = 0
        while (line := self.process.stdout.readline().strip()) != b"":
            name, value = line.split(b":")
            if name.lower() == b"content-length":
                length = int(value)
        return json.loads(self.process.stdout.read(length))

    def notify(self, method, **params):
        """Tell something that has no answer."""
        self.send({"method": method, "params": params})

    def request(self, method, **params):
        """Ask, and return the whole answer."""
        number = next(self.numbers)
        self.send({"id": number, "method": method, "params": params})
        while (message := self.receive()).get("id") != number:
            self.notifications.append(message)
        return message

    def ask(self, method, **params):
        """Ask, and return the result."""
        return self.request(method, **params)["result"]

    def open(self, path, text=None):
        """Open a text and return what is said about it."""
        uri = path.as_uri()
        text = path.read_text(encoding="utf-8") if text is None else text
        item = {"uri": uri, "languageId": "px", "version": 1, "text": text}
        self.notify("textDocument/didOpen", textDocument=item)
        return self.diagnostics(uri)

    def change(self, path, text, version=2):
        """Replace a text and return what is said about it."""
        self.notify(
            "textDocument/didChange",
            textDocument={"uri": path.as_uri(), "version": version},
            contentChanges=[{"text": text}],
        )
        return self.diagnostics(path.as_uri())

    def diagnostics(self, uri):
        """Wait for what is said about a text."""
        while True:
            message = self.receive()
            is_said = message.get("method") == "textDocument/publishDiagnostics"
            if is_said and message["params"]["uri"] == uri:
                return message["params"]["diagnostics"]

    def at(self, method, path, line, character, **params):
        """Ask about a place, counted from 0."""
        return self.ask(
            f"textDocument/{method}",
            textDocument={"uri": path.as_uri()},
            position={"line": line, "character": character},
            **params,
        )

    def about(self, method, path, **params):
        """Ask about a text."""
        return self.ask(
            f"textDocument/{method}", textDocument={"uri": path.as_uri()}, **params
        )
