/** Which Autotask connections exist, with what login, and how they fare. */
@Export
@Version("1.0.0")
package org.openworkspace.autotask.connection;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
