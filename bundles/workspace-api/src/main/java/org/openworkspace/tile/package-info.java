/** Tiles a plugin offers to the host. */
@Export
@Version("1.0.0")
package org.openworkspace.tile;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
