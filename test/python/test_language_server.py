# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""px-lsp, spoken to as an editor does."""

import subprocess

import pytest
from language_client import Client

KERNEL = """\
# scales every element
GPU_KERNEL scale
    GPU_PARAM a f32[n]
    GPU_PARAM factor f32
    GPU_PARAM n i32
    GPU_THREAD_CODE:
    THREAD_ID -> i
    SET n * 2 -> double
    IF i < n:
        SET twice(a[i]) * factor -> a[i]
    ENDIF
GPU_END

# two times x
FUNC twice(x f32) -> f32
    RETURN x + x
ENDFUNC
"""


@pytest.fixture
def client():
    """Run a server for a test, which ends when it is told to."""
    client = Client()
    features = {"completion": {"completionItem": {"snippetSupport": True}}}
    client.ask("initialize", capabilities={"textDocument": features})
    client.notify("initialized")
    yield client
    assert client.ask("shutdown") is None
    client.notify("exit")
    assert client.process.wait(timeout=10) == 0


def place(line, begin, end):
    """Write a range within a line."""
    return {
        "start": {"line": line, "character": begin},
        "end": {"line": line, "character": end},
    }


def labels(items):
    """Return the names of what could be written."""
    return {item["label"] for item in items}


def test_mistakes_are_told_while_typing(client, tmp_path):
    path = tmp_path / "scale.px"
    assert client.open(path, KERNEL) == []
    (wrong,) = client.change(path, KERNEL.replace("< n:", "< m:"))
    assert wrong["range"] == place(8, 11, 12)
    assert (wrong["code"], wrong["severity"], wrong["source"]) == ("px-060", 1, "px")
    assert client.change(path, KERNEL, 3) == []


def test_places_count_in_utf16(client, tmp_path):
    path = tmp_path / "arrow.px"
    text = KERNEL.replace("THREAD_ID -> i", "THREAD_ID → i")
    (wrong,) = client.open(path, text.replace("SET n * 2 -> double", 'SET "😀" → q'))
    assert wrong["range"]["start"] == {"line": 7, "character": 8}
    hover = client.at("hover", path, 6, 16)
    assert "i i32" in hover["contents"]["value"]


def test_a_correction_is_a_quick_fix(client, tmp_path):
    path = tmp_path / "scale.px"
    client.open(path, KERNEL.replace("twice(a", "twcie(a"))
    everywhere = {"range": place(9, 0, 80), "context": {"diagnostics": []}}
    (action,) = client.about("codeAction", path, **everywhere)
    assert action["title"] == "Change 'twcie' to 'twice'"
    (edit,) = action["edit"]["changes"][path.as_uri()]
    assert (edit["range"], edit["newText"]) == (place(9, 12, 17), "twice")


@pytest.mark.parametrize(
    ("line", "character", "text"),
    [
        (6, 17, "i i32\n```\nvariable, varying"),
        (7, 18, "double i32\n```\nvariable, uniform"),
        (8, 12, "n i32\n```\nparameter, uniform"),
        (9, 18, "a f32[n]\n```\nparameter in the memory of the device"),
        (9, 14, "FUNC twice(x f32) -> f32\n```\nfunction\n\ntwo times x"),
        (1, 13, "GPU_KERNEL scale(a f32[n], factor f32, n i32)"),
        (7, 5, "SET expr -> place"),
        (6, 6, "block id * block size + local id"),
    ],
)
def test_a_word_tells_what_it_stands_for(client, tmp_path, line, character, text):
    path = tmp_path / "scale.px"
    client.open(path, KERNEL)
    hover = client.at("hover", path, line, character)
    assert text in hover["contents"]["value"]


def test_blanks_tell_nothing(client, tmp_path):
    path = tmp_path / "scale.px"
    client.open(path, KERNEL)
    assert client.at("hover", path, 12, 0) is None


def test_names_lead_to_their_definition_and_uses(client, tmp_path):
    path = tmp_path / "scale.px"
    client.open(path, KERNEL)
    found = client.at("definition", path, 9, 14)
    assert found == {"uri": path.as_uri(), "range": place(14, 5, 10)}
    context = {"context": {"includeDeclaration": False}}
    uses = client.at("references", path, 4, 14, **context)
    assert [use["range"] for use in uses] == [
        *(place(2, 20, 21), place(7, 8, 9), place(8, 11, 12)),
    ]
    marked = client.at("documentHighlight", path, 4, 14)
    assert len(marked) == 4


