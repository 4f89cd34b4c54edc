/**
 * Large bytes on the disks of the members: content-addressed files, the records that say who holds
 * them and who needs them, their copies, and how they are read from another member.
 *
 * <p>The record in the map decides. A file that no record lists is garbage; a member is listed only
 * while it has the file, because it adds itself after its file is safe and deletes the file only
 * when the record, asked under the digest's lock, does not list it.
 */
@NullMarked
package io.gridmill.cluster.blob;

import org.jspecify.annotations.NullMarked;
