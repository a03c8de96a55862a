"""The bodies that addresses take, by what /openapi.json says of them."""

import uuid

JSON = {"Content-Type": "application/json"}


def resolve(ground, schema):
    """What stands behind a reference, or beside null."""
    if "$ref" in schema:
        return ground.document["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    if "anyOf" in schema:
        return resolve(ground, next((inner for inner in schema["anyOf"] if inner.get("type") != "null"), {}))
    return schema


def members(ground, schema, path=()):
    """Every member that a body may have, however deep."""
    for name, inner in resolve(ground, schema).get("properties", {}).items():
        inner = resolve(ground, inner)
        yield (*path, name), inner
        if inner.get("type") == "object":
            yield from members(ground, inner, (*path, name))
    if isinstance(resolve(ground, schema).get("additionalProperties"), dict):
        yield (*path, "spoilt"), {}


def example(ground, schema, things):
    """A body with what has to be there, and nothing more."""
    schema = resolve(ground, schema)
    body = {}
    for name in schema.get("required", []):
        inner = resolve(ground, schema["properties"][name])
        if name in things:
            body[name] = things[name]
        elif name == "into":
            body[name] = things["ticket"]
        elif inner.get("enum"):
            body[name] = inner["enum"][0]
        elif inner.get("type") == "object":
            body[name] = example(ground, inner, things)
        elif inner.get("type") == "array":
            body[name] = []
        elif name == "email":
            body[name] = f"{uuid.uuid4().hex}@spoilt.example"
        elif name == "key":
            body[name] = "k" + uuid.uuid4().hex[:12]
        else:
            body[name] = f"words {uuid.uuid4().hex}"
    return body
