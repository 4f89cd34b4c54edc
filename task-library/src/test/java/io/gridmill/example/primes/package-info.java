/** The example of docs/write-a-task-type.md: a task type that counts prime numbers. */
@NullMarked
package io.gridmill.example.primes;

import org.jspecify.annotations.NullMarked;
