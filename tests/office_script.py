"""Fills in a workbook in LibreOffice itself, as a person would; run by a Python that knows UNO.

Usage: python office_script.py SOFFICE IN.xlsx OUT.xlsx CELLS.json
"""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any


def main(office: str, source: str, target: str, cells: str) -> None:
    pipe = f"procfit-{time.time_ns()}"
    accept = f"--accept=pipe,name={pipe};urp;"
    profile = f"-env:UserInstallation=file://{Path(target).parent}/office-profile"
    process = subprocess.Popen([office, profile, "--headless", "--norestore", accept])
    try:
        desktop = _desktop(pipe)
        document = desktop.loadComponentFromURL(
            f"file://{source}", "_blank", 0, (_property("Hidden", True),)
        )
        refused = _fill(document, json.loads(Path(cells).read_text(encoding="utf-8")))
        document.storeToURL(f"file://{target}", (_property("FilterName", "Calc MS Excel 2007 XML"),))
        document.close(True)
        with contextlib.suppress(Exception):
            desktop.terminate()
        print(json.dumps(refused))
    finally:
        process.wait(60)


def _desktop(pipe: str) -> Any:
    import uno

    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstance("com.sun.star.bridge.UnoUrlResolver")
    for _ in range(100):
        with contextlib.suppress(Exception):
            context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
            return context.ServiceManager.createInstance("com.sun.star.frame.Desktop")
        time.sleep(0.3)
    raise SystemExit("LibreOffice did not answer")


def _property(name: str, value: object) -> Any:
    from com.sun.star.beans import PropertyValue

    return PropertyValue(Name=name, Value=value)


def _fill(document: Any, cells: list[tuple[str, str, str | float]]) -> list[str]:
    """Put values into cells and return those whose protection kept them as they were."""
    refused = []
    for sheet, name, value in cells:
        cell = document.Sheets.getByName(sheet).getCellRangeByName(name)
        if document.Sheets.getByName(sheet).isProtected() and cell.CellProtection.IsLocked:
            refused.append(f"{sheet}!{name}")
        elif isinstance(value, str):
            cell.String = value
        else:
            cell.Value = value
    return refused


if __name__ == "__main__":
    main(*sys.argv[1:])
