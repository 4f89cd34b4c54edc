/**
 * The {@code gridmill} command: each subcommand a class, over HTTP or on a node in this process.
 */
@NullMarked
package io.gridmill.cli;

import org.jspecify.annotations.NullMarked;
