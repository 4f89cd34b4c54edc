/** What was asked, and where it stands: requests, states and the pure life of a job. */
@NullMarked
package io.gridmill.job;

import org.jspecify.annotations.NullMarked;
