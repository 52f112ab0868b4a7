//===- Server.cpp - px-lsp: requests and what answers them -------------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "../OptionHelp.h"
#include "../Output.h"
#include "../Version.h"
#include "Features.h"
#include "aikernel/Driver/Compilation.h"
#include "aikernel/Driver/Tools.h"
#include "llvm/ADT/StringSwitch.h"
#include "llvm/Option/ArgList.h"
#include "llvm/Support/LSP/Transport.h"
#include "llvm/Support/Program.h"

using namespace aikernel;
using namespace aikernel::lsp;
using llvm::StringRef;
using llvm::json::Object;
namespace opt = llvm::opt;
namespace protocol = llvm::lsp;

#define AIKERNEL_OPTIONS "LspOpts.inc"
#include "../OptionTable.inc"

//===----------------------------------------------------------------------===//
// What requests carry, where llvm::lsp has no struct for it
//===----------------------------------------------------------------------===//

namespace {

struct InitializeParams {
  bool withSnippets = false;
};

struct DocumentParams {
  protocol::TextDocumentIdentifier textDocument;
};

struct RenameParams : protocol::TextDocumentPositionParams {
  std::string newName;
};

struct RangeParams {
  protocol::TextDocumentIdentifier textDocument;
  protocol::Range range;
};

bool fromJSON(const Value &value, InitializeParams &result, llvm::json::Path) {
  const Object *at = value.getAsObject();
  for (StringRef key :
       {"capabilities", "textDocument", "completion", "completionItem"})
    at = at ? at->getObject(key) : nullptr;
  result.withSnippets = at && at->getBoolean("snippetSupport").value_or(false);
  return true;
}

bool fromJSON(const Value &value, DocumentParams &result,
              llvm::json::Path path) {
  llvm::json::ObjectMapper map(value, path);
  return map && map.map("textDocument", result.textDocument);
}

bool fromJSON(const Value &value, RenameParams &result, llvm::json::Path path) {
  llvm::json::ObjectMapper map(value, path);
  return map && map.map("newName", result.newName) &&
         fromJSON(value,
                  static_cast<protocol::TextDocumentPositionParams &>(result),
                  path);
}

bool fromJSON(const Value &value, RangeParams &result, llvm::json::Path path) {
  llvm::json::ObjectMapper map(value, path);
  return map && map.map("textDocument", result.textDocument) &&
         map.map("range", result.range);
}

} // namespace

//===----------------------------------------------------------------------===//
// The server
//===----------------------------------------------------------------------===//

namespace {

using Reply = protocol::Callback<Value>;

class Server {
public:
  Server(protocol::JSONTransport &transport,
         std::vector<std::string> includeDirectories)
      : messages(transport), includeDirectories(std::move(includeDirectories)) {
    addHandlers();
  }

  /// The process's exit code.
  int run(protocol::JSONTransport &transport);

private:
  void addHandlers();

  void onInitialize(const InitializeParams &params, Reply reply);
  void onInitialized(const protocol::NoParams &) {}
  void onShutdown(const protocol::NoParams &, Reply reply);

  void onOpen(const protocol::DidOpenTextDocumentParams &params);
  void onChange(const protocol::DidChangeTextDocumentParams &params);
  void onClose(const protocol::DidCloseTextDocumentParams &params);
  void analyze(StringRef path, int64_t version);
  void update(StringRef path, int64_t version, std::string text);

  /// Answers with what `feature` says about the place.
  template <typename Feature>
  void atPlace(const protocol::TextDocumentPositionParams &params, Reply reply,
               Feature feature);
  template <typename Feature>
  void about(const protocol::TextDocumentIdentifier &file, Reply reply,
             Feature feature);

