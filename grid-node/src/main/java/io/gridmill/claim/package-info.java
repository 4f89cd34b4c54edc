/** Who may run what next: order, claim sizes, leases, retries. Pure. */
@NullMarked
package io.gridmill.claim;

import org.jspecify.annotations.NullMarked;
