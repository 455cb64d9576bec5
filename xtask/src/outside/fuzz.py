"""Asks the API of a program on this machine all that schemathesis finds to ask, as one person of each role."""
import json
import re
import subprocess
import sys
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

program, base, document, folder, examples = sys.argv[1:]
folder = Path(folder)
API = base + "/api/v1"
# As many ids of a person's own lists as there is use for.
IDS = 60
HOOKS = """
import atexit, collections, json
import schemathesis
answers = collections.Counter()
@schemathesis.hook
def after_call(context, case, response):
    answers[response.status_code] += 1
atexit.register(lambda: open("answers.json", "w").write(json.dumps(answers)))
"""


class Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_):
        return None


direct = urllib.request.build_opener(urllib.request.ProxyHandler({}), Stay())


def ask(path, cookie=None, body=None):
    request = urllib.request.Request(base + path, data=body, headers={"Cookie": cookie} if cookie else {})
    try:
        return direct.open(request)
    except urllib.error.HTTPError as answer:
        return answer


def be(card):
    body = urllib.parse.urlencode({"anvandare": card}).encode()
    return ask("/valj", body=body).headers["Set-Cookie"].split(";")[0]


def known(cookie):
    """The ids that somebody sees in their lists: without them every question would end at the door of a case."""
    seen = set()
    for path in ("/arenden", "/min-dag", "/gallring", "/register"):
        seen.update(re.findall(r'"([0-9a-hjkmnp-tv-z]{16})"', ask("/api/v1" + path, cookie).read().decode()))
    return sorted(seen)[:IDS]


def fuzz(number, role, card):
    cookie = be(card)
    described = json.loads(Path(document).read_text())
    ids = known(cookie)
    if ids:
        described["components"]["parameters"]["id"]["schema"] = {"type": "string", "enum": ids}
    place = folder / role
    place.mkdir()
    (place / "openapi.json").write_text(json.dumps(described))
    (place / "hooks.py").write_text(HOOKS)
    subprocess.run(
        [program, "run", "openapi.json", "--url", API, "-H", f"Cookie: {cookie}", "--checks", "not_a_server_error",
         "--phases", "examples,coverage,fuzzing", "--max-examples", examples, "--continue-on-failure",
         "--workers", "2", "--seed", str(number), "--suppress-health-check", "all", "--generation-database", "none",
         "--no-color", "--warnings", "off", "--report", "json", "--report-json-path", "report.json"],
        cwd=place, env={"SCHEMATHESIS_HOOKS": "hooks", "PYTHONPATH": str(place), "NO_PROXY": "127.0.0.1",
                        "PATH": str(Path(program).parent)},
        stdout=sys.stderr, stderr=sys.stderr, check=False)
    return json.loads((place / "report.json").read_text()), json.loads((place / "answers.json").read_text())


cards = {card.split(".")[1]: card for card in re.findall(r'name="anvandare" value="([^"]+)"', ask("/").read().decode())}
made, done, refused, faults, tested, version = 0, 0, 0, 0, 0, ""
for number, (role, card) in enumerate(cards.items(), 1):
    report, answers = fuzz(number, role, card)
    if not report["complete"] or report["errors"]:
        sys.exit(f"schemathesis did not come to an end as {role}: {report['errors'][:1]}")
    count = lambda first: sum(many for status, many in answers.items() if status.startswith(first))
    made, done, refused, faults = made + sum(answers.values()), done + count("2"), refused + count("4"), faults + count("5")
    tested, version = max(tested, report["operations"]["tested"]), report["schemathesis_version"]
    for failure in report["failures"]:
        print(role, json.dumps(failure)[:600], file=sys.stderr)
print(f"schemathesis {version}: {made} questions to {tested} operations as {len(cards)} roles, {done} answered, {refused} "
      f"refused, {faults} faults")
sys.exit(f"{faults} faults: see above" if faults else 0)
