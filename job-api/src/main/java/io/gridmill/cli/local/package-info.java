/** Further nodes of this machine as processes of their own: started, watched, ended. */
@NullMarked
package io.gridmill.cli.local;

import org.jspecify.annotations.NullMarked;