  void onHover(const protocol::TextDocumentPositionParams &params, Reply reply);
  void onDefinition(const protocol::TextDocumentPositionParams &params,
                    Reply reply);
  void onReferences(const protocol::ReferenceParams &params, Reply reply);
  void onHighlight(const protocol::TextDocumentPositionParams &params,
                   Reply reply);
  void onPrepareRename(const protocol::TextDocumentPositionParams &params,
                       Reply reply);
  void onRename(const RenameParams &params, Reply reply);
  void onCompletion(const protocol::TextDocumentPositionParams &params,
                    Reply reply);
  void onSignatureHelp(const protocol::TextDocumentPositionParams &params,
                       Reply reply);
  void onFormatting(const DocumentParams &params, Reply reply);
  void onCodeAction(const RangeParams &params, Reply reply);
  void onSymbols(const DocumentParams &params, Reply reply);
  void onSemanticTokens(const DocumentParams &params, Reply reply);

  protocol::MessageHandler messages;
  protocol::OutgoingNotification<Value> publishDiagnostics;
  const std::vector<std::string> includeDirectories;
  OpenTexts texts;
  std::map<std::string, std::unique_ptr<Document>, std::less<>> documents;
  bool withSnippets = false;
  bool isShutDown = false;
};

} // namespace

void Server::addHandlers() {
  messages.method("initialize", this, &Server::onInitialize);
  messages.notification("initialized", this, &Server::onInitialized);
  messages.method("shutdown", this, &Server::onShutdown);
  messages.notification("textDocument/didOpen", this, &Server::onOpen);
  messages.notification("textDocument/didChange", this, &Server::onChange);
  messages.notification("textDocument/didClose", this, &Server::onClose);
  messages.method("textDocument/hover", this, &Server::onHover);
  messages.method("textDocument/definition", this, &Server::onDefinition);
  messages.method("textDocument/references", this, &Server::onReferences);
  messages.method("textDocument/documentHighlight", this, &Server::onHighlight);
  messages.method("textDocument/prepareRename", this, &Server::onPrepareRename);
  messages.method("textDocument/rename", this, &Server::onRename);
  messages.method("textDocument/completion", this, &Server::onCompletion);
  messages.method("textDocument/signatureHelp", this, &Server::onSignatureHelp);
  messages.method("textDocument/formatting", this, &Server::onFormatting);
  messages.method("textDocument/codeAction", this, &Server::onCodeAction);
  messages.method("textDocument/documentSymbol", this, &Server::onSymbols);
  messages.method("textDocument/semanticTokens/full", this,
                  &Server::onSemanticTokens);
  publishDiagnostics =
      messages.outgoingNotification<Value>("textDocument/publishDiagnostics");
}

int Server::run(protocol::JSONTransport &transport) {
  if (llvm::Error error = transport.run(messages)) {
    protocol::Logger::error("{0}", llvm::toString(std::move(error)));
    return InputError;
  }
  return isShutDown ? Success : InputError;
}

void Server::onInitialize(const InitializeParams &params, Reply reply) {
  withSnippets = params.withSnippets;
  Object capabilities{
      {"positionEncoding", "utf-16"},
      {"textDocumentSync",
       Object{{"openClose", true}, {"change", 1}}}, // whole texts
      {"hoverProvider", true},
      {"definitionProvider", true},
      {"referencesProvider", true},
      {"documentHighlightProvider", true},
      {"documentSymbolProvider", true},
      {"documentFormattingProvider", true},
      {"renameProvider", Object{{"prepareProvider", true}}},
      {"codeActionProvider", Object{{"codeActionKinds", Array{"quickfix"}}}},
      {"completionProvider", Object{{"triggerCharacters", Array{"."}}}},
      {"signatureHelpProvider", Object{{"triggerCharacters", Array{"(", ","}}}},
      {"semanticTokensProvider",
       Object{{"legend", semanticTokensLegend()}, {"full", true}}}};
  reply(Object{{"capabilities", std::move(capabilities)},
               {"serverInfo",
                Object{{"name", "px-lsp"}, {"version", AIKERNEL_VERSION}}}});
}

