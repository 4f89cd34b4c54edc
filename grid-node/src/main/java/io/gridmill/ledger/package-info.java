/** Every task and its one true state: blocks, claims and their pure transitions. */
@NullMarked
package io.gridmill.ledger;

import org.jspecify.annotations.NullMarked;
