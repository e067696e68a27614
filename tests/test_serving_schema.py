"""The HTTP API against its own description: schemathesis asks what it allows, and more.

A server that runs apart answers; what is added waits for ever, so nothing is fetched.
"""

import json

import pytest
import schemathesis
from fastapi import FastAPI
from hypothesis import HealthCheck, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from serving_process import running
from serving_visitors import with_accounts

from rashomon.serving.api import routers
from rashomon.serving.api.describing import _description
from rashomon.serving.settings import Limits

CHECKS = (
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
)
MANY = Limits(requests=10**7, writes=10**7, jobs_waiting=10**6)


def described():
    """The description that the server gives, without a server."""
    app = FastAPI()
    for router in routers:
        app.include_router(router)
    found = schemathesis.openapi.from_dict(json.loads(_description(app)))
    return found.exclude(path_regex="/stream$")  # it never ends


schema = described()


@pytest.fixture(scope="module")
def asked(filled):
    """A server, and the headers of its visitors."""
    visitors = with_accounts(filled)
    with running(filled, works=False, limits=MANY, log_level="error") as server:
        yield server, visitors


bounded = settings(max_examples=8, derandomize=True, suppress_health_check=list(HealthCheck))


@schema.parametrize()
@bounded
def test_what_an_editor_asks_is_answered_as_described(case, asked):
    server, visitors = asked
    case.call_and_validate(
        base_url=server.address, headers=visitors["editor's token"], checks=CHECKS
    )


@schema.parametrize()
@bounded
def test_what_a_reader_asks_is_answered_as_described(case, asked):
    server, visitors = asked
    answer = case.call_and_validate(
        base_url=server.address, headers=visitors["reader's token"], checks=CHECKS
    )
    if case.method not in ("GET", "HEAD", "OPTIONS"):
        assert answer.status_code == 403
