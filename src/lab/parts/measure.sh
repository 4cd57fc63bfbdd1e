# The long runs that are no tests of every day. All use the tests' own code on this lab and leave what they found in docs/.

# The program as it is delivered, in the project's directory.
built() {
    need_root
    cd "$LAB_HOME/../.."
    ./mvnw -q -DskipTests package
}

bench() {
    built
    measured bench ' wall \|judged' -Dit.test=RolloutBench -Ddrainboard.bench=true
}

# The longer run of the rollouts under load: 17 000 requests on each, HAProxy, nginx and both, so 51 000 in all.
load() {
    built
    measured load judged -Dit.test=RolloutUnderLoadTest -Ddrainboard.load.requests=17000
}

# measured NAME PATTERN MAVEN-OPTION...: what the tests print and matches, in docs/NAME.txt; also of a run that failed, which is said.
measured() {
    local name=$1 pattern=$2 log="$LAB_CACHE/$1.log" status=0
    shift 2
    ./mvnw -q "$@" validate failsafe:integration-test failsafe:verify 2>&1 | tee "$log" || status=$?
    {
        echo "$(date -u '+%F, %T UTC'), $(nproc) cores$([ $status = 0 ] || echo ', FAILED')"
        grep "$pattern" "$log" || true
    } >"docs/$name.txt"
    return $status
}

# Every fault point, under nginx and HAProxy, resumed and aborted; every host cut off at every step.
crash() {
    built
    measured crash '^\(not \)\?survived ' -Dit.test=CrashTest -Ddrainboard.crash=all
}
