/** The tickets of people, as a mirror of Autotask. */
@Export
@Version("1.0.0")
package org.openworkspace.autotask.ticket;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
