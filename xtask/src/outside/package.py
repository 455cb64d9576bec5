"""Holds a package for an archive against E-ARK's own validator, which asks the web for its lists of words: here they
are read from beside it, for it brings them."""
import io
import sys
import urllib.request
from importlib.resources import files
from pathlib import Path

brought = files("eark_validator.ipxml.resources.vocabs")
urllib.request.urlopen = lambda uri, *_: io.BytesIO(brought.joinpath(uri.rsplit("/", 1)[1]).read_bytes())

from eark_validator.packages import PackageValidator  # noqa: E402
from eark_validator.specifications.specification import SpecificationVersion  # noqa: E402

# The rules of SIP 2.1.0 as they are written for this validator ask of every CREATOR what the specification asks of the
# program (CSIP12-16) and what it asks of the organisation (SIP11, SIP14) at once: no package with both can meet them.
CONTRADICT = {"CSIP12", "CSIP13", "CSIP15", "CSIP16", "SIP11", "SIP14"}

report = PackageValidator(Path(sys.argv[1]), SpecificationVersion.V2_1_0).validation_report
metadata = report.metadata
found = list(report.structure.messages) + list(metadata.schema_results.messages) + list(metadata.schematron_results.messages)
named = lambda severity: sorted({str(known.rule_id) for known in found if known.severity.value.lower().startswith(severity)})
errors, warnings = named("err"), named("warn")
wrong = [rule for rule in errors if rule not in CONTRADICT]
print(f"structure {report.structure.status.value}, schema {metadata.schema_results.status.value}", file=sys.stderr)
for known in found:
    if str(known.rule_id) in wrong + warnings:
        print(known.rule_id, known.severity.value, known.location, known.message, file=sys.stderr)
if wrong or metadata.schema_results.status.value.lower() != "valid":
    sys.exit(f"E-ARK's validator finds {wrong}")
told = f"The structure and the list are valid by E-ARK's validator ({len(warnings)} remarks)"
apart = [rule for rule in errors if rule in CONTRADICT]
print(told + (f", but for {', '.join(apart)}, which contradict each other" if apart else ""))
