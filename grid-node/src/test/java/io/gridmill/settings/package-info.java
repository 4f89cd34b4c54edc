@NullMarked
package io.gridmill.settings;

import org.jspecify.annotations.NullMarked;