def test_a_definition_may_be_in_an_included_file(client, tmp_path):
    library, path = tmp_path / "library.px", tmp_path / "main.px"
    library.write_text(KERNEL[KERNEL.index("# two") :], encoding="utf-8")
    text = 'INCLUDE "library.px"\n' + KERNEL[: KERNEL.index("# two")]
    assert client.open(path, text) == []
    found = client.at("definition", path, 10, 14)
    assert found == {"uri": library.as_uri(), "range": place(1, 5, 10)}
    assert client.at("definition", path, 0, 12)["uri"] == library.as_uri()
    assert client.at("prepareRename", path, 10, 14) is None
    # What is open counts before it is saved.
    client.open(library, "")
    (wrong,) = client.diagnostics(path.as_uri())
    assert wrong["code"] == "px-060"


def test_a_name_changes_everywhere(client, tmp_path):
    path = tmp_path / "scale.px"
    client.open(path, KERNEL)
    assert client.at("prepareRename", path, 9, 19) == place(9, 18, 19)
    edit = client.at("rename", path, 9, 19, newName="data")
    changes = edit["changes"][path.as_uri()]
    assert {change["newText"] for change in changes} == {"data"}
    lines = KERNEL.splitlines()
    for change in sorted(changes, key=lambda c: -c["range"]["start"]["character"]):
        begin, end = change["range"]["start"], change["range"]["end"]
        line = lines[begin["line"]]
        changed = line[: begin["character"]] + "data" + line[end["character"] :]
        lines[begin["line"]] = changed
    assert client.change(path, "\n".join(lines)) == []
    assert "        SET twice(data[i]) * factor -> data[i]" in lines


@pytest.mark.parametrize(
    ("new", "complaint"),
    [("n", "defined already"), ("SET", "reserved"), ("2x", "a name is a letter")],
)
def test_a_name_that_cannot_be_is_refused(client, tmp_path, new, complaint):
    path = tmp_path / "scale.px"
    client.open(path, KERNEL)
    answer = client.request(
        "textDocument/rename",
        textDocument={"uri": path.as_uri()},
        position={"line": 9, "character": 18},
        newName=new,
    )
    assert complaint in answer["error"]["message"]


def test_what_can_stand_at_a_place_is_offered(client, tmp_path):
    path = tmp_path / "scale.px"
    client.open(path, KERNEL)
    code = labels(client.at("completion", path, 7, 4))
    assert {"SET", "IF", "SYNC_THREADS", "MIN", "GPU_END", "ENDIF"} <= code
    assert not code & {"GPU_ALLOC", "GPU_PARAM", "double"}
    head = labels(client.at("completion", path, 3, 4))
    assert {"GPU_PARAM", "GPU_SHARED", "GPU_THREAD_CODE"} <= head
    assert "SET" not in head
    values = labels(client.at("completion", path, 7, 8))
    assert {"i", "a", "factor", "twice", "MIN", "LANE_ID", "f32"} <= values
    assert not values & {"double", "x", "scale", "SET"}
    host = labels(client.at("completion", path, 12, 0))
    assert {"GPU_ALLOC", "GPU_KERNEL", "ARG"} <= host
    assert not host & {"SYNC_THREADS", "GPU_PARAM"}


def test_completion_knows_what_a_statement_names(client, tmp_path):
    path = tmp_path / "scale.px"
    client.open(path, KERNEL + "GPU_LAUNCH \nSET THREAD_ID. \nCALL \n# IF \n")
    line = KERNEL.count("\n")
    assert labels(client.at("completion", path, line, 11)) == {"scale"}
    assert labels(client.at("completion", path, line + 1, 14)) == {"X", "Y", "Z"}
    assert labels(client.at("completion", path, line + 2, 5)) == {"twice"}
    assert client.at("completion", path, line + 3, 4) == []


def test_blocks_are_offered_whole(client, tmp_path):
    path = tmp_path / "scale.px"
    client.open(path, KERNEL)
    items = client.at("completion", path, 7, 4)
    (loop,) = [item for item in items if item["label"] == "FOR"]
    assert loop["insertTextFormat"] == 2
    assert loop["insertText"].endswith("$0\nENDFOR")


