"""What comes from npm and the browser: the schema of BPMN 2.0, bpmn-js, Chromium. Tests skip without."""

from __future__ import annotations

import os
import shutil
from functools import cache
from pathlib import Path

import pytest
from lxml import etree

MODULES = Path(os.environ.get("PROCFIT_NODE_MODULES", "node_modules"))
"""Where ``npm install bpmn-js`` put its packages."""

SCHEMA = MODULES / "bpmn-moddle" / "resources" / "bpmn" / "xsd" / "BPMN20.xsd"
BPMN_JS = MODULES / "bpmn-js" / "dist"
CHROMIUM = next(
    (
        found
        for name in ("chromium", "chromium-browser", "google-chrome")
        if (found := shutil.which(name))
    ),
    None,
)

needs_schema = pytest.mark.skipif(
    not SCHEMA.exists(), reason="no BPMN schema: npm install bpmn-js, and set PROCFIT_NODE_MODULES"
)
needs_bpmn_js = pytest.mark.skipif(
    not BPMN_JS.exists() or CHROMIUM is None,
    reason="no bpmn-js or no Chromium: npm install bpmn-js, and set PROCFIT_NODE_MODULES",
)


@cache
def _schema() -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(SCHEMA))


def faults_in(text: str) -> list[str]:
    """Return what the schema of BPMN 2.0 finds wrong in a file."""
    schema = _schema()
    if schema.validate(etree.fromstring(text.encode())):
        return []
    return str(schema.error_log).splitlines()
