# The two long runs that are no tests of every day. Both use the tests' own code on this lab and leave what they found in docs/.

bench() {
    need_root
    cd "$LAB_HOME/../.."
    ./mvnw -q -DskipTests package
    ./mvnw -q -Dtest=RolloutBench -Ddrainboard.bench=true test 2>&1 | tee "$LAB_CACHE/bench.log"
    { date -u '+%F, %T UTC, '"$(nproc) cores"; grep ' wall \|judged\|requests' "$LAB_CACHE/bench.log" || true; } >docs/bench.txt
}

# The longer run of the rollouts under load: 50 000 requests on each balancer at least.
load() {
    need_root
    cd "$LAB_HOME/../.."
    ./mvnw -q -Dtest=RolloutUnderLoadTest -Ddrainboard.load.requests=50000 test 2>&1 | tee "$LAB_CACHE/load.log"
    { date -u '+%F, %T UTC, '"$(nproc) cores"; grep 'judged' "$LAB_CACHE/load.log" || true; } >docs/load.txt
}

# Every fault point, under nginx and HAProxy, resumed and aborted.
crash() {
    need_root
    cd "$LAB_HOME/../.."
    local status=0
    ./mvnw -q -Dtest=CrashTest -Ddrainboard.crash=all test || status=$?
    /usr/bin/python3 -IS - target/surefire-reports/TEST-dev.drainboard.lab.CrashTest.xml >docs/crash.txt <<'PYTHON'
import re
import sys
from xml.etree import ElementTree

suite = ElementTree.parse(sys.argv[1]).getroot()
cases = suite.findall("testcase")
failed = [case for case in cases if case.find("failure") is not None or case.find("error") is not None]
print(f"{len(cases)} deaths, {len(cases) - len(failed)} survived, {len(failed)} not\n")
for case in cases:
    name = re.sub(r"^.*?\[\d+\]\s*|\[\d+\]$", "", case.get("name"))
    print(f"{'FAILED' if case in failed else 'ok    '} {float(case.get('time')):6.1f} s  {name}")
PYTHON
    head -1 docs/crash.txt
    return $status
}
