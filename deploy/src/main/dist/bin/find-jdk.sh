# Sourced, not run. find_jdk TOOL sets `jdk` to the home of a JDK of version 25 or later that has bin/TOOL (java, or
# javac where something is to be built), or says in one sentence that there is none and exits 69.
# JAVA_HOME first, then the java on the PATH, then the usual places. Reads the `release` file that every JDK
# carries, for starting each java to ask its version would take a second.

GRIDMILL_JDK_WANTED=25

# is_wanted_jdk HOME TOOL
is_wanted_jdk() {
  [ -x "$1/bin/$2" ] && [ -r "$1/release" ] || return 1
  while IFS= read -r line; do
    case $line in
      JAVA_VERSION=*)
        version=${line#JAVA_VERSION=}
        version=${version#\"}
        version=${version%%[!0-9]*}
        [ -n "$version" ] && [ "$version" -ge "$GRIDMILL_JDK_WANTED" ]
        return
        ;;
    esac
  done <"$1/release"
  return 1
}

# real_path FILE: FILE with every symbolic link in its last part followed.
real_path() {
  file=$1
  while [ -L "$file" ]; do
    target=$(readlink "$file")
    case $target in
      /*) file=$target ;;
      *) file=${file%/*}/$target ;;
    esac
  done
  printf '%s\n' "$file"
}

find_jdk() {
  if [ -n "${JAVA_HOME-}" ] && is_wanted_jdk "$JAVA_HOME" "$1"; then
    jdk=$JAVA_HOME
    return
  fi
  jdk=$(command -v java || :)
  if [ -n "$jdk" ]; then
    jdk=$(real_path "$jdk")
    jdk=${jdk%/bin/java}
    if is_wanted_jdk "$jdk" "$1"; then
      return
    fi
  fi
  for jdk in \
    /usr/lib/jvm/* /usr/lib64/jvm/* /usr/java/* /opt/java/* /opt/*jdk* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home \
    /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
    /usr/local/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
    "${SDKMAN_DIR:-${HOME-}/.sdkman}"/candidates/java/* \
    "${HOME-}"/Library/Java/JavaVirtualMachines/*/Contents/Home \
    "${HOME-}"/.jdks/* "${HOME-}"/.gradle/jdks/* \
    "${HOME-}"/.asdf/installs/java/* "${HOME-}"/.local/share/mise/installs/java/*; do
    if is_wanted_jdk "$jdk" "$1"; then
      return
    fi
  done
  echo "Gridmill needs a JDK of version $GRIDMILL_JDK_WANTED or later and found none: install one or point JAVA_HOME at it." >&2
  exit 69
}
