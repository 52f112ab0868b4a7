// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Starts px-lsp for px files.

const { workspace } = require("vscode");
const { LanguageClient } = require("vscode-languageclient/node");

let client;

exports.activate = function () {
  const settings = workspace.getConfiguration("px");
  const folders = settings.get("includeDirectories");
  const server = {
    command: settings.get("server.path"),
    args: folders.flatMap((folder) => ["-I", folder]),
  };
  client = new LanguageClient("px", "px", server, {
    documentSelector: [{ language: "px" }],
  });
  return client.start();
};

exports.deactivate = function () {
  return client && client.stop();
};
