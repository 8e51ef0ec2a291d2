"""The compose file by the schema that the Compose project publishes, and by what production asks of a service."""

import json
import sys
from pathlib import Path

import jsonschema
import yaml

root = Path(__file__).parents[2]
schema = json.loads((root / "docker/schema/compose-spec.json").read_text())
compose = yaml.safe_load((root / "docker-compose.yml").read_text())

validator = jsonschema.Draft7Validator(schema)
complaints = ["/".join(map(str, error.absolute_path)) + ": " + error.message for error in validator.iter_errors(compose)]

for name, service in compose["services"].items():
    image = service.get("image", "")
    if "build" not in service and (":" not in image or image.endswith(":latest")):
        complaints.append(f"{name}: the image `{image}` names no version")
    if "healthcheck" not in service:
        complaints.append(f"{name}: no health check")
    if "build" in service:
        if not service.get("read_only") or service.get("cap_drop") != ["ALL"]:
            complaints.append(f"{name}: our own images run read-only and without capabilities")
    for variable, value in (service.get("environment") or {}).items():
        if any(word in variable for word in ("PASSWORD", "SECRET", "KEY")) and not str(value).startswith("/run/secrets/"):
            complaints.append(f"{name}: `{variable}` is a secret in the environment")
    for needed, how in (service.get("depends_on") or {}).items():
        if how["condition"] == "service_healthy" and compose["services"][needed].get("healthcheck", {}).get("disable"):
            complaints.append(f"{name}: waits for the health of `{needed}`, which has no health check")

# A schema that takes everything would take ours.
broken = {**compose, "services": {**compose["services"], "web": {"prots": ["80:80"]}}}
if not list(validator.iter_errors(broken)):
    complaints.append("the schema notices nothing")

for complaint in complaints:
    print(f"docker-compose.yml: {complaint}")
sys.exit(bool(complaints))