def test_calls_show_their_parameters(client, tmp_path):
    path = tmp_path / "scale.px"
    client.open(path, KERNEL.replace("n * 2", "FMA(1.0, 2.0, 3.0)"))
    help_ = client.at("signatureHelp", path, 7, 17)
    (signature,) = help_["signatures"]
    assert signature["label"] == "FMA(x, y, z)"
    assert help_["activeParameter"] == 1
    help_ = client.at("signatureHelp", path, 9, 18)
    assert help_["signatures"][0]["label"] == "FUNC twice(x f32) -> f32"
    assert help_["signatures"][0]["documentation"] == "two times x"


def test_formatting_is_that_of_pxc_fmt(client, tmp_path):
    path = tmp_path / "scale.px"
    client.open(path, KERNEL.replace("    SET n * 2", "  set n*2"))
    (edit,) = client.about("formatting", path, options={"tabSize": 4})
    formatted = subprocess.run(
        ["pxc", "fmt", "-"], input=KERNEL, capture_output=True, text=True, check=True
    ).stdout
    assert edit["newText"] == formatted
    assert client.change(path, formatted) == []
    assert client.about("formatting", path, options={"tabSize": 4}) == []


def test_the_outline_has_kernels_and_functions(client, tmp_path):
    path = tmp_path / "scale.px"
    client.open(path, KERNEL + "GPU_CONST SIZE = 4\nGPU_ALLOC b f32[SIZE]\n")
    symbols = client.about("documentSymbol", path)
    assert {symbol["name"] for symbol in symbols} == {"scale", "twice", "SIZE", "b"}
    (kernel,) = [symbol for symbol in symbols if symbol["name"] == "scale"]
    assert kernel["range"] == {
        "start": {"line": 1, "character": 0},
        "end": {"line": 11, "character": 7},
    }


def test_tokens_are_colored_by_meaning(client, tmp_path):
    path = tmp_path / "scale.px"
    client.open(path, KERNEL)
    legend = client.ask("initialize", capabilities={})["capabilities"]
    kinds = legend["semanticTokensProvider"]["legend"]["tokenTypes"]
    data = client.about("semanticTokens/full", path)["data"]
    assert len(data) % 5 == 0
    lines, found, line, character = KERNEL.splitlines(), {}, 0, 0
    for i in range(0, len(data), 5):
        down, right, length, kind, _ = data[i : i + 5]
        line, character = line + down, right + (0 if down else character)
        word = lines[line][character : character + length]
        found.setdefault(word, set()).add(kinds[kind])
    assert found["GPU_KERNEL"] == {"keyword"}
    assert found["scale"] == found["twice"] == {"function"}
    assert found["a"] == found["factor"] == {"parameter"}
    assert found["double"] == {"variable"}
    assert found["f32"] == {"type"}
    assert found["2"] == {"number"}
    assert found["# two times x"] == {"comment"}


def test_questions_about_texts_that_are_not_open_are_errors(client, tmp_path):
    answer = client.request(
        "textDocument/hover",
        textDocument={"uri": (tmp_path / "no.px").as_uri()},
        position={"line": 0, "character": 0},
    )
    assert "is not open" in answer["error"]["message"]


def test_a_closed_text_has_no_mistakes(client, tmp_path):
    path = tmp_path / "scale.px"
    assert client.open(path, "SET y -> x\n") != []
    client.notify("textDocument/didClose", textDocument={"uri": path.as_uri()})
    assert client.diagnostics(path.as_uri()) == []


def test_texts_with_mistakes_can_be_asked_about(client, tmp_path):
    path = tmp_path / "scale.px"
    broken = KERNEL.replace("    ENDIF\n", "").replace("twice(a[i])", "twice(a[")
    assert client.open(path, broken) != []
    for line in range(broken.count("\n")):
        for character in range(0, 30, 3):
            for method in ("hover", "definition", "completion", "signatureHelp"):
                client.at(method, path, line, character)
    hover = client.at("hover", path, 7, 8)
    assert "n i32" in hover["contents"]["value"]


@pytest.mark.parametrize(
    ("options", "complaint"),
    [
        (["--lgo=info"], "unknown option"),
        (["--log=loud"], "--log is error, info or verbose"),
        (["file.px"], "takes no file"),
    ],
)
def test_wrong_options_are_named(options, complaint):
    done = subprocess.run(["px-lsp", *options], capture_output=True, text=True)
    assert done.returncode == 1
    assert complaint in done.stderr
