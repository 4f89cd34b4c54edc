/** What members tell and ask each other: heartbeats, hints, questions. All of it may be lost. */
@NullMarked
package io.gridmill.cluster.members;

import org.jspecify.annotations.NullMarked;