void Server::onShutdown(const protocol::NoParams &, Reply reply) {
  isShutDown = true;
  reply(nullptr);
}

//===----------------------------------------------------------------------===//
// Texts
//===----------------------------------------------------------------------===//

void Server::onOpen(const protocol::DidOpenTextDocumentParams &params) {
  update(params.textDocument.uri.file(), params.textDocument.version,
         params.textDocument.text);
}

void Server::onChange(const protocol::DidChangeTextDocumentParams &params) {
  if (!params.contentChanges.empty())
    update(params.textDocument.uri.file(), params.textDocument.version,
           params.contentChanges.back().text);
}

void Server::onClose(const protocol::DidCloseTextDocumentParams &params) {
  StringRef path = params.textDocument.uri.file();
  texts.erase(path.str());
  documents.erase(path.str());
  publishDiagnostics(Object{{"uri", params.textDocument.uri.uri().str()},
                            {"diagnostics", Array()}});
}

void Server::update(StringRef path, int64_t version, std::string text) {
  texts[path.str()] = std::move(text);
  analyze(path, version);
  std::vector<std::pair<std::string, int64_t>> others;
  for (const auto &[other, document] : documents)
    if (other != path && document->includes(path))
      others.emplace_back(other, document->version);
  for (const auto &[other, itsVersion] : others)
    analyze(other, itsVersion);
}

void Server::analyze(StringRef path, int64_t version) {
  auto document = std::make_unique<Document>(path.str(), version, texts,
                                             includeDirectories);
  publishDiagnostics(Object{{"uri", document->uriOf(0)},
                            {"version", version},
                            {"diagnostics", diagnosticsOf(*document)}});
  documents[path.str()] = std::move(document);
}

//===----------------------------------------------------------------------===//
// Questions
//===----------------------------------------------------------------------===//

template <typename Feature>
void Server::about(const protocol::TextDocumentIdentifier &file, Reply reply,
                   Feature feature) {
  auto found = documents.find(file.uri.file());
  if (found == documents.end())
    return reply(llvm::make_error<protocol::LSPError>(
        "'" + file.uri.file().str() + "' is not open",
        protocol::ErrorCode::InvalidParams));
  reply(feature(*found->second));
}

template <typename Feature>
void Server::atPlace(const protocol::TextDocumentPositionParams &params,
                     Reply reply, Feature feature) {
  about(params.textDocument, std::move(reply), [&](const Document &document) {
    return feature(document, document.offsetOf(params.position));
  });
}

void Server::onHover(const protocol::TextDocumentPositionParams &params,
                     Reply reply) {
  atPlace(params, std::move(reply), hover);
}

void Server::onDefinition(const protocol::TextDocumentPositionParams &params,
                          Reply reply) {
  atPlace(params, std::move(reply), definition);
}

void Server::onReferences(const protocol::ReferenceParams &params,
                          Reply reply) {
  atPlace(
      params, std::move(reply), [&](const Document &document, uint32_t offset) {
        return references(document, offset, params.context.includeDeclaration);
      });
}

void Server::onHighlight(const protocol::TextDocumentPositionParams &params,
                         Reply reply) {
  atPlace(params, std::move(reply), highlights);
}

void Server::onPrepareRename(const protocol::TextDocumentPositionParams &params,
                             Reply reply) {
  atPlace(params, std::move(reply), renameRange);
}

void Server::onRename(const RenameParams &params, Reply reply) {
  atPlace(
      params, std::move(reply),
      [&](const Document &document, uint32_t offset) -> llvm::Expected<Value> {
        auto edit = rename(document, offset, params.newName);
        if (edit)
          return edit;
        return llvm::make_error<protocol::LSPError>(
            llvm::toString(edit.takeError()),
            protocol::ErrorCode::InvalidParams);
      });
}

void Server::onCompletion(const protocol::TextDocumentPositionParams &params,
                          Reply reply) {
  atPlace(params, std::move(reply),
          [&](const Document &document, uint32_t offset) {
            return completion(document, offset, withSnippets);
          });
}

