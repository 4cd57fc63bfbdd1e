# The long runs that are no tests of every day. All use the tests' own code on this lab and leave what they found in docs/.

bench() {
    need_root
    cd "$LAB_HOME/../.."
    ./mvnw -q -DskipTests package
    measured bench ' wall \|judged' -Dtest=RolloutBench -Ddrainboard.bench=true
}

# The longer run of the rollouts under load: 50 000 requests on each balancer at least.
load() {
    need_root
    cd "$LAB_HOME/../.."
    measured load judged -Dtest=RolloutUnderLoadTest -Ddrainboard.load.requests=50000
}

# measured NAME PATTERN MAVEN-OPTION...: what the tests print and matches, in docs/NAME.txt; also of a run that failed, which is said.
measured() {
    local name=$1 pattern=$2 log="$LAB_CACHE/$1.log" status=0
    shift 2
    ./mvnw -q "$@" test 2>&1 | tee "$log" || status=$?
    {
        echo "$(date -u '+%F, %T UTC'), $(nproc) cores$([ $status = 0 ] || echo ', FAILED')"
        grep "$pattern" "$log" || true
    } >"docs/$name.txt"
    return $status
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
