/** The node as its users see it: one member, several members, members that die. */
@NullMarked
package io.gridmill.node;

import org.jspecify.annotations.NullMarked;
