/** An Autotask that can be slow, full, wrong or down, for tests and demonstrations. */
@Export
@Version("1.0.0")
package org.openworkspace.autotask.simulator;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
