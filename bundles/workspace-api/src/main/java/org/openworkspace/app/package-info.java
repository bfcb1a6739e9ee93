/** What an App store shows before an app is configured. */
@Export
@Version("1.0.0")
package org.openworkspace.app;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
