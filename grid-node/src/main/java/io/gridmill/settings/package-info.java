/** The keys of the configuration, from one list: what they mean, how they are read, who set them. */
@NullMarked
package io.gridmill.settings;

import org.jspecify.annotations.NullMarked;
