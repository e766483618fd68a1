#!/bin/sh
# Finds a JDK 25, builds what is missing or older than its sources, and runs the command line.
set -u

fail() {
  echo "lasso: $1" >&2
  exit 2
}

# Where this script lies, through any symbolic links.
script=$0
case $script in
  */*) ;;
  *) if [ -f "./$script" ]; then script=./$script; else script=$(command -v "$script"); fi ;;
esac
while [ -L "$script" ]; do
  target=$(readlink -- "$script")
  case $target in
    /*) script=$target ;;
    *) script=${script%/*}/$target ;;
  esac
done
root=$(cd -- "${script%/*}" && pwd -P) || exit 2

# The file `release` is read instead of running `java -version`, which would cost every start its time.
is_jdk_25() {
  [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 1
  while IFS= read -r line; do
    case $line in
      'JAVA_VERSION="25"'* | 'JAVA_VERSION="25.'* | 'JAVA_VERSION="25-'*) return 0 ;;
    esac
  done <"$1/release"
  return 1
}

home_of_java_on_path() {
  java=$(command -v java) || return 1
  java=$(readlink -f -- "$java" 2>/dev/null) || return 1
  home=${java%/bin/java}
  if [ "$home" != "$java" ] && [ -r "$home/release" ]; then
    echo "$home"
  else
    # A version manager's shim, or the stub of macOS: only the JVM behind it knows.
    "$java" -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java\.home = //p'
  fi
}

find_jdk() {
  if is_jdk_25 "${JAVA_HOME:-}"; then
    jdk=$JAVA_HOME
    return
  fi
  jdk=$(home_of_java_on_path) && is_jdk_25 "$jdk" && return
  for jdk in /usr/lib/jvm/* /Library/Java/JavaVirtualMachines/*/Contents/Home \
    "${HOME:-}"/.sdkman/candidates/java/* "${HOME:-}"/.jdks/*; do
    is_jdk_25 "$jdk" && return
  done
  fail "no JDK 25 found: install one (for example Eclipse Temurin 25) and let JAVA_HOME point to it"
}

# Whether module $1 was built after its sources and the further files named last changed.
is_built() {
  module=$root/$1
  shift
  stamp=$module/target/lasso.stamp
  [ -f "$stamp" ] || return 1
  [ -z "$(find "$root/pom.xml" "$module/pom.xml" "$module/src/main" "$@" -newer "$stamp" 2>/dev/null)" ]
}

# A build dates its stamps alike: one that is newer than that of workloads is the trace of a build that broke off.
is_fresh() {
  is_built sim-runtime && is_built engine || return 1
  is_built workloads "$root/sim-runtime/target/lasso.stamp" "$root/engine/target/lasso.stamp" || return 1
  # The local repository that the class path points into may have been emptied since.
  class_path=$(cat "$root/workloads/target/lasso.classpath" 2>/dev/null) || return 1
  rest=$class_path:
  while [ -n "$rest" ]; do
    [ -f "${rest%%:*}" ] || return 1
    rest=${rest#*:}
  done
  [ -f "$agent" ] && [ -f "$program" ]
}

# One build at a time. Whoever finds the lock of a dead process takes it away, under a lock of its own, so that two
# cannot mistake each other's fresh lock for the dead one.
lock() {
  mkdir -p "$root/target" || exit 2
  waited=0
  until mkdir "$root/target/lock" 2>/dev/null; do
    owner=$(cat "$root/target/lock/owner" 2>/dev/null)
    if [ -n "$owner" ] && ! kill -0 "$owner" 2>/dev/null && mkdir "$root/target/lock.broken" 2>/dev/null; then
      [ "$(cat "$root/target/lock/owner" 2>/dev/null)" != "$owner" ] || rm -rf "$root/target/lock"
      rmdir "$root/target/lock.broken"
      continue
    fi
    [ "$waited" -ne 0 ] || echo "lasso: waiting for another build" >&2
    waited=$((waited + 1))
    [ "$waited" -le 900 ] || fail "another build seems stuck; if none runs, remove $root/target/lock*"
    sleep 1
  done
  trap unlock EXIT
  trap 'exit 130' HUP INT TERM
  echo $$ >"$root/target/lock/owner"
}

unlock() {
  rm -rf "$root/target/lock"
  trap - EXIT HUP INT TERM
}

build() {
  command -v mvn >/dev/null 2>&1 || fail "Maven is needed to build: install it (3.8 or later) and put mvn on the PATH"
  echo "lasso: building ..." >&2
  log=$root/target/build.log
  # A run that still goes on keeps the files it has open; written over, they would fail under it.
  rm -f "$agent" "$program" "$root/engine/target/engine.jar"
  # What the user tells the JVM of the program (-Xint, a collector) is not meant for Maven's.
  if ! (
    unset JAVA_TOOL_OPTIONS JDK_JAVA_OPTIONS
    # Maven's own libraries make JDK 25 print warnings, which would hide what went wrong.
    MAVEN_OPTS="--sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED ${MAVEN_OPTS:-}"
    export MAVEN_OPTS
    JAVA_HOME=$jdk mvn -q -B -f "$root/pom.xml" -pl workloads -am -Dmaven.test.skip=true package
  ) >"$log" 2>&1 </dev/null; then
    tail -n 30 "$log" >&2
    fail "the build failed; all it said is in $log"
  fi
}

# The JVM's archive of the classes that most commands need, which then need not be read and verified at every start. It
# saves time and nothing else: if it cannot be made, or is not of this JDK and these jars, the JVM goes without.
is_archived() {
  [ -f "$archive" ] && [ -z "$(find "$agent" "$program" "$jdk/release" -newer "$archive" 2>/dev/null)" ]
}

make_archive() {
  rm -f "$archive"
  (
    unset JAVA_TOOL_OPTIONS JDK_JAVA_OPTIONS
    "$jdk/bin/java" -XX:DumpLoadedClassList="$archive.list" -Dlasso.root="$root" -javaagent:"$agent" \
      -cp "$program:$class_path" dev.lasso.workloads.cli.Main explore ab-ba-monitors --json
    # The module that -javaagent adds.
    "$jdk/bin/java" -Xshare:dump -XX:SharedClassListFile="$archive.list" -XX:SharedArchiveFile="$archive.new" \
      --add-modules java.instrument -cp "$program:$class_path" && mv "$archive.new" "$archive"
  ) >"$root/target/archive.log" 2>&1 </dev/null || : >"$archive"
}

find_jdk
agent=$root/sim-runtime/target/sim-runtime.jar
program=$root/workloads/target/workloads.jar
archive=$root/workloads/target/lasso.jsa
if ! is_fresh; then
  lock
  if ! is_fresh; then
    build
    # Not is_fresh: a source saved during the build is a matter for the next start.
    class_path=$(cat "$root/workloads/target/lasso.classpath") || exit 2
  fi
  unlock
fi
if ! is_archived && [ -w "${archive%/*}" ]; then
  lock
  is_archived || make_archive
  unlock
fi
terminal=false
[ ! -t 2 ] || terminal=true
# With objects that the JIT keeps out of the heap, no proof could say what a thread can still reach.
set -- -XX:-EliminateAllocations -Dlasso.root="$root" -Dlasso.terminal="$terminal" -javaagent:"$agent" -cp "$program:$class_path" \
  dev.lasso.workloads.cli.Main "$@"
# Whatever the JVM has to say about its archive, it would say on standard output.
[ ! -s "$archive" ] || set -- -XX:SharedArchiveFile="$archive" '-Xlog:cds*=off' '-Xlog:aot*=off' "$@"
exec "$jdk/bin/java" "$@"