void Server::onSignatureHelp(const protocol::TextDocumentPositionParams &params,
                             Reply reply) {
  atPlace(params, std::move(reply), signatureHelp);
}

/// No edits for a text with mistakes: they are shown already.
void Server::onFormatting(const DocumentParams &params, Reply reply) {
  about(params.textDocument, std::move(reply), [](const Document &document) {
    px::DiagnosticEngine ignored(document.sources);
    std::optional<std::string> formatted =
        px::format(document.sources, 0, ignored);
    Array edits;
    if (formatted && *formatted != document.text()) {
      px::SourceRange whole{0, 0, uint32_t(document.text().size())};
      edits.push_back(Object{{"range", document.rangeOf(whole)},
                             {"newText", llvm::json::fixUTF8(*formatted)}});
    }
    return Value(std::move(edits));
  });
}

void Server::onCodeAction(const RangeParams &params, Reply reply) {
  about(params.textDocument, std::move(reply), [&](const Document &document) {
    return quickFixes(document, params.range);
  });
}

void Server::onSymbols(const DocumentParams &params, Reply reply) {
  about(params.textDocument, std::move(reply), documentSymbols);
}

void Server::onSemanticTokens(const DocumentParams &params, Reply reply) {
  about(params.textDocument, std::move(reply), semanticTokens);
}

//===----------------------------------------------------------------------===//
// px-lsp
//===----------------------------------------------------------------------===//

static int printHelp(const Table &table) {
  std::string text;
  llvm::raw_string_ostream os(text);
  os << R"(The px language server: mistakes while typing, what words mean, definitions and
uses of names, completion, formatting and quick fixes, for every editor that speaks
the language server protocol (3.17). It talks over standard input and output.

usage: px-lsp [options]
)";
  printOptionGroups(table, {OPT_Main_Group}, os);
  os << R"(
Examples:
  px-lsp -I kernels/include              what an editor starts
  vim.lsp.start({cmd = {'px-lsp'}})      in Neovim, for a buffer with a .px file
)";
  return printText(text);
}

static int complain(const llvm::Twine &message) {
  llvm::errs() << "px-lsp: error: " << message << '\n';
  return InputError;
}

int aikLspMain(int argc, char **argv) {
  Table table;
  unsigned missingIndex, missingCount;
  opt::InputArgList list = table.ParseArgs(llvm::ArrayRef(argv + 1, argc - 1),
                                           missingIndex, missingCount);
  if (list.hasArg(OPT_help))
    return printHelp(table);
  if (list.hasArg(OPT_version))
    return printText("px-lsp " AIKERNEL_VERSION " (LLVM " LLVM_VERSION_STRING
                     ")\n");
  if (missingCount)
    return complain(StringRef(list.getArgString(missingIndex)) +
                    " needs a value");
  for (const opt::Arg *unknown : list.filtered(OPT_UNKNOWN))
    return complain(unknownOption(table, unknown->getSpelling(), "px-lsp"));
  for (const opt::Arg *input : list.filtered(OPT_INPUT))
    return complain("px-lsp takes no file ('" + StringRef(input->getValue()) +
                    "'): the editor sends their texts");

  using Level = protocol::Logger::Level;
  StringRef log = list.getLastArgValue(OPT_log, "error");
  auto level = llvm::StringSwitch<std::optional<Level>>(log)
                   .Case("error", Level::Error)
                   .Case("info", Level::Info)
                   .Case("verbose", Level::Debug)
                   .Default(std::nullopt);
  if (!level)
    return complain("--log is error, info or verbose, not '" + log + "'");
  protocol::Logger::setLogLevel(*level);
  llvm::sys::ChangeStdinToBinary();
  protocol::JSONTransport transport(stdin, llvm::outs());
  return Server(transport, list.getAllArgValues(OPT_I)).run(transport);
}
