/** Connections to other systems, and how a host lets people administer them. */
@Export
@Version("1.0.0")
package org.openworkspace.integration;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
