/**
 * The only packages that know Hazelcast: records in maps, Jet pipelines, members. They decide
 * nothing; decisions are made by the pure packages and carried out here.
 */
@NullMarked
package io.gridmill.cluster;

import org.jspecify.annotations.NullMarked;
