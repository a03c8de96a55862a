"""A small JSON Schema checker: as much of it as /openapi.json uses, and a refusal of what it does not know."""

import re

TYPES = {
    "object": lambda value: isinstance(value, dict),
    "array": lambda value: isinstance(value, list),
    "string": lambda value: isinstance(value, str),
    "boolean": lambda value: isinstance(value, bool),
    "null": lambda value: value is None,
    "number": lambda value: isinstance(value, (int, float)) and not isinstance(value, bool),
    "integer": lambda value: isinstance(value, int) and not isinstance(value, bool),
}

FORMATS = {
    "date-time": re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z"),
    "date": re.compile(r"\d{4}-\d\d-\d\d"),
    "uuid": re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"),
}

KNOWN = {
    *("$ref", "anyOf", "enum", "const", "type", "properties", "required", "additionalProperties", "items", "contains"),
    *("format", "pattern", "minLength", "maxLength", "minimum", "maximum", "minItems", "maxItems", "contentMediaType"),
    *("maxProperties", "propertyNames", "not"),
    *("description",),
}


class Schemas:
    def __init__(self, document):
        self.document = document

    def named(self, reference):
        found = self.document
        for step in reference.removeprefix("#/").split("/"):
            found = found[step]
        return found

    def wrong(self, value, schema, at=""):
        """What is wrong with the value, each with its place; empty where all is well."""
        if "$ref" in schema:
            return self.wrong(value, self.named(schema["$ref"]), at)
        if "anyOf" in schema:
            tries = [self.wrong(value, choice, at) for choice in schema["anyOf"]]
            return [] if [] in tries else max(tries, key=_depth)
        if "enum" in schema and value not in schema["enum"]:
            return [f"{at}: {value!r} is none of {schema['enum']}"]
        if "not" in schema and not self.wrong(value, schema["not"], at):
            return [f"{at}: {value!r} is just what it must not be"]
        if "const" in schema and value != schema["const"]:
            return [f"{at}: {value!r} is not {schema['const']!r}"]
        if "type" in schema and not TYPES[schema["type"]](value):
            return [f"{at}: {value!r} is no {schema['type']}"]
        if isinstance(value, dict):
            return self._object(value, schema, at)
        if isinstance(value, list):
            item = schema.get("items", {})
            if not schema.get("minItems", 0) <= len(value) <= schema.get("maxItems", len(value)):
                return [f"{at}: {len(value)} items"]
            if "contains" in schema and all(self.wrong(one, schema["contains"]) for one in value):
                return [f"{at}: none of its items is {schema['contains']}"]
            return [w for index, one in enumerate(value) for w in self.wrong(one, item, f"{at}/{index}")]
        return _bounds(value, schema, at)

    def _object(self, value, schema, at):
        wrong = [f"{at}/{name}: missing" for name in schema.get("required", []) if name not in value]
        if len(value) > schema.get("maxProperties", len(value)):
            wrong.append(f"{at}: {len(value)} members")
        wrong += [w for name in value for w in self.wrong(name, schema.get("propertyNames", {}), f"{at}/{name}")]
        properties, others = schema.get("properties", {}), schema.get("additionalProperties", True)
        for name, member in value.items():
            if name in properties:
                wrong += self.wrong(member, properties[name], f"{at}/{name}")
            elif others is False:
                wrong.append(f"{at}/{name}: not in the schema")
            elif isinstance(others, dict):
                wrong += self.wrong(member, others, f"{at}/{name}")
        return wrong

    def flaws(self):
        """What the document itself has wrong: names that lead nowhere, words that this checker does not know."""
        flaws = []
        for name, schema in self.document["components"]["schemas"].items():
            flaws += self._flaws(schema, name)
        for path, operations in self.document["paths"].items():
            for method, operation in operations.items():
                for content in _contents(operation):
                    flaws += self._flaws(content.get("schema", {}), f"{method} {path}")
        return flaws

    def _flaws(self, schema, at):
        flaws = [f"{at}: {word}" for word in schema if word not in KNOWN]
        if "$ref" in schema and schema["$ref"].rpartition("/")[2] not in self.document["components"]["schemas"]:
            flaws.append(f"{at}: {schema['$ref']} leads nowhere")
        flaws += [f"{at}: {name} is required and not described" for name in _undescribed(schema)]
        inner = [*schema.get("properties", {}).values(), *schema.get("anyOf", []), schema.get("items")]
        single = ("additionalProperties", "contains", "propertyNames", "not")
        for part in (*inner, *(schema.get(word) for word in single)):
            if isinstance(part, dict):
                flaws += self._flaws(part, at)
        return flaws


def _undescribed(schema):
    return [name for name in schema.get("required", []) if name not in schema.get("properties", {})]


def _contents(operation):
    yield from operation.get("requestBody", {}).get("content", {}).values()
    for response in operation["responses"].values():
        yield from response.get("content", {}).values()


def _depth(wrong):
    return max(place.split(":")[0].count("/") for place in wrong)


def _bounds(value, schema, at):
    if isinstance(value, str):
        form = FORMATS.get(schema.get("format"))
        if form and not form.fullmatch(value):
            return [f"{at}: {value!r} is no {schema['format']}"]
        if "pattern" in schema and not re.search(schema["pattern"], value):
            return [f"{at}: {value!r} does not match {schema['pattern']}"]
        if not schema.get("minLength", 0) <= len(value) <= schema.get("maxLength", len(value)):
            return [f"{at}: {len(value)} characters"]
    elif isinstance(value, (int, float)) and not isinstance(value, bool):
        if not schema.get("minimum", value) <= value <= schema.get("maximum", value):
            return [f"{at}: {value} is out of bounds"]
    return []
