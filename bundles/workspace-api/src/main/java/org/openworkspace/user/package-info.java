/** The people of a workspace, as the host knows them. */
@Export
@Version("1.0.0")
package org.openworkspace.user;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
