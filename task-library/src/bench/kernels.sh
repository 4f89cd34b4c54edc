#!/bin/sh
# Compares what tasks cost with programs in C, on one thread each, in CPU time, side after side. See README.md.
# kernels.sh [mandelbrot|matrix]...
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

if [ $# -eq 0 ]; then
  set -- mandelbrot matrix
fi
for kernel; do
  case $kernel in
    mandelbrot) mandelbrot ;;
    matrix) matrix ;;
    *)
      echo "kernels.sh knows mandelbrot and matrix, not $kernel" >&2
      exit 2
      ;;
  esac
done
