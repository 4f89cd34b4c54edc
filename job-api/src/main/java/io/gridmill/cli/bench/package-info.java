/** Measures a grid on this machine, beside what Hazelcast alone does on the same members. */
@NullMarked
package io.gridmill.cli.bench;

import org.jspecify.annotations.NullMarked;
