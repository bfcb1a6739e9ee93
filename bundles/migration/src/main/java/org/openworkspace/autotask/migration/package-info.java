/** Brings connections from before 3.45 into today's form. */
@Export
@Version("1.0.0")
package org.openworkspace.autotask.migration;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
