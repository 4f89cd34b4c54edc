/** What people are told: status, events, counts. Pure projections of the records. */
@NullMarked
package io.gridmill.report;

import org.jspecify.annotations.NullMarked;
