"""Judges an RO-Crate by roc-validator, with no network: the one document it fetches is given to it.

    python judge_crate.py CRATE CONTEXT SEVERITY

prints a line a finding, and exits with 1 where there is one. It runs in the virtual environment of the tools.
"""

from __future__ import annotations

import gzip
import logging
import sys
from pathlib import Path

import requests
from requests.adapters import HTTPAdapter
from rocrate_validator import services
from rocrate_validator.models import Severity, ValidationSettings

CONTEXT = "https://w3id.org/ro/crate/1.2/context"
crate, context, severity = sys.argv[1:]


def send(_: HTTPAdapter, request: requests.PreparedRequest, **__: object) -> requests.Response:
    if request.url != CONTEXT:
        raise requests.ConnectionError(f"there is no network, and so no {request.url}")
    response = requests.Response()
    response.status_code = 200
    response.url = CONTEXT
    response.request = request
    response.headers["Content-Type"] = "application/ld+json"
    response._content = gzip.decompress(Path(context).read_bytes())
    return response


HTTPAdapter.send = send
logging.disable()
settings = ValidationSettings(
    rocrate_uri=crate, profile_identifier="ro-crate-1.2", requirement_severity=Severity[severity], no_cache=True
)
result = services.validate(settings)
found = sorted(f"{issue.check.identifier} {issue.message}" for issue in result.get_issues())
sys.stdout.write("".join(f"{line}\n" for line in found))
sys.exit(bool(found))
