#!/bin/sh
# Compares what tasks cost with programs in C, on one thread each, in CPU time, side after side. See README.md.
# kernels.sh [mandelbrot|matrix|sha256|bcrypt]...
set -eu
bench=$(CDPATH='' cd -P -- "$(dirname -- "$0")" && pwd)
root=$(CDPATH='' cd -P -- "$bench/../../.." && pwd)
rounds=${ROUNDS:-3}

"$root/gridmill" --version >/dev/null # builds where that is due
. "$root/deploy/src/main/dist/bin/find-jdk.sh"
find_jdk javac
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
class_path="$work:$root/deploy/target/quick/gridmill/lib/*"
find "$bench/java" -name '*.java' -exec "$jdk/bin/javac" -d "$work" -cp "$class_path" {} +

run_java() {
  "$jdk/bin/java" "@$root/deploy/src/main/dist/conf/jvm.options" -Xmx512m -cp "$class_path" "$@"
}

# best COLUMN: the least number of a column. The machine may be noisy, and noise only adds.
best() {
  awk -v c="$1" 'NR == 1 || $c < least { least = $c } END { print least }'
}

# compare NAME C-FILE COLUMN JAVA-FILE
compare() {
  c=$(best "$3" <"$2")
  java=$(best 1 <"$4")
  awk -v name="$1" -v c="$c" -v j="$java" 'BEGIN { printf "%-44s C %8.3f s   Java %8.3f s   C / Java %.2f\n", name, c, j, c / j }'
}

mandelbrot() {
  size=${SIZE:-8192}
  iterations=${ITERATIONS:-5000}
  gcc -O3 -march=native -ffp-contract=fast -o "$work/mandelbrot" "$bench/mandelbrot/mandelbrot.c" -lz -lm
  for _ in $(seq "$rounds"); do
    "$work/mandelbrot" "$size" "$iterations" 128 2 >>"$work/mandelbrot.c"
    run_java io.gridmill.task.builtin.mandelbrot.EscapeTimes "$size" "$iterations" 128 4 >>"$work/follow.java"
    run_java TaskTimes mandelbrot "{\"width\":$size,\"height\":$size,\"maxIterations\":$iterations}" 4 >>"$work/tasks.java"
  done
  compare "mandelbrot $size, $iterations: points only" "$work/mandelbrot.c" 1 "$work/follow.java"
  compare "mandelbrot $size, $iterations: whole tasks" "$work/mandelbrot.c" 3 "$work/tasks.java"
}

matrix() {
  size=${MATRIX:-4096}
  gcc -O3 -march=native -o "$work/dgemm" "$bench/matrix/dgemm.c" -lopenblas
  cores=default
  if grep -q avx512f /proc/cpuinfo 2>/dev/null; then
    cores='default SkylakeX' # an old OpenBLAS does not know newer processors and then takes a slower kernel
  fi
  for _ in $(seq "$rounds"); do
    for core in $cores; do
      if [ "$core" = default ]; then
        OPENBLAS_NUM_THREADS=1 "$work/dgemm" "$size" 3 >>"$work/dgemm.$core"
      else
        OPENBLAS_CORETYPE=$core OPENBLAS_NUM_THREADS=1 "$work/dgemm" "$size" 3 >>"$work/dgemm.$core"
      fi
    done
    run_java TaskTimes matrix-multiply "{\"size\":$size}" 4 >>"$work/matrix.java"
  done
  for core in $cores; do
    compare "matrix-multiply $size, OpenBLAS core $core" "$work/dgemm.$core" 1 "$work/matrix.java"
  done
}

sha256() {
  gcc -O2 -o "$work/sha256_lines" "$bench/password/sha256_lines.c" -lcrypto
  seq -f '%016.0f' 10000000 >"$work/fast"
  for _ in $(seq "$rounds"); do
    "$work/sha256_lines" "$work/fast" >>"$work/sha256.c"
    run_java TaskTimes password-hash '{}' 8 "$work/fast" >>"$work/sha256.java"
  done
  compare 'password-hash, 10,000,000 lines, SHA-256' "$work/sha256.c" 1 "$work/sha256.java"
}

bcrypt() {
  gcc -O2 -o "$work/bcrypt_lines" "$bench/password/bcrypt_lines.c" -lcrypt
  seq -f 'password%04.0f' 100 >"$work/slow"
  for _ in $(seq "$rounds"); do
    "$work/bcrypt_lines" 10 "$work/slow" >>"$work/bcrypt.c"
    run_java TaskTimes password-hash '{"algorithm":"bcrypt","cost":10}' 3 "$work/slow" >>"$work/bcrypt.java"
  done
  compare 'password-hash, 100 lines, bcrypt of cost 10' "$work/bcrypt.c" 1 "$work/bcrypt.java"
}

if [ $# -eq 0 ]; then
  set -- mandelbrot matrix sha256 bcrypt
fi
for kernel; do
  case $kernel in
    mandelbrot) mandelbrot ;;
    matrix) matrix ;;
    sha256) sha256 ;;
    bcrypt) bcrypt ;;
    *)
      echo "kernels.sh knows mandelbrot, matrix, sha256 and bcrypt, not $kernel" >&2
      exit 2
      ;;
  esac
done
