"""Our BPMN files in bpmn-js, the library behind most modeling tools in browsers, run by headless Chromium."""

from __future__ import annotations

import html
import json
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest

from helpers_bpmn import imports, needs_corpus
from helpers_maps import EXAMPLE
from helpers_node import BPMN_JS, CHROMIUM, needs_bpmn_js
from procfit import open_workspace
from procfit.diagrams.picture import picture
from procfit.formats.bpmn import read_bpmn_bytes
from procfit.formats.bpmn.writer import bpmn_text
from procfit.model.process import ProcessMap

pytestmark = needs_bpmn_js

PAGE = """<!doctype html><meta charset="utf-8">
<div id="canvas" style="width: 1600px; height: 1000px"></div><pre id="result"></pre>
<script src="{library}"></script>
<script>
const shapes = (registry, type) => registry.filter(element => element.type === "bpmn:" + type);
const look = async xml => {{
  const modeler = new BpmnJS({{ container: "#canvas" }});
  const {{ warnings }} = await modeler.importXML(xml);
  const registry = modeler.get("elementRegistry");
  const lanes = shapes(registry, "Lane").map(lane => [lane.id, lane.businessObject.name]);
  const pools = shapes(registry, "Participant").map(pool => pool.businessObject.name);
  const saved = await modeler.saveXML({{ format: true }});
  modeler.destroy();
  return {{ warnings: warnings.map(warning => warning.message), lanes, pools, saved: saved.xml }};
}};
(async () => {{
  const found = [];
  for (const xml of {files}) {{
    found.push(await look(xml).catch(error => ({{ error: String(error) }})));
  }}
  document.getElementById("result").textContent = JSON.stringify(found);
}})();
</script>"""


def opened(folder: Path, texts: list[str]) -> list[dict[str, Any]]:
    """Return what bpmn-js makes of each file: its warnings, what it shows, and the file it saves."""
    page = folder / "page.html"
    library = (BPMN_JS / "bpmn-modeler.production.min.js").resolve().as_uri()
    files = json.dumps(texts).replace("<", "\\u003c")
    page.write_text(PAGE.format(library=library, files=files), encoding="utf-8")
    options = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    profile = f"--user-data-dir={folder / 'profile'}"
    command = [
        str(CHROMIUM),
        *options,
        profile,
        "--virtual-time-budget=60000",
        "--dump-dom",
        page.as_uri(),
    ]
    done = subprocess.run(command, capture_output=True, text=True, timeout=240, check=True)
    result = re.search(r'<pre id="result">(.*?)</pre>', done.stdout, re.DOTALL)
    assert result is not None
    found: list[dict[str, Any]] = json.loads(html.unescape(result[1]))
    return found


def assert_kept(groups: list[tuple[ProcessMap, ...]], found: list[dict[str, Any]]) -> None:
    assert len(found) == len(groups)
    for maps, seen in zip(groups, found, strict=True):
        names = [process.id for process in maps]
        assert seen.get("error") is None, names
        assert seen["warnings"] == [], names
        assert len(seen["lanes"]) == sum(len(process.lanes) for process in maps), names
        assert read_bpmn_bytes(seen["saved"].encode(), "x").maps == maps, names


def test_the_worked_example_opens_without_a_warning_and_is_saved_with_all_it_holds(
    tmp_path: Path,
) -> None:
    maps = tuple(open_workspace(EXAMPLE).maps.values())
    groups = [*((process,) for process in maps), maps]
    found = opened(tmp_path, [bpmn_text(group, picture) for group in groups])
    assert_kept(groups, found)
    for process, seen in zip(maps, found, strict=False):
        assert dict(seen["lanes"]) == {lane.id: lane.label for lane in process.lanes}
        assert seen["pools"][0] == process.name


@needs_corpus
@pytest.mark.parametrize("part", range(2))
def test_maps_of_all_kinds_open_without_a_warning_and_come_back_equal(part: int, tmp_path: Path) -> None:
    groups = [found.maps for found in list(imports().values())[part::40] if found.maps]
    assert_kept(groups, opened(tmp_path, [bpmn_text(group, picture) for group in groups]))
