/** Why a job or a task is not running: a closed list of reasons, all that apply. Pure. */
@NullMarked
package io.gridmill.explain;

import org.jspecify.annotations.NullMarked;
