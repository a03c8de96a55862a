"""What schemathesis has to know of this hub: loaded by the program itself, as schemathesis_check.py tells it.

A refusal of what fits the document is a mistake in the one or the other, unless it is for one of the reasons below,
which no JSON Schema can give. Each stands here by the words that the hub uses.
"""

import json
import os
import re
import uuid

import schemathesis
from schemas import Schemas

#: the words of a refusal: why the document cannot tell
BEYOND_A_SCHEMA = {
    r"^is none of this desk's|^is no field of|^is no file on|^is nobody|do(es)? not have": "what the desk has",
    r"^fits several": "a name that stands for more than one thing",
    r"^is taken$|^is the desk's already$|^is paired already$|^differs from another|stands there already$": "what there is already",
    r"^has a plus sign in it": "an address that could be taken for one with a token",
    r"^is needed anew for another host$": "a secret goes nowhere else than where it was given for",
    r"^has passed already$": "a moment is past or not by the time of the request",
    r"^goes with |^is the \w+'s to|^is the requester, and|^is public for|^reaches further|^does not mean|^is shut out":
        "what only some states, kinds or sides have",
    r"^takes |^is not one of|^lists 1 to 200 different values": "the desk's own fields, each of its own kind",
    r"^is longer than \d+ bytes$": "a schema counts characters, the hub bytes",
}

#: What each connector has a schema of its own for, and what must be the address of somebody who may be asked.
OWN_SCHEMAS = ("/settings", "/secrets", "/mapping", "/url")

OWN = json.loads(os.environ["BATON_OWN"])


@schemathesis.hook
def before_call(context, case, kwargs):
    """Keeps the tests from revoking the token that they go by, and from shutting its owner out. Each request gets a key
    of its own, since an answer that is given again may tell of what is gone by now."""
    if re.fullmatch("[!-~]{1,255}", (case.headers or {}).get("Idempotency-Key") or ""):
        case.headers["Idempotency-Key"] = str(uuid.uuid4())
    for name, own in OWN.items():
        if case.method != "GET" and case.path_parameters and case.path_parameters.get(name) == own:
            case.path_parameters[name] = str(uuid.uuid4())


@schemathesis.hook
def filter_failure(context, failure, case, response):
    """Whether it is a failure indeed."""
    if type(failure).__name__ != "RejectedPositiveData":
        return True
    problem = response.json()
    if problem.get("findings"):
        # What the checker holds against a mapping is a matter of all of the desk's statuses.
        return False
    if any(error["pointer"].startswith(OWN_SCHEMAS) for error in problem.get("errors", [])):
        return False
    if "/settings/" in problem.get("detail", "") and "a number is out of range" in problem["detail"]:
        return False
    details = [error["detail"] for error in problem.get("errors", [])]
    if details and all(any(re.search(words, detail) for words in BEYOND_A_SCHEMA) for detail in details):
        return False
    return _fits(case)


def _fits(case):
    """Where it finds nothing that satisfies a pattern and a length at once, schemathesis sends a zero in its place."""
    schemas = Schemas(case.operation.schema.raw_schema)
    operation = schemas.document["paths"][case.path][case.method.lower()]
    content = operation.get("requestBody", {}).get("content", {}).get("application/json")
    if content and isinstance(case.body, (dict, list, str, int, float)) and schemas.wrong(case.body, content["schema"]):
        return False
    sent = {"query": case.query or {}, "header": case.headers or {}, "path": case.path_parameters or {}}
    return not any(
        schemas.wrong(sent[parameter["in"]][parameter["name"]], parameter["schema"])
        for parameter in operation.get("parameters", [])
        if sent[parameter["in"]].get(parameter["name"])
    )
