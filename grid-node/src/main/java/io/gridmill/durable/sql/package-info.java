/** The durable store in SQL databases: SQLite for one machine, PostgreSQL for several. */
@NullMarked
package io.gridmill.durable.sql;

import org.jspecify.annotations.NullMarked;
